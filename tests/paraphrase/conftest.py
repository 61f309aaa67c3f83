"""The catalogue's tasks, and the small real model for the tests that need one."""

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from audioflan.catalog.models import Task
from audioflan.catalog.tasks import load_task
from audioflan.paraphrase.model import obtain_model
from audioflan.paraphrase.settings import ParaphraseSettings

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "config" / "schemas" / "task.schema.json"


@pytest.fixture(scope="session")
def task_of() -> Callable[[str], Task]:
    """Load a task of the catalogue by its id."""

    def load(name: str) -> Task:
        (path,) = (ROOT / "templates").glob(f"*/{name}.yaml")
        return load_task(path, SCHEMA)

    return load


@pytest.fixture(scope="session")
def asr(task_of: Callable[[str], Task]) -> Task:
    return task_of("automatic_speech_recognition")


@pytest.fixture(scope="session")
def gguf() -> Path:
    """SmolLM2-135M-Instruct: ``AUDIOFLAN_MODEL``, else the build's copy, else fetched into it."""
    named = os.environ.get("AUDIOFLAN_MODEL")
    if named:
        return Path(named)
    return obtain_model(ParaphraseSettings(), ROOT / "build" / "archives" / "models")


@pytest.fixture
def small(asr: Task) -> Task:
    """Recognition with its first three seeds, one of them with a slot."""
    return dataclasses.replace(asr, seeds=asr.seeds[:3])
