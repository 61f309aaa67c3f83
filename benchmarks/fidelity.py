"""A record with a paraphrase beside the same record with the seed that the paraphrase rewords.

    python benchmarks/fidelity.py --records 1000000

Instances of every task (typed slots, audio ids, numbers, labels, texts in several scripts) are
rendered with a pool of guarded paraphrases, and again with each record's parent seed alone. Then
every record is compared with its twin, columns at a time: slot values and numbers of the
instruction, answers on offer, the whole input, the whole output. Any difference is an error.
"""

import argparse
import json
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.catalog.models import Corpus, Task
from audioflan.paraphrase.clean import clean
from audioflan.paraphrase.evaluation import GOOD, TUNING, load_set
from audioflan.paraphrase.guards import first_refusal
from audioflan.records import RecordSettings, render

CHUNK = 50_000
SCRIPTS = ("take {}", "prise nº {}", "第{}段录音", "дубль {}", 'it\'s "{}", twice')
LANGUAGES = ("en", "fr", "zh", "ru", "es", "it")
NUMBER = r"\d+(?:\.\d+)?|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b"
POINTING = r"\b(?:(?:between )?(?:any|each) two|between two|the two together)\b"
"""Points at what was named ("sing the two together", "a comma between two"), as "both" does, and
counts nothing."""
WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
POLITE = ("Please {}", "Could you {}?", "I need you to {}", "Kindly {}")


def made_instances(task: Task, rows: int, first: int = 0) -> pl.DataFrame:
    """Instances of a task with distinct uuids and values of every slot's and part's type."""
    numbers = np.arange(first, first + rows)
    random = np.random.default_rng([first, sum(task.id.encode())])

    def texts() -> list[str]:
        return [SCRIPTS[n % len(SCRIPTS)].format(n / 8) for n in numbers]

    makers: dict[str, Any] = {
        "text": texts,
        "label": texts,
        "language": lambda: [LANGUAGES[n] for n in random.integers(0, len(LANGUAGES), rows)],
        "number": lambda: random.integers(0, 10_000, rows) / 4,
        "time": lambda: random.integers(0, 100_000, rows) / 100,
        "rate": lambda: random.choice([8000, 11025, 16000, 22050, 44100, 48000], rows),
    }
    columns: dict[str, Any] = {
        "uuid": [str(uuid.UUID(int=int(n), version=5)) for n in numbers],
        "split": ["train"] * rows,
        "group": [f"g{n % 97}" for n in numbers],
        "licence": ["CC0-1.0"] * rows,
        "source": [["studio"]] * rows,
    }
    columns |= {f"slot.{name}": makers[kind]() for name, kind in task.slots.items()}
    for at, entry in enumerate(task.fields):
        ids = [f"90_Made_{at}-{n:x}" for n in numbers]
        answers = (
            [task.options[n % len(task.options)] for n in numbers] if task.options else texts()
        )
        columns[f"part.{entry.role}"] = ids if entry.kind == "audio" else answers
    return pl.DataFrame(columns)


