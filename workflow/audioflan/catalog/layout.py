"""Where every file of a build lies; Snakemake wildcards and the command line share these forms."""

from dataclasses import dataclass
from pathlib import Path

from audioflan.catalog.config import Config
from audioflan.catalog.models import SPLITS


@dataclass(frozen=True)
class Layout:
    """Paths below the build root and the shard folder.

    Every argument may be a concrete name or a Snakemake wildcard such as ``{corpus}``.
    """

    build: Path
    shards: Path
    archives: Path

    @classmethod
    def of(cls, config: Config) -> "Layout":
        """The layout of a configuration."""
        return cls(config.build, config.shards, config.archives)

    def corpus_root(self, corpus: str) -> str:
        """Folder (or link) of the unpacked corpus."""
        return f"{self.build}/corpora/{corpus}"

    def receipt(self, corpus: str) -> str:
        """What was fetched, with digests."""
        return f"{self.build}/corpora/{corpus}.source.json"

    def manifest(self, corpus: str) -> str:
        """One row a clip."""
        return f"{self.build}/manifests/{corpus}.parquet"

    def aligned(self, corpus: str) -> str:
        """The manifest with the splits on which the corpus's family agrees."""
        return f"{self.build}/manifests/aligned/{corpus}.parquet"

    def audio(self, domain: str, corpus: str, recipe: str, part: int | str) -> str:
        """Stem of a pack: add ``.tar``, ``.parquet`` or ``.rejects.parquet``."""
        return f"{self.build}/audio/{domain}/{corpus}/{recipe}.{part}"

    def clean_index(self, domain: str, corpus: str) -> str:
        """Index of all clean clips of a corpus that has several parts."""
        return f"{self.build}/audio/{domain}/{corpus}/clean.parquet"

    def instances(self, domain: str, task: str, corpus: str, part: int | str) -> str:
        """Instances before rendering."""
        return f"{self.build}/instances/{domain}/{task}/{corpus}.{part}.parquet"

    def pool(self, domain: str, task: str) -> str:
        """Accepted paraphrases of a task."""
        return f"{self.build}/pools/{domain}/{task}.jsonl"

    def pool_summary(self, domain: str, task: str) -> str:
        """What became of a task's paraphrases, and whether the engine failed."""
        return f"{self.build}/pools/{domain}/{task}.summary.json"

    def review(self, domain: str, task: str) -> str:
        """What reviewers said of a task's paraphrases; outlives the pool."""
        return f"{self.build}/pools/{domain}/{task}.review.jsonl"

    def journal(self, domain: str, task: str) -> str:
        """Everything the model ever wrote for a task; outlives the pool."""
        return f"{self.build}/pools/journal/{domain}/{task}.jsonl"

    @property
    def models(self) -> Path:
        """Folder of fetched paraphrase models; never a rule's output."""
        return self.archives / "models"

    def model(self, role: str) -> str:
        """Which model serves as ``writer`` or ``judge``, where it lies, its digest."""
        return f"{self.build}/models/{role}.json"

    def failures(self, rule: str, *names: str) -> str:
        """Failures that a job of a rule survived; every one has the next run try again."""
        return f"{self.build}/failures/{rule}/{'.'.join(names)}.jsonl"

    def records(self, domain: str, task: str, corpus: str, part: int | str) -> str:
        """Rendered records (temporary)."""
        return f"{self.build}/records/{domain}/{task}/{corpus}.{part}.jsonl"

    def reworded(self, domain: str, task: str, corpus: str, part: int | str) -> str:
        """Records of which a share was reworded one by one (temporary)."""
        return f"{self.build}/reworded/{domain}/{task}/{corpus}.{part}.records.jsonl"

    def rewordings(self, domain: str, task: str, corpus: str, part: int | str) -> str:
        """What was written for single records."""
        return f"{self.build}/reworded/{domain}/{task}/{corpus}.{part}.jsonl"

    def reworded_journal(self, domain: str, task: str, corpus: str, part: int | str) -> str:
        """Everything the model ever wrote for the records of a unit."""
        return f"{self.build}/reworded/journal/{domain}/{task}/{corpus}.{part}.jsonl"

    def check(self, domain: str, task: str, corpus: str, part: int | str) -> str:
        """What the validator counted."""
        return f"{self.build}/checks/{domain}/{task}/{corpus}.{part}.json"

    def asserts(self, domain: str, task: str) -> str:
        """What the asserts on all instances of a task found."""
        return f"{self.build}/checks/{domain}/{task}/asserts.json"

    def shard(self, domain: str, task: str, corpus: str, split: str, part: int | str) -> str:
        """One product file."""
        return f"{self.shards}/{domain}/{task}/{corpus}.{split}.{part}.jsonl.zst"

    def shard_set(self, domain: str, task: str, corpus: str, part: int | str) -> list[str]:
        """The three splits of one (task, corpus, part)."""
        return [self.shard(domain, task, corpus, split, part) for split in SPLITS]

    def shard_manifest(self) -> str:
        """``MANIFEST.tsv`` of all shards."""
        return f"{self.shards}/MANIFEST.tsv"

    def report(self, name: str) -> str:
        """A file of the report."""
        return f"{self.build}/report/{name}"

    def log(self, rule: str, *names: str) -> str:
        """Log file of a rule."""
        return f"{self.build}/logs/{'/'.join([rule, *filter(None, ['.'.join(names)])])}.log"

    def benchmark(self, rule: str, *names: str) -> str:
        """Resource measurements of a rule."""
        return f"{self.build}/benchmarks/{rule}/{'.'.join(names)}.tsv"


def rejects(path: str) -> str:
    """The reject file beside a table or a list of lines."""
    stem, _, suffix = path.rpartition(".")
    return f"{stem}.rejects.{'jsonl' if suffix == 'json' else suffix}"


def frames(shard: str) -> str:
    """The frame index beside a shard."""
    return shard.removesuffix(".jsonl.zst") + ".frames.json"
