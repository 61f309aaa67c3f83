"""One record of every task with pictures of its sounds, as a Markdown page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from audioflan.audio import AudioStore
from audioflan.catalog.layout import Layout
from audioflan.catalog.models import CLEAN, DOMAINS, SPLITS, Corpus, Task
from audioflan.catalog.plan import Plan, Unit
from audioflan.files import atomic_path
from audioflan.randomness import hash64
from audioflan.records.shards import read_shard
from audioflan.report.pictures import picture
from audioflan.trace import audio_ids, audio_line

OFFERED = 200
SHORTEST = 0.8
QUIETEST = 0.01
HEAD = """# Gallery

One record of every task, as `snakemake --cores 2 gallery` found it in the build. Pictures show the
record's sounds in order, on one scale: the waveform, and the power over time and frequency down to
70 dB below the loudest spot. What lies above half of a recording's own sample rate is grey.
"""


@dataclass(frozen=True)
class Exhibit:
    """A record to show, and where its sounds are."""

    task: Task
    record: Mapping[str, Any]
    store: AudioStore

    @property
    def audio(self) -> list[tuple[str, str]]:
        """(what it is called, audio id) of every sound: input, input 2, output."""
        found = []
        for field in ("input", "output"):
            ids = audio_ids({"input": self.record[field], "output": ""})
            found += [(f"{field} {n}" if n > 1 else field, name) for n, name in enumerate(ids, 1)]
        return found


def write_gallery(plan: Plan, layout: Layout, folder: Path) -> None:
    """Write ``gallery.md`` and ``gallery/<task>.<n>.png`` into a folder that replaces ``folder``.

    Raises:
        AudioFlanError: a shard, an index or a pack is absent or damaged.
    """
    with atomic_path(folder) as temporary:
        (temporary / "gallery").mkdir(parents=True)
        page = [HEAD]
        for domain in DOMAINS:
            tasks = [task for task in plan.tasks.values() if task.domain == domain]
            shown = [found for task in tasks if (found := exhibit(plan, layout, task)) is not None]
            page += [f"## {domain.capitalize()}\n"] if shown else []
            for found in shown:
                print(f"{domain}/{found.task.id}", flush=True)
                pictures = _draw(found, temporary / "gallery")
                page.append(entry(found, pictures, plan.catalog.corpora.values()))
        (temporary / "gallery.md").write_text("\n".join(page), encoding="utf-8", newline="\n")


def exhibit(plan: Plan, layout: Layout, task: Task) -> Exhibit | None:
    """A record of a task: the first by hash whose sounds are not too short to look at.

    Null when the task has no records.
    """
    for unit in (unit for unit in plan.units if unit.task.id == task.id):
        records = list(islice(_records(layout, unit), OFFERED))
        if not records:
            continue
        store = AudioStore(_indexes(plan, layout, unit), layout.build)
        order = hash64([record["uuid"] for record in records], "gallery").argsort()
        ranked = [records[place] for place in order]
        long = (r for r in ranked if _shortest(store, r) >= SHORTEST)
        return Exhibit(task, next(long, ranked[0]), store)
    return None


def _records(layout: Layout, unit: Unit) -> Iterator[dict[str, Any]]:
    domain, task, corpus, part = unit.names
    for split in SPLITS:
        yield from read_shard(layout.shard(domain, task, corpus, split, part))


def _indexes(plan: Plan, layout: Layout, unit: Unit) -> list[Path]:
    corpus = unit.corpus
    stems = [
        layout.audio(corpus.domain, corpus.id, CLEAN, part) for part in range(plan.parts(corpus))
    ]
    if unit.task.recipe is not None:
        stems.append(layout.audio(unit.task.domain, corpus.id, unit.task.id, unit.part))
    return [Path(f"{stem}.parquet") for stem in stems]


def _shortest(store: AudioStore, record: dict[str, Any]) -> float:
    return min(float(store.facts(name)["duration"]) for name in audio_ids(record))


def _draw(shown: Exhibit, folder: Path) -> list[str]:
    """Write the pictures of a record; return them as Markdown images."""
    signals = [(called, shown.store.read(name)) for called, name in shown.audio]
    top = max(signal.sample_rate for _, signal in signals) / 2
    peak = max(QUIETEST, *(float(abs(signal.samples).max(initial=0)) for _, signal in signals))
    images = []
    for number, (called, signal) in enumerate(signals, start=1):
        title = f"{called}: {signal.duration:.2f} s"
        path = folder / f"{shown.task.id}.{number}.png"
        path.write_bytes(picture(signal, title, top, peak))
        images.append(f"![{title}](gallery/{path.name})")
    return images


def entry(shown: Exhibit, pictures: Iterable[str], corpora: Iterable[Corpus]) -> str:
    """One record as Markdown: texts in a block, pictures, facts, licence and attribution."""
    task, record = shown.task, shown.record
    texts = "\n".join(
        f"{name + ':':<13}{record[name]}".replace("\n", f"\n{'':13}")
        for name in ("instruction", "input", "output")
    )
    facts = [shown.store.facts(name) for _, name in shown.audio]
    licences = sorted({fact["licence"] for fact in facts})
    known = {corpus.id: corpus for corpus in corpora}
    lines = [
        f"### {task.minor}",
        f"`{task.domain}/{task.id}`, {task.major}",
        f"```text\n{texts}\n```",
        "\n".join(pictures),
        "\n".join(f"- `{audio_line(fact)}`" for fact in facts),
        f"Licence of the recordings: {', '.join(licences)}. "
        + " ".join(_credit(corpus) for corpus in _heard(facts, known)),
    ]
    return "\n\n".join(lines) + "\n"


def _heard(facts: Iterable[Mapping[str, Any]], known: Mapping[str, Corpus]) -> list[Corpus]:
    """The corpora whose recordings went into some sounds."""
    ids = {name for fact in facts for name in (fact["audio_id"], *(fact["parents"] or ()))}
    return [
        corpus
        for corpus in known.values()
        if any(name.startswith(corpus.audio_id("")) for name in ids)
    ]


def _credit(corpus: Corpus) -> str:
    return f"[{corpus.title}]({corpus.homepage}): {corpus.citation.strip().rstrip('.')}."
