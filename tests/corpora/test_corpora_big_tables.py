"""Tables read block by block, and folders whose files are known by name alone."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.corpora import big_tables
from audioflan.corpora.big_tables import read_big_table
from audioflan.corpora.folders import folders_with, names_below
from audioflan.errors import AudioFlanError

TORN = "not 3 fields in the line"


@pytest.fixture
def rows(tmp_path):
    def read(content, **options):
        (tmp_path / "t.tsv").write_bytes(content)
        defaults = {"needed": ["a"], "optional": ["c"]}
        return read_big_table(tmp_path, "t.tsv", ["a", "c"], **defaults | options).rows()

    return read


def test_columns_are_found_by_name_and_empty_fields_are_null(rows):
    assert rows(b"c\tb\ta\n3\t2\t1\n\t\t4\n") == [("1", "3", None, None), ("4", None, None, None)]


def test_marks_and_foreign_line_ends_are_no_content(rows):
    assert rows(b"\xef\xbb\xbfa\tb\tc\r\n1\t2\t3\r\n") == [("1", "3", None, None)]
    named = rows(b"\xef\xbb\xbf1\t2\t3\r\n", names=["a", "b", "c"])
    assert named == [("1", "3", None, None)]


def test_quotes_are_characters_like_others(rows):
    assert rows(b'a\tb\tc\n"1\t2\t3"\n"4"\t5\t6\n') == [
        ('"1', '3"', None, None),
        ('"4"', "6", None, None),
    ]


def test_faulty_lines_are_named_and_empty_ones_counted(rows):
    assert rows(b"a\tb\tc\n\n1\t2\n1\t2\t3\t\n\xe9\t\t\n\t2\t3\n1\t2\t3") == [
        ("1", None, "t.tsv:3", TORN),
        ("1", "3", "t.tsv:4", TORN),
        ("\ufffd", None, "t.tsv:5", "a line that is not UTF-8"),
        (None, "3", "t.tsv:6", "no 'a' in the line"),
        ("1", "3", None, None),
    ]


def test_optional_columns_may_be_lacking_and_needed_ones_not(rows):
    assert rows(b"a\tb\n1\t2\n") == [("1", None, None, None)]
    for content in (b"", b"b\tc\n1\t2\n", "a\tb\n".encode("utf-16")):
        with pytest.raises(AudioFlanError, match="no column 'a'") as caught:
            rows(content)
        assert caught.value.line == 1


@pytest.mark.parametrize("content", [b"a\tc\n", b"a\tc\n\n"])
def test_a_table_may_be_empty(rows, content):
    assert rows(content) == []
    assert rows(b"", names=["a", "c"]) == []


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(AudioFlanError, match="the label file is missing"):
        read_big_table(tmp_path, "t.tsv", ["a"], needed=["a"])


FIELD = st.text(st.characters(codec="utf-8", exclude_characters="\t\r\n\ufeff\x00\x01\ufffd"))


@given(st.lists(st.tuples(FIELD.filter(bool), FIELD), max_size=20), st.integers(1, 40))
def test_blocks_of_any_size_give_the_same_rows(tmp_path_factory, table, block):
    root = tmp_path_factory.mktemp("blocks")
    text = "".join(f"{a}\t{b}\n" for a, b in table)
    (root / "t.tsv").write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(big_tables, "BLOCK", block)
        found = read_big_table(
            root, "t.tsv", ["a", "b"], needed=["a"], optional=["b"], names=["a", "b"]
        )
    assert found.select("a", "b").rows() == [(a, b or None) for a, b in table]
    assert found["reject"].null_count() == len(table)


def test_names_are_listed_at_one_depth_without_hidden_ones(tmp_path):
    for name in ("1/x/b.opus", "1/x/.c", "2/y/a.opus", "1/.z/d.opus", "e.opus"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert names_below(tmp_path, 2).rows() == [("1/x/", "b.opus"), ("2/y/", "a.opus")]
    assert names_below(tmp_path / "1/x").rows() == [("", "b.opus")]
    assert names_below(tmp_path / "none").is_empty()
    assert names_below(tmp_path / "none").schema == {"folder": pl.String, "name": pl.String}


def test_folders_are_found_by_what_they_hold_and_not_entered(tmp_path):
    for name in ("r/en/clips/clips/a", "r/de/train.tsv", ".r/fr/clips/a", "a/b/c/d/clips/a"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = folders_with(tmp_path, ("clips", "train.tsv"))
    assert found == [tmp_path / "r/de", tmp_path / "r/en"]
    assert folders_with(tmp_path / "r/en", ("clips",)) == [tmp_path / "r/en"]
