"""Helpers of the readers: tables, JSON files, pairing, licences."""

import polars as pl
import pytest

from audioflan.corpora.creative_commons import spdx
from audioflan.corpora.json_files import load_json, load_jsons
from audioflan.corpora.pairing import pair
from audioflan.corpora.tables import read_table
from audioflan.errors import AudioFlanError


def write(path, text: str, encoding: str = "utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def test_a_plain_table_keeps_quotes_and_counts_fields(tmp_path):
    write(tmp_path / "t.tsv", '\ufeffa\tb\r\n1\t"x\r\n\r\n2\r\n\t3\t4\r\n')
    assert read_table(tmp_path, "t.tsv", ("a", "b")).rows() == [
        ("t.tsv:2", None, "1", '"x'),
        ("t.tsv:4", "1 fields, not 2", "2", None),
        ("t.tsv:5", "3 fields, not 2", None, "3"),
    ]


def test_a_quoted_table_may_hold_separators_and_line_breaks(tmp_path):
    write(tmp_path / "t.csv", 'a,b\n"x, ""y""\nz",1\n\n2\n3,4,5\n')
    assert read_table(tmp_path, "t.csv", ("b",), ",", quoted=True).rows() == [
        ("t.csv:2", None, 'x, "y"\nz', "1"),
        ("t.csv:5", "1 fields, not 2", "2", None),
        ("t.csv:6", "3 fields, not 2", "3", "4"),
    ]


@pytest.mark.parametrize("quoted", [True, False])
def test_a_table_may_have_no_rows(tmp_path, quoted):
    write(tmp_path / "t.csv", "a,b\n")
    table = read_table(tmp_path, "t.csv", ("a", "b"), ",", quoted=quoted)
    assert table.columns == ["place", "reject", "a", "b"]
    assert table.is_empty()


@pytest.mark.parametrize("quoted", [True, False])
def test_a_table_without_a_column_or_without_anything_is_named(tmp_path, quoted):
    for text in ("a,b\n1,2\n", ""):
        path = write(tmp_path / "t.csv", text)
        with pytest.raises(AudioFlanError, match="no column 'c'") as caught:
            read_table(tmp_path, "t.csv", ("c",), ",", quoted=quoted)
        assert (caught.value.where, caught.value.line) == (path, 1)


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(AudioFlanError, match="the label file is missing"):
        read_table(tmp_path, "t.csv", ("a",))


def test_json_may_hold_a_byte_order_mark_and_numbers_that_are_none(tmp_path):
    loaded = load_json(write(tmp_path / "a.json", '\ufeff{"x": [1, NaN, -Infinity]}'))
    assert loaded["x"][0] == 1
    assert str(loaded["x"][1:]) == "[nan, -inf]"


def test_faulty_json_is_named_with_its_line(tmp_path):
    path = write(tmp_path / "a.json", '{"x": 1,\n"y": }')
    with pytest.raises(AudioFlanError, match="unreadable JSON") as caught:
        load_json(path)
    assert (caught.value.where, caught.value.line) == (path, 2)
    with pytest.raises(AudioFlanError, match="missing"):
        load_json(tmp_path / "b.json")
    with pytest.raises(AudioFlanError, match="unreadable"):
        load_json(write(tmp_path / "a.json", '{"x": "é"}', "latin-1"))


def test_one_faulty_json_does_not_stop_the_others(tmp_path):
    write(tmp_path / "a.json", '{"x": 1}')
    write(tmp_path / "b.json", '{"x": 1')
    write(tmp_path / "c.json", "[1]")
    found = list(load_jsons(tmp_path, ["a.json", "b.json", "c.json"]))
    assert found[0] == ("a.json", {"x": 1}, None)
    assert found[1][2].startswith("unreadable JSON (")
    assert found[1][2].endswith("line 1")
    assert found[2] == ("c.json", None, "no JSON object")


def test_pairing_loses_neither_recordings_nor_labels():
    audio = pl.DataFrame(
        {"path": ["a", "b", "c"], "reject": [None, None, "no samples"]},
        schema_overrides={"reject": pl.String},
    )
    labels = pl.DataFrame(
        {
            "path": ["a", "a", "c", "d", None],
            "place": ["t:2", "t:3", "t:4", "t:5", "t:6"],
            "reject": [None, None, None, None, "1 fields, not 2"],
            "x": [1, 2, 3, 4, None],
        }
    )
    found = pair(audio, labels, unlabelled="no label")
    assert found.select("item", "reject", "x").rows() == [
        ("a", None, 1),
        ("b", "no label", None),
        ("c", "no samples", 3),
        ("d", "label without audio", 4),
        ("t:6", "1 fields, not 2", None),
        ("t:3", "labelled again (the first label counts)", None),
    ]
    assert pair(audio, labels)["reject"][1] is None


def test_licences_as_sites_write_them():
    written = {
        "http://creativecommons.org/licenses/by/3.0/": "CC-BY-3.0",
        "https://creativecommons.org/licenses/by-nc/4.0/": "CC-BY-NC-4.0",
        "https://creativecommons.org/licenses/by-nc-sa/3.0/": "CC-BY-NC-SA-3.0",
        "http://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
        "Creative Commons 0": "CC0-1.0",
        "http://creativecommons.org/licenses/sampling+/1.0/": "LicenseRef-CC-Sampling-Plus-1.0",
        "https://creativecommons.org/publicdomain/mark/1.0/": "LicenseRef-public-domain",
        "all rights reserved": None,
        None: None,
    }
    frame = pl.DataFrame({"url": list(written)}, schema={"url": pl.String})
    assert frame.select(spdx(pl.col("url"))).to_series().to_list() == list(written.values())
