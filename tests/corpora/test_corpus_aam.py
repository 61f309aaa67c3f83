"""AAM: windows of composed pieces with tempo, key, beats, chords, notes and instruments."""

import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import aam
from tests.miniatures.sound import write_tone

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def clips(indexed):
    return {row["audio_id"]: row for row in indexed("aam")[0].to_dicts()}


def labels(spans):
    return [(span["label"], span["start"], span["end"]) for span in spans]


def test_pieces_are_cut_into_windows_and_grouped_by_piece(clips):
    assert {name: (row["start"], row["duration"], row["group"]) for name, row in clips.items()} == {
        "01_AAM_0001_000": (0.0, 10.0, "0001"),
        "01_AAM_0001_001": (10.0, 6.0, "0001"),
        "01_AAM_0002_000": (0.0, 6.0, "0002"),
        "01_AAM_0003_000": (0.0, 10.0, "0003"),
    }


def test_beats_are_read_without_a_data_line_with_their_place_in_the_bar(clips):
    assert clips["01_AAM_0001_000"]["beats"] == [
        {"time": 0.0, "position": 1},
        {"time": 4.0, "position": 2},
        {"time": 8.0, "position": 3},
    ]


def test_beats_that_go_backwards_are_sorted_and_a_beat_of_an_ended_part_gives_way(clips):
    assert clips["01_AAM_0001_001"]["beats"] == [
        {"time": 2.0, "position": 1},
        {"time": 4.0, "position": 2},
    ]


def test_chords_last_until_they_change_and_are_cut_at_the_window(clips):
    assert labels(clips["01_AAM_0001_000"]["chords"]) == [
        ("F:maj", 0.0, 8.0),
        ("A#:min", 8.0, 10.0),
    ]
    assert labels(clips["01_AAM_0001_001"]["chords"]) == [
        ("A#:min", 0.0, 2.0),
        ("N", 2.0, 4.0),
        ("C:maj", 4.0, 6.0),
    ]


def test_a_window_with_a_chord_that_upstream_could_not_name_has_no_chords(clips):
    assert clips["01_AAM_0003_000"]["chords"] is None
    assert len(clips["01_AAM_0003_000"]["beats"]) == 2


def test_tempo_and_key_are_those_of_windows_in_which_they_do_not_change(clips):
    facts = {name: (row["tempo"], row["key"], row["mode"]) for name, row in clips.items()}
    assert facts == {
        "01_AAM_0001_000": (120.0, "F", "major"),
        "01_AAM_0001_001": (None, None, None),
        "01_AAM_0002_000": (90.0, None, None),
        "01_AAM_0003_000": (None, None, None),
    }


def test_notes_begin_with_a_plus_and_end_with_the_first_row_without_them(clips):
    assert [tuple(note.values()) for note in clips["01_AAM_0001_000"]["notes"]] == [
        (0.0, 1.0, 41),
        (0.0, 9.0, 60),
        (0.0, 0.5, 64),
        (0.5, 1.0, 64),
    ]


def test_a_note_that_hardly_reaches_into_a_window_sounds_in_the_other_only(clips):
    assert clips["01_AAM_0001_000"]["instruments"] == ["Drums", "Electric Bass", "Piano"]
    assert clips["01_AAM_0001_001"]["instruments"] == ["Alto Sax"]
    assert [tuple(note.values()) for note in clips["01_AAM_0001_001"]["notes"]] == [(0.0, 3.0, 70)]


def test_events_say_when_each_instrument_sounds(clips):
    assert labels(clips["01_AAM_0001_001"]["events"]) == [("Alto Sax", 0.0, 3.0)]
    assert labels(clips["01_AAM_0001_000"]["events"]) == [
        ("Drums", 0.0, 0.5),
        ("Electric Bass", 0.0, 1.0),
        ("Piano", 0.0, 9.0),
    ]


def test_a_piece_without_beats_keeps_its_other_labels(clips):
    row = clips["01_AAM_0002_000"]
    assert (row["beats"], row["chords"], row["instruments"]) == (None, None, ["Piano"])


def test_what_is_broken_unlabelled_or_unheard_is_rejected(indexed):
    assert dict(indexed("aam")[1].rows()) == {
        "0003_mix.flac#t=10.0,16.0": "nothing labelled",
        "0004_mix.flac": "unreadable header: Format not recognised",
        "0005_beatinfo.arff": "label without audio",
        "0006_mix.flac": "no annotation",
    }


def test_tracks_of_single_instruments_are_no_items(tmp_path, indexed):
    aam.build(tmp_path)
    write_tone(tmp_path / "0001_Piano.flac", 1.0)
    manifest, rejects = index_corpus(corpus_of("aam"), tmp_path)
    assert (manifest.height, rejects.height) == tuple(table.height for table in indexed("aam"))


def test_the_small_edition_has_folders_and_mp3(tmp_path):
    write_tone(tmp_path / "audio-mixes-mp3/0001_mix.mp3", 6.0, rate=44100, channels=2)
    (tmp_path / "annotations").mkdir()
    aam.write(tmp_path / "annotations", "0001", "beatinfo", aam.BEATS)
    manifest, rejects = index_corpus(corpus_of("aam"), tmp_path)
    assert manifest["path"].to_list() == ["audio-mixes-mp3/0001_mix.mp3"]
    assert rejects.is_empty()


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("beatinfo", aam.BEATS + "16.0,3\n", "line 14: 2 cells for 4 attributes"),
        ("beatinfo", aam.BEATS + "late,3,1,'Fmaj'\n", "line 14: cell 1 is no number"),
        ("segments", aam.SEGMENTS + "0.0,'A',fast,'Fmaj','[]','[]'\n", "line 11: cell 3 is no"),
        ("onsets", aam.onsets_header() + "0.0,'[]'\n", "line 10: 2 cells for 5 attributes"),
    ],
)
def test_a_damaged_annotation_is_rejected_with_its_line_and_the_piece_kept(
    tmp_path, kind, text, reason
):
    aam.build(tmp_path)
    aam.write(tmp_path, "0001", kind, text)
    manifest, rejects = index_corpus(corpus_of("aam"), tmp_path)
    assert dict(rejects.rows())[f"0001_{kind}.arff"].startswith(reason)
    assert manifest.height == 4


def test_an_annotation_in_another_encoding_is_rejected_by_name(tmp_path):
    aam.build(tmp_path)
    (tmp_path / "0001_segments.arff").write_bytes(aam.SEGMENTS.encode("utf-16"))
    _, rejects = index_corpus(corpus_of("aam"), tmp_path)
    assert dict(rejects.rows())["0001_segments.arff"].startswith("unreadable text")


def test_without_mixes_the_annotations_are_rejected(tmp_path):
    aam.build(tmp_path)
    for path in tmp_path.glob("*.flac"):
        path.unlink()
    manifest, rejects = index_corpus(corpus_of("aam"), tmp_path)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(AudioFlanError, match="nothing found") as caught:
        index_corpus(corpus_of("aam"), tmp_path)
    assert caught.value.where == tmp_path
