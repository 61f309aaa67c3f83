"""Other libraries' readers, run by an interpreter of their own (see ``bin/test-peers``)."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.corpora.conftest import indexed, miniature

__all__ = ["copy_of", "indexed", "miniature", "peer"]

DUMP = Path(__file__).with_name("peer_dump.py")
VARIABLE = "AUDIOFLAN_PEERS"

Peer = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def peer() -> Peer:
    """What a library makes of a folder: ``peer(library, recipe, folder, **options)``."""
    python = os.environ.get(VARIABLE)
    if not python:
        pytest.skip(f"{VARIABLE} names no interpreter with the peers; run bin/test-peers")

    def dump(library: str, recipe: str, folder: Path, **options: Any) -> list[dict[str, Any]]:
        command = [python, str(DUMP), library, recipe, str(folder), json.dumps(options)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, f"{library} {recipe}:\n{done.stderr[-3000:]}"
        return json.loads(done.stdout)

    return dump


@pytest.fixture
def copy_of(miniature: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a corpus's miniature that the test may change to suit a library."""
    return lambda corpus_id: Path(
        shutil.copytree(miniature(corpus_id), tmp_path / corpus_id, symlinks=True)
    )
