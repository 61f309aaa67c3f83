"""The journal: appended, locked, and whole after a kill."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.errors import AudioFlanError
from audioflan.paraphrase.journal import Entry, open_journal

FIRST = Entry("p1", "m", 1, "s", ("one", "zwei ü"), "engine 1", 1)
SECOND = Entry("p2", "m", 1, "s", (), "engine 1", 1000004, died=True)


def _filled(path: Path) -> Path:
    with open_journal(path) as journal:
        journal.append([FIRST, SECOND])
    return path


def test_what_was_appended_is_there_when_opened_again(tmp_path: Path) -> None:
    with open_journal(_filled(tmp_path / "a" / "j.jsonl")) as journal:
        assert journal.entries == {FIRST.key: FIRST, SECOND.key: SECOND}


def test_the_key_depends_on_prompt_model_seed_and_settings_alone() -> None:
    keys = {
        Entry(prompt, model, seed, settings, ("x",)).key
        for prompt, model, seed, settings in [
            ("p", "m", 1, "s"), ("q", "m", 1, "s"), ("p", "n", 1, "s"), ("p", "m", 2, "s"),
            ("p", "m", 1, "t"),
        ]
    }  # fmt: skip
    assert len(keys) == 5
    assert Entry("p", "m", 1, "s", ("x",)).key == Entry("p", "m", 1, "s", ("y",), "e", 9, True).key


@pytest.mark.parametrize("kept", [1, 20, -1])
def test_a_torn_last_line_is_dropped_and_written_over(tmp_path: Path, kept: int) -> None:
    path = _filled(tmp_path / "j.jsonl")
    whole = path.read_bytes()
    second = whole.splitlines(keepends=True)[1]
    path.write_bytes(whole[: -len(second)] + second[:kept])
    with open_journal(path) as journal:
        assert list(journal.entries) == [FIRST.key]
        journal.append([SECOND])
    assert path.read_bytes() == whole


@given(cut=st.integers(0, 400))
def test_a_cut_anywhere_loses_only_the_lines_behind_it(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    path = _filled(tmp_path_factory.mktemp("cut") / "j.jsonl")
    content = path.read_bytes()[:cut]
    path.write_bytes(content)
    with open_journal(path) as journal:
        assert len(journal.entries) == content.count(b"\n")


def test_a_damaged_whole_line_is_named(tmp_path: Path) -> None:
    path = _filled(tmp_path / "j.jsonl")
    path.write_bytes(path.read_bytes() + b'{"prompt": 1}\n')
    with pytest.raises(AudioFlanError, match="not a journal entry") as caught, open_journal(path):
        pass
    assert (caught.value.where, caught.value.line) == (path, 3)


def test_two_runs_never_write_the_same_journal(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    with (
        open_journal(path),
        pytest.raises(AudioFlanError, match="in use by another run"),
        open_journal(path),
    ):
        pass
    with open_journal(path) as journal:
        assert journal.entries == {}


def test_lines_are_plain_json(tmp_path: Path) -> None:
    lines = _filled(tmp_path / "j.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["texts"] == ["one", "zwei ü"]