def guarded_pool(task: Task, texts: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Pool lines of (seed id, text) pairs, and of plain rewordings, that the guards accept."""
    seeds, accepted = {seed.id: seed for seed in task.seeds}, list[dict[str, str]]()
    plain = [
        (
            seed.id,
            form.format(f"{seed.text[0].lower()}{seed.text[1:].rstrip('.!')}").rstrip(".") + ".",
        )
        for seed in task.seeds
        for form in POLITE
    ]
    for parent, written in [*texts, *plain]:
        text = clean(written)
        known = [line["text"] for line in accepted]
        if parent in seeds and first_refusal(text, seeds[parent], task, known) is None:
            number = f"{len(accepted):016x}"
            line = {"id": number, "kind": "instruction", "parent": parent, "text": text}
            accepted.append(line)
    return accepted


def twins(
    task: Task, corpus: Corpus, instances: pl.DataFrame, pool: Sequence[Mapping[str, Any]]
) -> pl.DataFrame:
    """Records and, as ``seed.<key>``, what the parent seed alone makes of the same instances."""
    keys = ("instruction", "input", "output")
    worded = with_wording(task, corpus, instances, pool)
    parts = []
    for seed in task.seeds:
        ids = worded.filter(pl.col("template") == f"{task.id}/{seed.id}")["uuid"]
        own = instances.filter(pl.col("uuid").is_in(ids.implode()))
        alone = with_wording(replace(task, seeds=(seed,)), corpus, own, ())
        parts.append(alone.select("uuid", *(pl.col(key).alias(f"seed.{key}") for key in keys)))
    return worded.join(pl.concat(parts), on="uuid", how="left", maintain_order="left")


def with_wording(
    task: Task, corpus: Corpus, instances: pl.DataFrame, pool: Sequence[Mapping[str, Any]]
) -> pl.DataFrame:
    """Rendered records with ``template`` and ``paraphrase`` in columns of their own."""
    records, rejects = render(task, corpus, instances, pool, RecordSettings())
    if len(rejects):
        raise SystemExit(f"{task.id}: {rejects['reason'][0]}")
    named = (pl.col("other").struct.field(name) for name in ("template", "paraphrase"))
    return records.select("uuid", "instruction", "input", "output", *named)


def differences(task: Task, pairs: pl.DataFrame) -> dict[str, int]:
    """Records that differ from their twins, by what differs."""
    counts = [str(sum(entry.kind == "audio" for entry in task.input)), str(len(task.options))]
    options = [f"(?i)(^|\\W){option}(\\W|$)" for option in task.options]
    tests = {
        "missing": pl.col("seed.instruction").is_null(),
        "numbers": _numbers("instruction", counts) != _numbers("seed.instruction", counts),
        "answers": pl.any_horizontal(
            pl.lit(False),
            *(
                pl.col("instruction").str.contains(option)
                != pl.col("seed.instruction").str.contains(option)
                for option in options
            ),
        ),
        "slots": pl.any_horizontal(
            pl.lit(False),
            *(
                pl.col("instruction").str.count_matches(pl.col(f"value.{name}"), literal=True)
                != pl.col("seed.instruction").str.count_matches(
                    pl.col(f"value.{name}"), literal=True
                )
                for name in task.slots
            ),
        ),
        "input": pl.col("input") != pl.col("seed.input"),
        "output": pl.col("output") != pl.col("seed.output"),
    }
    found = pairs.select(test.fill_null(True).sum().alias(name) for name, test in tests.items())
    return {name: int(count) for name, count in found.row(0, named=True).items()}


def _numbers(column: str, counts: Sequence[str]) -> pl.Expr:
    """Sorted numbers of a text, words among them, but for the counts of its clips and answers."""
    text = pl.col(column).str.to_lowercase().str.replace_all(POINTING, "")
    found = text.str.extract_all(NUMBER)
    digits = pl.element().replace(WORDS)
    return found.list.eval(digits.filter(~digits.is_in(list(counts)))).list.sort().list.join(" ")


def compared(
    task: Task, corpus: Corpus, pool: Sequence[Mapping[str, Any]], rows: int
) -> Iterator[tuple[int, int, dict[str, int]]]:
    """Records, reworded ones among them, and differences, a chunk at a time."""
    from audioflan.records.render import show_slots

    for first in range(0, rows, CHUNK):
        instances = made_instances(task, min(CHUNK, rows - first), first)
        shown = show_slots(task, instances)
        values = shown.select(
            "uuid", *(pl.col(f"slot.{n}").alias(f"value.{n}") for n in task.slots)
        )
        pairs = twins(task, corpus, instances, pool).join(values, on="uuid", maintain_order="left")
        reworded = pairs.filter(pl.col("paraphrase") != "seed").height
        yield len(pairs), reworded, differences(task, pairs)


def texts_by_task(catalog: Catalog) -> dict[str, list[tuple[str, str]]]:
    """(Seed id, text) of good labelled texts, and of recorded pools that lie in the tree."""
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in catalog.tasks}
    for entry in load_set(HOME, catalog.tasks, TUNING):
        if entry.kind == GOOD:
            found[entry.task.id].append((entry.seed.id, entry.text))
    for path in sorted((HOME / "templates" / "recorded").glob("*/*.jsonl")):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        found[path.stem] += [(line["parent"], line["text"]) for line in lines]
    return found


def main() -> None:
    """Compare ``--records`` records, an equal share of every task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    catalog, options = Catalog.load(HOME), parser.parse_args()
    corpus = next(iter(catalog.corpora.values()))
    texts = texts_by_task(catalog)
    begun = time.perf_counter()
    pools = {name: guarded_pool(task, texts[name]) for name, task in catalog.tasks.items()}
    guarded = time.perf_counter()
    records = reworded = 0
    totals: dict[str, int] = {}
    for number, (name, task) in enumerate(catalog.tasks.items()):
        share = (number + 1) * options.records // len(pools) - number * options.records // len(
            pools
        )
        for seen, worded, found in compared(task, corpus, pools[name], share):
            records, reworded = records + seen, reworded + worded
            totals = {key: totals.get(key, 0) + count for key, count in found.items()}
    seconds = time.perf_counter() - guarded
    print(f"paraphrases  {sum(map(len, pools.values())):>9,}  guarded in {guarded - begun:.1f} s")
    print(f"records      {records:>9,}  {records / seconds:,.0f} a second, each rendered twice")
    print(f"reworded     {reworded:>9,}")
    for key, count in totals.items():
        print(f"{key:<12} {count:>9,}  differ")
    raise SystemExit(1 if any(totals.values()) else 0)


if __name__ == "__main__":
    main()
