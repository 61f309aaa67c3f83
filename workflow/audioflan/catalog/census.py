"""Count a reader's own copy of a corpus against what the catalogue says it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from audioflan.catalog.models import Corpus
from audioflan.corpora import index_corpus
from audioflan.corpora.audio_files import list_files
from audioflan.reasons import MARK, alike

EXAMPLES = 10
SHORTFALL = 0.02
"""Share of a stated count that may be missing: papers round, releases lose a clip or two."""
NO_FILE = "clip without its file"
WINDOW = r"#t=.*$"
"""What is appended to a recording's path where the item is a span of it."""


@dataclass(frozen=True)
class Count:
    """One count: as found, and as the catalogue states it (None = it does not)."""

    name: str
    found: float
    stated: float | None

    @property
    def short(self) -> bool:
        """Whether too little was found."""
        return self.stated is not None and self.found < self.stated * (1 - SHORTFALL)


@dataclass(frozen=True)
class Finding:
    """Items that are wrong in one way.

    Attributes:
        kind: ``missing`` (the labels name it, no file is there) or ``unused`` (a file that
            gives no clip).
        reason: the reason without its particulars and numbers.
        number: how many.
        examples: the first of them.
    """

    kind: str
    reason: str
    number: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Census:
    """What a copy of a corpus holds."""

    corpus: Corpus
    root: Path
    counts: tuple[Count, ...]
    findings: tuple[Finding, ...]

    @property
    def broken(self) -> bool:
        """Whether something is missing; files without a use break nothing."""
        missing = any(finding.kind == "missing" for finding in self.findings)
        return missing or any(count.short for count in self.counts)


def census(corpus: Corpus, root: Path) -> Census:
    """Index a corpus below ``root`` and look up on disk every file that its labels name.

    Raises:
        AudioFlanError: there is no corpus at ``root``, or its label files cannot be read.
    """
    manifest, rejects = index_corpus(corpus, root)
    files = list_files(root, ("",))
    lost = manifest.join(files, on="path", how="anti")
    lost = lost.select(pl.col("path").alias("item"), pl.lit(NO_FILE).alias("reason")).unique()
    kept = manifest.join(files, on="path", how="semi")
    counts = _counts(kept, corpus.counts)
    wrong = pl.concat([rejects, lost])
    return Census(corpus, root, tuple(counts), tuple(_findings(wrong, files)))


def _counts(manifest: pl.DataFrame, stated: Mapping[str, float]) -> Iterator[Count]:
    yield Count("items", manifest.height, stated.get("items"))
    if manifest["duration"].null_count() == 0:
        yield Count("hours", float(manifest["duration"].sum()) / 3600, stated.get("hours"))
    if manifest["speaker"].null_count() < manifest.height:
        speakers = manifest["speaker"].drop_nulls().n_unique()
        yield Count("speakers", speakers, stated.get("speakers"))


def _findings(wrong: pl.DataFrame, files: pl.DataFrame) -> Iterator[Finding]:
    path = pl.col("item").str.replace(WINDOW, "")
    there = path.is_in(files["path"].implode())
    groups = (
        wrong.with_columns(
            pl.when(there).then(pl.lit("unused")).otherwise(pl.lit("missing")).alias("kind"),
            alike(pl.col("reason")).str.replace_all(r"\d+", MARK),
        )
        .sort("item")
        .group_by("kind", "reason")
        .agg(pl.len().alias("number"), pl.col("item").head(EXAMPLES).alias("examples"))
        .sort("kind", "number", "reason", descending=[False, True, False])
    )
    for row in groups.iter_rows(named=True):
        yield Finding(row["kind"], row["reason"], row["number"], tuple(row["examples"]))


def census_lines(found: Census) -> list[str]:
    """The census in words, ready to print."""
    lines = [f"{found.corpus.id} at {found.root}"]
    for count in found.counts:
        stated = "not stated" if count.stated is None else f"{count.stated:,g} stated"
        lines.append(
            f"  {count.name}: {count.found:,.6g} found, {stated}"
            + (" - SHORT" if count.short else "")
        )
    for finding in found.findings:
        lines.append(f"  {finding.kind} ({finding.number:,}): {finding.reason}")
        lines += [f"    {example}" for example in finding.examples]
        if finding.number > len(finding.examples):
            lines.append(f"    ... and {finding.number - len(finding.examples):,} more")
    broken = "something is missing; fetch the corpus again, or only what is listed above"
    return [*lines, broken if found.broken else "whole"]
