"""``audioflan show``: records of a file or a folder, plain or packed; other lines are named."""

from pathlib import Path

import pytest
import zstandard
from typer.testing import CliRunner, Result

from audioflan.catalog.catalogue import HOME
from audioflan.cli import app
from audioflan.records.lines import record_files

RECORDS = (HOME / "tests/golden/music/beat_tracking.jsonl").read_bytes()


def show(*arguments: object) -> Result:
    """The command, run in a room without a build."""
    return CliRunner().invoke(app, ["show", *map(str, arguments)], env={"COLUMNS": "200"})


def told(*arguments: object) -> str:
    """What the command ends with."""
    return str(show(*arguments).exception)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two records twice: packed in one folder, plain in another."""
    for name, content in (("a.jsonl", RECORDS), ("b.jsonl.zst", zstandard.compress(RECORDS))):
        (tmp_path / name[0]).mkdir()
        (tmp_path / name[0] / name).write_bytes(content)
    return tmp_path


def test_a_folder_names_all_files_of_records_below_it(folder: Path) -> None:
    (folder / "a/a.frames.json").write_text("{}")
    assert record_files(folder) == [folder / "a/a.jsonl", folder / "b/b.jsonl.zst"]
    assert show(folder, "-n", "9").output.count("music / Sequential MIR / Beat Tracking") == 4
    assert show(folder, "--skip", "3", "-n", "9").output.count("Beat Tracking / train") == 1


@pytest.mark.parametrize(
    ("line", "fault"),
    [(b"{", "not JSON: "), (b"[1]", "record: "), (b'{"instruction":"a"}', "record: ")],
)
def test_a_line_that_is_no_record_is_named(folder: Path, line: bytes, fault: str) -> None:
    bad = folder / "bad.jsonl"
    bad.write_bytes(RECORDS + line + b"\n")
    said = told(bad, "-n", "3")
    assert said.startswith(f"{bad}:3: the line is no record: {fault}")
    assert "Remedy: `audioflan validate` lists all" in said
    assert show(bad, "-n", "2").exit_code == 0


def test_what_holds_no_records_is_said_with_a_remedy(tmp_path: Path) -> None:
    assert told(tmp_path / "gone").endswith(
        "gone: no such file or folder. Remedy: correct the path."
    )
    assert "no .jsonl or .jsonl.zst file below this folder. Remedy: build shards" in told(tmp_path)
