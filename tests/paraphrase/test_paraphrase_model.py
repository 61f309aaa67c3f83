"""Model files: whole ones, those that are none, and the receipts of both."""

import hashlib
import json
from pathlib import Path

import pytest
from tiny_gguf import CHAT, LLAMA, split, tiny

from audioflan.errors import AudioFlanError
from audioflan.failures import count_failures
from audioflan.paraphrase import Models
from audioflan.paraphrase.engine._quantise import kinds
from audioflan.paraphrase.gguf import check_gguf, gguf_digest, quantised
from audioflan.paraphrase.model import models_of, obtain_model, write_receipt
from audioflan.paraphrase.settings import ParaphraseSettings

IDS = [
    "missing",
    "empty",
    "a web page",
    "magic alone",
    "garbage",
    "cut",
    "architecture",
    "no template",
    "broken template",
]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such model file"),
        (b"", "not a GGUF file"),
        (b"<html>", "not a GGUF file"),
        (b"GGUF", "damaged or cut short"),
        (b"GGUF\x03\0\0\0" + b"\xff" * 64, "damaged or cut short"),
        (tiny(CHAT)[:-9], "damaged or cut short: .*failed to load"),
        (
            tiny({"general.architecture": "nonsense"}),
            "an architecture that this llama.cpp does not know: .*'nonsense'",
        ),
        (tiny(LLAMA), "no model to chat with: the GGUF has no chat template"),
        (tiny({**LLAMA, "tokenizer.chat_template": "{% if %}"}), "chat template of the GGUF is br"),
    ],
    ids=IDS,
)
def test_a_file_that_is_no_model_is_named(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "m.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AudioFlanError, match=said) as caught:
        obtain_model(ParaphraseSettings(model=str(path)), tmp_path / "models")
    assert caught.value.where == path
    assert caught.value.remedy


def _parts(folder: Path, count: int) -> list[Path]:
    """A tiny model in several files."""
    paths = [folder / f"m-{at:05}-of-{count:05}.gguf" for at in range(1, count + 1)]
    for path, content in zip(paths, split(CHAT, count), strict=True):
        path.write_bytes(content)
    return paths


def test_a_model_in_parts_is_its_first_file_whichever_is_named(tmp_path: Path) -> None:
    parts = _parts(tmp_path, 3)
    for part in parts:
        assert obtain_model(ParaphraseSettings(model=str(part)), tmp_path) == parts[0]
    before = gguf_digest(parts[0])
    parts[2].write_bytes(parts[2].read_bytes() + b"\0")
    assert gguf_digest(parts[0]) != before


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "no such model file"), (b"<html>", "not a GGUF file"), (b"GGUF", "damaged")],
)
def test_a_part_that_is_not_there_or_no_model_is_named(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    parts = _parts(tmp_path, 2)
    parts[1].unlink()
    if content is not None:
        parts[1].write_bytes(content)
    with pytest.raises(AudioFlanError, match=said) as caught:
        check_gguf(parts[0])
    assert parts[1].name in str(caught.value)


def test_the_digest_of_a_model_in_one_file_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(tiny(CHAT))
    assert gguf_digest(path) == hashlib.sha256(tiny(CHAT)).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.001, 0.5, 0.9999])
def test_a_model_cut_short_is_named(gguf: Path, tmp_path: Path, share: float) -> None:
    path = tmp_path / "cut.gguf"
    with gguf.open("rb") as whole:
        path.write_bytes(whole.read(int(gguf.stat().st_size * share)))
    with pytest.raises(AudioFlanError, match="damaged or cut short"):
        check_gguf(path)


def _receipt(tmp_path: Path, model: str, **changes: str) -> tuple[Path, Path]:
    receipt, failures = tmp_path / "writer.json", tmp_path / "failures.jsonl"
    settings = ParaphraseSettings(model=model, **changes)
    write_receipt(settings, tmp_path / "models", receipt, failures)
    return receipt, failures


def test_a_model_that_cannot_be_had_is_a_receipt_with_its_problem(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.gguf")
    receipt, failures = _receipt(tmp_path, gone)
    models = models_of({"writer": str(receipt), "recorded": "no receipt"})
    assert models.writer is None
    assert str(models.problem).startswith(f"{gone}: no such model file. Remedy: ")
    assert count_failures(failures) == 1
    _receipt(tmp_path, gone)
    assert count_failures(failures) == 2


def test_a_model_that_cannot_be_had_may_stop_the_build(tmp_path: Path) -> None:
    with pytest.raises(AudioFlanError, match="no such model file"):
        _receipt(tmp_path, str(tmp_path / "gone.gguf"), on_failure="stop")
    assert not (tmp_path / "writer.json").exists()
    assert count_failures(tmp_path / "failures.jsonl") == 0


def test_receipts_name_the_models_and_a_judge_without_one_is_the_writer(tmp_path: Path) -> None:
    for role in ("writer", "judge"):
        receipt = {"model": role, "file": f"/models/{role}.gguf"}
        (tmp_path / f"{role}.json").write_text(json.dumps(receipt), encoding="utf-8")
    paths = {role: str(tmp_path / f"{role}.json") for role in ("writer", "judge")}
    writer, judge = Path("/models/writer.gguf"), Path("/models/judge.gguf")
    assert models_of(paths) == Models(writer, judge)
    assert models_of({"writer": paths["writer"]}) == Models(writer, writer)
    assert models_of({}) == Models()


def test_a_model_is_quantised_once_and_can_still_chat(gguf: Path, tmp_path: Path) -> None:
    settings = ParaphraseSettings(model=str(gguf), quantise="q8_0")
    made = obtain_model(settings, tmp_path / "models")
    assert made.parent == tmp_path / "models"
    assert (made.name.startswith(gguf.stem), made.name.endswith("-Q8_0.gguf")) == (True, True)
    assert made.stat().st_size > 1.3 * gguf.stat().st_size  # 8.5 bits a weight in place of 5
    written = made.stat().st_mtime_ns
    assert obtain_model(settings, tmp_path / "models").stat().st_mtime_ns == written
    again = quantised(gguf, "Q8_0", tmp_path / "elsewhere")
    assert gguf_digest(again) == gguf_digest(made) != gguf_digest(gguf)


def test_models_of_one_name_are_quantised_into_files_of_their_own(tmp_path: Path) -> None:
    paths = [tmp_path / name / "m.gguf" for name in ("one", "other")]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(tiny(CHAT))
    made = [quantised(path, "Q8_0", tmp_path / "models") for path in paths]
    assert made[0] != made[1]
    paths[0].write_bytes(tiny({**CHAT, "general.name": "edited"}))
    assert quantised(paths[0], "Q8_0", tmp_path / "models") not in made


def test_weights_of_no_known_kind_are_refused(gguf: Path, tmp_path: Path) -> None:
    assert {"Q8_0", "Q4_0", "Q4_K_M"} <= kinds().keys()
    with pytest.raises(AudioFlanError, match=r"unknown kind of weights 'Q9_9'; known: .*Q8_0"):
        quantised(gguf, "Q9_9", tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_damaged_model_is_not_quantised(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(tiny(CHAT)[:-9])
    with pytest.raises(AudioFlanError) as caught:
        quantised(path, "Q8_0", tmp_path / "models")
    assert caught.value.where == path
    assert "paraphrase.quantise" in (caught.value.remedy or "")
    assert not list((tmp_path / "models").iterdir())
