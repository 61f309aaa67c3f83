"""A model is hashed once a build: jobs take its digest from the receipt while it is that file."""

import json
import os
from pathlib import Path

import pytest

from audioflan.paraphrase import Models, ParaphraseSettings
from audioflan.paraphrase.generated import Writer
from audioflan.paraphrase.gguf import gguf_digest
from audioflan.paraphrase.model import models_of

RECEIVED = "0" * 64
PARTS = ("big-00001-of-00002.gguf", "big-00002-of-00002.gguf")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model in two parts of three bytes; nothing here loads it."""
    for name in PARTS:
        (tmp_path / name).write_bytes(b"GGU")
    return tmp_path / PARTS[0]


@pytest.fixture
def receipt(model: Path) -> Path:
    """Its receipt, with a digest that no file has: whoever tells it has not read the file."""
    facts = {"model": "big", "file": str(model), "bytes": 6, "sha256": RECEIVED}
    path = model.with_name("writer.json")
    path.write_text(json.dumps(facts), encoding="utf-8")
    return path


def told(models: Models, folder: Path) -> str:
    """The digest under which a job keeps what the model writes."""
    journal = folder / "journal.jsonl"
    digest = models.digest(models.writer)
    with Writer("task", ParaphraseSettings(), models.writer, journal, 1, None, digest) as writer:
        return writer.model


def test_the_digest_is_that_of_the_receipt(model: Path, receipt: Path, tmp_path: Path) -> None:
    models = models_of({"writer": str(receipt)})
    assert models == Models(model, model, digests={model: RECEIVED})
    assert told(models, tmp_path) == RECEIVED


def test_a_file_of_another_size_is_read(model: Path, receipt: Path, tmp_path: Path) -> None:
    second, written = model.with_name(PARTS[1]), receipt.stat().st_mtime_ns
    second.write_bytes(b"GGUF")
    os.utime(second, ns=(written, written))
    assert told(models_of({"writer": str(receipt)}), tmp_path) == gguf_digest(model)


def test_a_file_newer_than_its_receipt_is_read(model: Path, receipt: Path, tmp_path: Path) -> None:
    later = receipt.stat().st_mtime_ns + 1
    os.utime(model.with_name(PARTS[1]), ns=(later, later))
    assert told(models_of({"writer": str(receipt)}), tmp_path) == gguf_digest(model)


def test_a_file_that_is_gone_is_not_vouched_for(model: Path, receipt: Path) -> None:
    model.unlink()
    assert models_of({"writer": str(receipt)}) == Models(model, model)
