"""The report's page: sections found in a folder, every value escaped, nothing from outside."""

import re
from pathlib import Path

import polars as pl
import pytest

from audioflan.report.discovery import FOLDER, section_modules, section_names
from audioflan.report.page import shown, write_page
from audioflan.report.section import Card, Figure, Section

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082"
)


def page(tmp_path: Path, *sections: Section) -> str:
    write_page(sections, tmp_path / "index.html")
    return (tmp_path / "index.html").read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    found = re.findall(r"<tr>(.*?)</tr>", text, re.S)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in found]


def test_every_module_of_the_folder_is_a_section():
    assert section_names() == sorted(
        path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__"
    )
    assert {"summary", "corpora", "refusals"} <= set(section_names())
    assert section_modules()[0] == f"audioflan.report.sections.{section_names()[0]}"


def test_a_table_is_shown_with_its_bar(tmp_path):
    table = pl.DataFrame({"task_name": ["a", "b"], "records": [4, 1000], "hours": [0.5, None]})
    text = page(tmp_path, Section("Tasks", table, bar="records"))
    assert rows(text) == [
        ["task name", "records", "", "hours"],
        ["a", "4", '<div class="bar" style="width:0.4%"></div>', "0.50"],
        ["b", "1,000", '<div class="bar" style="width:100.0%"></div>', ""],
    ]


def test_values_titles_notes_and_captions_are_escaped(tmp_path):
    hostile = "<script>alert('x')</script>"
    table = pl.DataFrame({hostile: [hostile]})
    section = Section(
        hostile,
        table,
        note=hostile,
        cards=(Card(hostile, hostile),),
        figures=(Figure(PIXEL, hostile),),
    )
    text = page(tmp_path, section, Section("Empty", table.clear(), empty=hostile))
    assert "<script" not in text
    assert text.count("&lt;script&gt;") == 9


def test_the_page_needs_nothing_from_outside(tmp_path):
    section = Section("Figure", pl.DataFrame(), figures=(Figure(PIXEL, "a pixel"),))
    text = page(tmp_path, section)
    assert re.findall(r'src="(.{22})', text) == ["data:image/png;base64,"]
    assert not re.search(r"https?:|<link|<script|@import|url\(", text)


def test_a_long_table_is_cut_and_says_so(tmp_path):
    section = Section("Long", pl.DataFrame({"n": range(5)}), shown=2)
    text = page(tmp_path, section)
    assert len(rows(text)) == 1 + 2
    assert "The first 2 of 5 rows." in text


def test_a_section_with_nothing_to_say_is_left_off(tmp_path):
    nothing = pl.DataFrame({"corpus": []})
    text = page(tmp_path, Section("Silent", nothing), Section("Told", nothing, empty="All well."))
    assert "Silent" not in text
    assert "All well." in text


@pytest.mark.parametrize(
    ("value", "text"), [(1234, "1,234"), (1234.5, "1,234.50"), ("1234", "1234"), (None, "")]
)
def test_values_are_written_for_people(value, text):
    assert shown(value) == text
