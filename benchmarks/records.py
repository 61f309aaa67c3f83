"""Render and validate records: ours beside the plain loop one would write first.

    python benchmarks/records.py --rows 200000

Both renderers get the same instances of one task and must print the same number of records;
both validators get the same lines. The ratio is ours over the peer's, in records a CPU-second.
"""

import argparse
import hashlib
import json
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import jsonschema
import polars as pl

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.catalog.models import Corpus, Task
from audioflan.records import Expectation, RecordSettings, render, validate, write_records
from audioflan.records.lines import read_lines

TASK, CORPUS = "automatic_speech_recognition", "asterisk_prompts"
PEER_SHARE = 50


def instances_of(rows: int) -> pl.DataFrame:
    """Instances with distinct uuids and texts; columns as the builder gives them."""
    numbers = range(rows)
    return pl.DataFrame(
        {
            "uuid": [str(uuid.uuid5(uuid.NAMESPACE_OID, str(number))) for number in numbers],
            "key": [f"clip{number}" for number in numbers],
            "split": ["train"] * rows,
            "group": [f"speaker{number % 500}" for number in numbers],
            "licence": ["CC-BY-4.0"] * rows,
            "source": [["studio"]] * rows,
            "slot.language": ["en"] * rows,
            "part.source": [f"91_AsteriskPrompts_{number}" for number in numbers],
            "part.target": [f"this is sentence number {number}" for number in numbers],
        }
    )


def loop_render(task: Task, corpus: Corpus, instances: pl.DataFrame, path: Path) -> None:
    """One dictionary, one choice, one ``json.dumps`` a record."""
    with path.open("w", encoding="utf-8") as out:
        for row in instances.iter_rows(named=True):
            draw = int(hashlib.sha256(row["uuid"].encode()).hexdigest(), 16)
            seed = task.seeds[draw % len(task.seeds)]
            field = task.input[0]
            label = field.labels[draw // 100 % len(field.labels)]
            lead_in = task.lead_ins[draw // 10_000 % len(task.lead_ins)]
            record = {
                "instruction": seed.text.format(language="English"),
                "input": f"{label}<|SOA|>{row['part.source']}<|EOA|>",
                "output": lead_in + row["part.target"],
                "uuid": row["uuid"],
                "split": [row["split"]],
                "task_type": {
                    "major": [task.major],
                    "minor": [task.minor],
                    "U/G": [task.direction],
                    "unseen": False,
                },
                "domain": task.domain,
                "source": row["source"],
                "other": {
                    "corpus": corpus.id,
                    "licence": row["licence"],
                    "template": f"{task.id}/{seed.id}",
                    "paraphrase": "seed",
                    "group": row["group"],
                    "heldout": "none",
                },
            }
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def rate(rows: int, work: Callable[[], object]) -> float:
    """Rows a CPU-second."""
    begun = time.process_time()
    work()
    return rows / (time.process_time() - begun)


def report(name: str, ours: float, peer: float, peer_name: str) -> None:
    """Print one comparison."""
    print(f"{name}: {ours:,.0f}/s, {peer_name} {peer:,.0f}/s, ratio {ours / peer:.1f}")


def main() -> None:
    """Run both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    rows = parser.parse_args().rows
    catalog = Catalog.load()
    task, corpus = catalog.tasks[TASK], catalog.corpora[CORPUS]
    instances = instances_of(rows)
    with tempfile.TemporaryDirectory() as folder:
        ours, peer = Path(folder) / "ours.jsonl", Path(folder) / "peer.jsonl"

        def columnar() -> None:
            write_records(render(task, corpus, instances, [], RecordSettings())[0], ours)

        fast = rate(rows, columnar)
        slow = rate(rows, lambda: loop_render(task, corpus, instances, peer))
        report("render", fast, slow, "loop")
        ids = set(instances["part.source"])
        expectation = Expectation.of(task, corpus, ids)
        fast = rate(rows, lambda: validate(read_lines(ours), expectation))
        schema = json.loads((HOME / "config/schemas/record.schema.json").read_text())
        checker = jsonschema.Draft202012Validator(schema)
        lines = list(read_lines(ours))[: max(1, rows // PEER_SHARE)]
        slow = rate(len(lines), lambda: [checker.is_valid(json.loads(line)) for line in lines])
        report("validate", fast, slow, "jsonschema alone")


if __name__ == "__main__":
    main()
