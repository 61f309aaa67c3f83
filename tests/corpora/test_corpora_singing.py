"""Small files beside recordings, notes from phonemes, names in ASCII."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.corpora.ascii_names import ascii_names, unescaped
from audioflan.corpora.sidecars import parse_rows, read_texts
from audioflan.corpora.stems import of_windows
from audioflan.corpora.sung_phonemes import complaint, with_spans

NOTES = st.lists(
    st.tuples(st.sampled_from([0, 60, 61]), st.sampled_from([0.25, 0.3, 0.5]), st.integers(1, 3)),
    min_size=1,
    max_size=12,
)


def sung(notes):
    """One clip: each note (pitch, seconds, phonemes) sung on equal phonemes."""
    phones = [(pitch, seconds, count) for pitch, seconds, count in notes for _ in range(count)]
    return pl.DataFrame(
        {
            "phones": [["a"] * len(phones)],
            "pitches": [[pitch for pitch, _, _ in phones]],
            "note_seconds": [[seconds for _, seconds, _ in phones]],
            "phone_seconds": [[seconds / count for _, seconds, count in phones]],
        },
        schema_overrides={"pitches": pl.List(pl.Int32)},
    )


@given(NOTES)
def test_notes_come_back_from_their_phonemes_however_they_repeat(notes):
    found = with_spans(sung(notes))["notes"][0]
    starts = [sum(seconds for _, seconds, _ in notes[:index]) for index in range(len(notes))]
    expected = [
        (start, start + seconds, pitch)
        for start, (pitch, seconds, _) in zip(starts, notes, strict=True)
        if pitch
    ]
    rows = [] if found is None else found.struct.unnest().rows()
    assert [row[2] for row in rows] == [note[2] for note in expected]
    for row, note in zip(rows, expected, strict=True):
        assert row[:2] == pytest.approx(note[:2], abs=1e-5)


def test_lists_of_unequal_length_have_no_spans():
    clip = sung([(60, 0.5, 2)]).with_columns(pitches=pl.lit([60], pl.List(pl.Int32)))
    assert clip.select(complaint()).item() == (
        "2 phonemes, 1 pitches, 2 note and 2 phoneme durations"
    )
    assert with_spans(clip).select("notes", "events").row(0) == (None, None)


def test_sidecars_tell_absent_files_from_empty_and_faulty_ones(tmp_path):
    contents = {"a": "1 x\r2 y\r", "b": "", "c": "1 x\n\nz y\n", "d": "1\n"}
    for name, text in contents.items():
        (tmp_path / name).write_bytes(text.encode())
    texts = read_texts(tmp_path, [*contents, "e"])
    rows = parse_rows(texts, {"number": pl.Int64, "word": pl.String}, separator=None)
    assert rows["rows"].to_list() == [
        [{"number": 1, "word": "x"}, {"number": 2, "word": "y"}],
        [],
        None,
        None,
        None,
    ]
    assert rows["fault"].to_list() == [
        None,
        None,
        "c:3: 'z y' is no number, word",
        "d:1: 1 fields, not 2",
        None,
    ]


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), unique=True, max_size=8))
def test_different_names_stay_different_in_ascii(names):
    written = ascii_names(pl.Series(names, dtype=pl.String))
    assert written.n_unique() == len(names)
    assert all(name.isascii() for name in written)


def test_escapes_and_pieces_become_the_names_of_the_archive():
    names = pl.Series(["#U7f8e#U9519", "Cafe\u0301", "#1", None])
    assert unescaped(names).to_list() == ["美错", "Café", "#1", None]


def test_a_track_belongs_to_the_windows_it_reaches_the_end_of():
    windows = pl.DataFrame(
        {"song": ["s", "s"], "window": [0, 1], "start": [0.0, 10.0], "duration": [10.0, 5.0]}
    )
    tracks = pl.DataFrame({"song": ["s", "s"], "track": ["long", "short"], "length": [14.96, 14.9]})
    inside = of_windows(windows, tracks, "song").select("window", "track").rows()
    assert inside == [(0, "long"), (0, "short"), (1, "long")]
