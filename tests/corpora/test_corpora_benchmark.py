"""The benchmark of the readers runs, and every row it writes reaches a manifest."""

import subprocess
import sys

import pytest
from tests.corpora.helpers import ROOT


@pytest.mark.parametrize("corpus_id", ["common_voice", "mls"])
def test_every_row_reaches_the_manifest(corpus_id):
    command = [sys.executable, "benchmarks/readers.py", "--rows", "900", "--peer-rows", "10"]
    ended = subprocess.run(
        [*command, "--corpus", corpus_id],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "workflow")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert f"{corpus_id}: ours 900 rows" in ended.stdout
