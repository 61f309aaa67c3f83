"""How values are written, and read back."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.errors import AudioFlanError
from audioflan.tasks import formats


def written(name: str, values: list[Any], dtype: Any, **options: Any) -> list[str | None]:
    frame = pl.DataFrame({"value": pl.Series(values, dtype=dtype)})
    return frame.select(formats.named(name).write(pl.col("value"), **options)).to_series().to_list()


EVENTS = pl.List(pl.Struct({"label": pl.String, "start": pl.Float64, "end": pl.Float64}))


@pytest.mark.parametrize(
    ("name", "dtype", "options", "value", "expected"),
    [
        ("text", pl.String, {}, "two\n lines\t", "two lines"),
        ("text", pl.String, {}, " \n", None),
        ("label", pl.String, {}, "female", "female"),
        ("language", pl.String, {}, "en", "English"),
        ("language", pl.String, {}, "en-US", "English"),
        ("language", pl.String, {}, "pt-BR", "Portuguese"),
        ("language", pl.String, {}, "zh-CN", "Mandarin Chinese"),
        ("language", pl.String, {}, "zh-HK", "Cantonese"),
        ("language", pl.String, {}, "yue-Hant-HK", "Cantonese"),
        ("language", pl.String, {}, "no", "Norwegian"),
        ("language", pl.String, {}, "xx-Klingon", None),
        ("number", pl.Float64, {"decimals": 1}, 12.44, "12.4"),
        ("number", pl.Float64, {"decimals": 0}, 119.6, "120"),
        ("number", pl.Float64, {"decimals": 1}, -0.04, "0.0"),
        ("number", pl.Float64, {}, 12.5, "12.5"),
        ("number", pl.Int32, {}, 100, "100"),
        ("number", pl.Float64, {}, float("nan"), None),
        ("time", pl.Float64, {}, 1.25, "1.25"),
        ("time", pl.Float64, {}, 3.0, "3.00"),
        ("rate", pl.Float64, {}, 8000.0, "8 kHz"),
        ("rate", pl.Float64, {}, 44100.0, "44.1 kHz"),
        ("rate", pl.Int32, {}, 11025, "11.025 kHz"),
        ("rate", pl.Int32, {}, 100000, "100 kHz"),
        ("boolean", pl.Boolean, {}, True, "yes"),
        ("boolean", pl.Boolean, {"no": "bona fide"}, False, "bona fide"),
        ("boolean", pl.Boolean, {}, None, None),
        ("age_group", pl.String, {}, "19", "under 20"),
        ("age_group", pl.String, {}, "34", "30 to 39"),
        ("age_group", pl.String, {}, "60", "60 or older"),
        ("age_group", pl.String, {}, "22-40", None),
        ("note_name", pl.Int32, {}, 60, "C4"),
        ("note_name", pl.Int32, {}, 69, "A4"),
        ("note_name", pl.Int32, {}, 61, "C#4"),
        ("note_name", pl.Int32, {}, 0, "C-1"),
        ("note_name", pl.Int32, {}, 128, None),
        ("list", pl.List(pl.String), {}, ["piano", "flute"], "piano, flute"),
        ("list", pl.List(pl.String), {}, ["piano", None, " "], "piano"),
        ("list", pl.List(pl.String), {}, [], None),
        ("labels", EVENTS, {}, [{"label": n} for n in ("dog", "cat", "dog")], "dog, cat"),
        ("labels", EVENTS, {}, [], None),
    ],
)
def test_a_value_is_written(
    name: str, dtype: Any, options: dict[str, Any], value: Any, expected: str | None
) -> None:
    assert written(name, [value, None], dtype, **options) == [expected, None]


@given(st.lists(st.integers(0, 127), max_size=20))
def test_notes_are_read_back(pitches: list[int]) -> None:
    names = written("note_name", pitches, pl.Int32)
    assert [formats.read_note_name(str(name)) for name in names] == pitches


@given(st.lists(st.integers(1, 400_000), max_size=20))
def test_rates_are_read_back(rates: list[int]) -> None:
    assert [formats.read_rate(str(text)) for text in written("rate", rates, pl.Float64)] == rates


@given(st.lists(st.floats(-1e6, 1e6), max_size=20), st.integers(0, 4))
def test_numbers_are_read_back_within_half_a_digit(values: list[float], decimals: int) -> None:
    texts = written("number", values, pl.Float64, decimals=decimals)
    for value, text in zip(values, texts, strict=True):
        assert abs(float(str(text)) - value) <= 0.5001 * 10**-decimals
        assert len(str(text).partition(".")[2]) == decimals


@given(st.lists(st.floats(0, 1e5), max_size=20))
def test_points_in_time_stay_in_order(values: list[float]) -> None:
    read = [
        formats.FORMATS["time"].read(str(t)) for t in written("time", sorted(values), pl.Float64)
    ]
    assert read == sorted(read)


@given(st.lists(st.text("abc def", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_lists_are_read_back(names: list[str]) -> None:
    (text,) = written("list", [names], pl.List(pl.String))
    assert formats.read_list(str(text)) == [" ".join(name.split()) for name in names]


@given(st.text())
def test_text_is_one_line_without_blanks_around(value: str) -> None:
    (text,) = written("text", [value], pl.String)
    assert text is None or (text == text.strip() and len(text.splitlines()) == 1)


@given(st.sampled_from(sorted(formats._language_names())))
def test_language_names_are_read_back(tag: str) -> None:
    (name,) = written("language", [tag], pl.String)
    assert written("language", [formats.read_language(str(name))], pl.String) == [name]


def test_an_unknown_language_name_is_an_error_with_the_nearest() -> None:
    with pytest.raises(AudioFlanError, match=r"unknown language 'Germann'") as caught:
        formats.read_language("Germann")
    assert "did you mean 'German'?" in str(caught.value)


def test_a_slot_is_written_by_its_type_from_a_column_name_or_an_expression() -> None:
    frame = pl.DataFrame({"slot.source_rate": [8000.0]})
    by_name = formats.slot_expression("rate", "slot.source_rate")
    by_expression = formats.slot_expression("rate", pl.col("slot.source_rate") * 2)
    assert frame.select(a=by_name, b=by_expression).row(0) == ("8 kHz", "16 kHz")


def test_an_unknown_format_is_an_error_with_the_nearest() -> None:
    with pytest.raises(AudioFlanError) as caught:
        formats.slot_expression("langauge", "x")
    assert str(caught.value) == (
        "unknown value format 'langauge'. Remedy: did you mean 'language'?"
    )
