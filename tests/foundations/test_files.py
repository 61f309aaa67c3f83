import json
import os
import subprocess
import sys

import polars as pl
import pytest

from audioflan.files import (
    atomic_path,
    digest,
    nearest,
    read_jsonl,
    sha256_file,
    write_json,
    write_jsonl,
    write_parquet,
)


def test_a_file_appears_whole_under_its_name(tmp_path):
    target = tmp_path / "deep" / "ünï code.txt"
    with atomic_path(target) as temporary:
        temporary.write_text("half")
        assert not target.exists()
        temporary.write_text("whole")
    assert target.read_text() == "whole"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(RuntimeError), atomic_path(target) as temporary:
        temporary.write_text("new")
        raise RuntimeError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_writer_left_is_swept_away_and_a_living_one_is_let_be(tmp_path):
    target = tmp_path / "a [1].txt"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for writer in (dead.pid, os.getppid()):
        (tmp_path / f".{target.name}.{writer}.12345678.tmp").touch()
    with atomic_path(target) as temporary:
        temporary.touch()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {target.name, f".{target.name}.{os.getppid()}.12345678.tmp"}


def test_a_folder_is_replaced_as_one(tmp_path):
    target = tmp_path / "tree"
    target.mkdir()
    (target / "stale").touch()
    with atomic_path(target) as temporary:
        temporary.mkdir()
        (temporary / "fresh").touch()
    assert [path.name for path in target.iterdir()] == ["fresh"]


def test_json_keeps_key_order_and_unicode(tmp_path):
    write_json(tmp_path / "a.json", {"b": "è", "a": 1})
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert list(json.loads(text)) == ["b", "a"]
    assert "è" in text


def test_json_lines_round_trip(tmp_path):
    rows = [{"a": 1}, {"a": "line\nbreak\u2028"}]
    assert write_jsonl(tmp_path / "a.jsonl", rows) == 2
    assert read_jsonl(tmp_path / "a.jsonl") == rows


def test_the_same_frame_gives_the_same_parquet_bytes(tmp_path):
    frame = pl.DataFrame({"a": ["x", None], "b": [[1.5], []]})
    for name in ("one", "two"):
        write_parquet(frame, tmp_path / name)
    assert sha256_file(tmp_path / "one") == sha256_file(tmp_path / "two")


def test_digests_ignore_key_order_and_see_values():
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 1, "b": 3})


def test_nearest_names():
    assert nearest("languge", ["language", "gender"]) == "language"
    assert nearest("zzz", ["language"]) is None
