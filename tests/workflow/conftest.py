import os
from pathlib import Path

import pytest
from workbench import ARCHIVES, Workflow

from audioflan.paraphrase import ParaphraseSettings
from audioflan.paraphrase.model import obtain_model


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A finished tiny build of real recordings."""
    workflow = Workflow(tmp_path_factory.mktemp("built") / "a folder with späces")
    workflow.run()
    return workflow


@pytest.fixture
def workflow(built):
    """The finished build; what a test changed in its sources is put back afterwards."""
    kept = {
        path: path.read_bytes()
        for name in ("templates", "config", "workflow")
        for path in (built.folder / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    yield built
    for path, content in kept.items():
        if path.read_bytes() != content:
            path.write_bytes(content)


@pytest.fixture(scope="session")
def gguf():
    """SmolLM2-135M-Instruct: ``AUDIOFLAN_MODEL``, else the build's copy, else fetched into it."""
    named = os.environ.get("AUDIOFLAN_MODEL")
    return Path(named) if named else obtain_model(ParaphraseSettings(), ARCHIVES / "models")
