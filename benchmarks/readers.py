"""Index label files of real size: rows a CPU-second and peak memory, ours beside lhotse's.

    python benchmarks/readers.py                       2,000,000 and 1,000,000 rows
    python benchmarks/readers.py --rows 50000 --corpus mls

The corpora are synthetic in content and true in form: tables, folders, and one real recording
behind every name. "reader" is the reader alone; "ours" ends with the manifest on disk. lhotse, in
the interpreter that AUDIOFLAN_PEERS names (bin/test-peers makes one) or in this one, reads the same
form in the same run up to its own manifests on disk; it opens every recording, so it gets
``--peer-rows`` of them and the ratio is that of the rates. Every measurement has a process of its
own.
"""

import argparse
import importlib
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROWS = {"common_voice": 2_000_000, "mls": 1_000_000}
PEER_ROWS = 20_000
PEERS = "AUDIOFLAN_PEERS"


def read_ours(corpus_id: str, root: Path, out: Path) -> int:
    """The reader alone, to a table in memory."""
    from audioflan.catalog.declared import declared_corpus
    from audioflan.corpora.readers import find_items

    del out
    return find_items(declared_corpus(corpus_id), root).height


def index_ours(corpus_id: str, root: Path, out: Path) -> int:
    """The workflow's own stage, to a manifest on disk."""
    from audioflan.catalog.declared import declared_corpus
    from audioflan.corpora import index_corpus
    from audioflan.files import write_parquet

    manifest, _ = index_corpus(declared_corpus(corpus_id), root)
    write_parquet(manifest, out / "manifest.parquet")
    return manifest.height


def index_lhotse(corpus_id: str, root: Path, out: Path) -> int:
    """Its recipe, to its manifests on disk."""
    if corpus_id == "mls":
        from lhotse.recipes.mls import prepare_mls

        made = prepare_mls(root, out, opus=True)
    else:
        from lhotse.recipes.commonvoice import prepare_commonvoice

        made = prepare_commonvoice(next(root.glob("cv-corpus-*")), out, languages="en")
    return sum(
        len(part["supervisions"]) for language in made.values() for part in language.values()
    )


READERS: dict[str, Callable[[str, Path, Path], int]] = {
    "reader": read_ours,
    "ours": index_ours,
    "lhotse": index_lhotse,
}


def cpu_seconds() -> float:
    """Of this process and those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(entry.ru_utime + entry.ru_stime for entry in used)


OURS = ("audioflan.catalog.declared", "audioflan.corpora.stage", "audioflan.corpora.{}")
MODULES = {"reader": OURS, "ours": OURS, "lhotse": ("lhotse.recipes",)}
"""Imported before the clock starts."""


def measure(reader: str, corpus_id: str, root: Path) -> None:
    """Print one measurement as JSON."""
    for name in MODULES[reader]:
        importlib.import_module(name.format(corpus_id))
    with tempfile.TemporaryDirectory() as out:
        began, cpu = time.perf_counter(), cpu_seconds()
        rows = READERS[reader](corpus_id, root, Path(out))
        seconds, cpu = time.perf_counter() - began, cpu_seconds() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": rows, "seconds": seconds, "cpu": cpu, "peak_mib": peak}))


def measured(reader: str, corpus_id: str, root: Path) -> dict[str, float]:
    """One measurement, in a process of its own."""
    peer = os.environ.get(PEERS) if reader == "lhotse" else None
    command = [peer or sys.executable, __file__, "--measure", reader, corpus_id, str(root)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        sys.exit(f"{reader} failed on {corpus_id}:\n{ended.stderr[-2000:]}")
    found: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return found | {"rate": found["rows"] / found["cpu"]}


def compare(corpus_id: str, rows: int, peer_rows: int) -> None:
    """Write the corpus, index it, and let lhotse index a smaller one."""
    from label_files import write_common_voice, write_mls

    write = {"common_voice": write_common_voice, "mls": write_mls}[corpus_id]
    with tempfile.TemporaryDirectory() as room:
        root = Path(room) / "whole"
        write(root, rows)
        show("reader", corpus_id, measured("reader", corpus_id, root))
        ours = measured("ours", corpus_id, root)
        assert ours["rows"] == rows, f"{ours['rows']:,} of {rows:,} rows reached the manifest"
        show("ours", corpus_id, ours)
        if PEERS not in os.environ and importlib.util.find_spec("lhotse") is None:
            print(f"{corpus_id}: lhotse is not installed, so there is no ratio: set {PEERS}")
            return
        small = Path(room) / "small"
        write(small, min(rows, peer_rows))
        peer = measured("lhotse", corpus_id, small)
        show("lhotse", corpus_id, peer)
        print(f"{corpus_id}: ratio of the rates {ours['rate'] / peer['rate']:,.0f}")


def show(reader: str, corpus_id: str, found: dict[str, float]) -> None:
    """Print one line of results."""
    print(
        f"{corpus_id}: {reader} {found['rows']:,} rows, {found['rate']:,.0f} a CPU-second, "
        f"{found['seconds']:.1f} s, peak {found['peak_mib']:,.0f} MiB",
        flush=True,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the comparisons that are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, help="rows of each corpus")
    parser.add_argument("--peer-rows", type=int, default=PEER_ROWS, help="rows that lhotse gets")
    parser.add_argument("--corpus", choices=sorted(ROWS), action="append", help="only this one")
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.measure:
        reader, corpus_id, root = given.measure
        measure(reader, corpus_id, Path(root))
        return
    for corpus_id in given.corpus or ROWS:
        compare(corpus_id, given.rows or ROWS[corpus_id], given.peer_rows)


if __name__ == "__main__":
    main()
