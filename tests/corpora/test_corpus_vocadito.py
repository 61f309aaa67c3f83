"""vocadito: notes given in Hz, words with CRLF, languages by name."""

import json
import shutil
from dataclasses import replace

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def both(indexed):
    return indexed("vocadito")


@pytest.fixture
def copy(miniature, tmp_path):
    return shutil.copytree(miniature("vocadito"), tmp_path / "vocadito")


def values(manifest, name):
    track = pl.col("audio_id").str.extract(r"_(\d+)$").cast(pl.Int32)
    return dict(manifest.select(track, name).rows())


def test_ids_keep_their_unpadded_numbers(both):
    assert both[0]["audio_id"].to_list() == [
        f"49_Vocadito_vocadito_{track}" for track in (1, 17, 2, 20, 8)
    ]
    assert both[0]["path"][0] == "Audio/vocadito_1.wav"
    assert both[0].select("duration", "sample_rate", "channels").unique().rows() == [
        (1.0, 44100, 1)
    ]


def test_pitches_in_hertz_become_midi_numbers_and_durations_ends(both):
    notes = values(both[0], "notes")
    assert notes[1] == [
        {"start": 0.1, "end": pytest.approx(0.3), "pitch": 50},
        {"start": 0.5, "end": 0.75, "pitch": 69},
    ]
    assert notes[8] == [{"start": 0.25, "end": 0.75, "pitch": 60}]
    assert notes[17][0]["pitch"] == 70
    assert notes[2] == []


def test_the_other_annotator_is_an_option(miniature):
    corpus = corpus_of("vocadito")
    other = replace(corpus, options={**corpus.options, "annotator": "A2"})
    manifest, _ = index_corpus(other, miniature("vocadito"))
    notes = values(manifest, "notes")
    assert notes[1] == [{"start": 0.1, "end": 0.5, "pitch": 57}]
    assert notes[8] is None


def test_words_lose_their_carriage_returns_and_stanzas(both):
    assert values(both[0], "text") == {
        1: "Row your boat Gently Merrily merrily",
        2: None,
        8: "Bonjour my friend",
        17: None,
        20: "Hum",
    }
    assert values(both[0], "lyrics")[1] == "Row your boat\nGently\nMerrily  merrily"


def test_languages_are_tags_and_none_means_no_words(both):
    assert values(both[0], "language") == {1: "en", 2: "fil", 8: "mul", 17: None, 20: None}
    assert json.loads(values(both[0], "extra")[8]) == {
        "language": "French+English",
        "average_pitch": "60",
    }


def test_the_group_is_the_singer_and_a_track_missing_from_the_table_is_its_own(both):
    groups = {1: "S1", 2: "S1", 8: "S9", 17: "S12", 20: "Audio/vocadito_20.wav"}
    assert values(both[0], "group") == groups
    assert values(both[0], "speaker")[20] is None


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        "Audio/vocadito_3.wav": "unreadable header: Format not recognised",
        "Audio/vocadito_10.wav": "a note has no pitch",
        "Audio/vocadito_18.wav": "vocadito_18_notesA1.csv:2: 2 fields, not 3",
        "Audio/vocadito_19.wav": "vocadito_metadata.csv:8: 3 fields, not 4",
        "vocadito_metadata.csv:9": "label without audio",
    }


def test_a_language_that_the_options_do_not_name_leaves_the_clip_without(copy):
    (copy / "Annotations/Notes/vocadito_10_notesA1.csv").write_text("0.1,440,0.2\n")
    manifest, _ = index_corpus(corpus_of("vocadito"), copy)
    assert values(manifest, "language")[10] is None


def test_a_missing_table_is_named(copy):
    (copy / "vocadito_metadata.csv").unlink()
    with pytest.raises(AudioFlanError, match="missing") as caught:
        index_corpus(corpus_of("vocadito"), copy)
    assert caught.value.where == copy / "vocadito_metadata.csv"


def test_words_in_a_wrong_encoding_reject_their_clip_alone(copy):
    lyrics = copy / "Annotations/Lyrics/vocadito_8_lyrics.txt"
    lyrics.write_bytes("élan".encode("latin-1"))
    manifest, rejects = index_corpus(corpus_of("vocadito"), copy)
    reason = dict(rejects.rows())["Audio/vocadito_8.wav"]
    assert reason.startswith("vocadito_8_lyrics.txt: unreadable text")
    assert manifest.height == 4


def test_a_folder_around_the_corpus_is_no_hindrance(miniature, tmp_path, both):
    shutil.copytree(miniature("vocadito"), tmp_path / "Vocadito")
    manifest, _ = index_corpus(corpus_of("vocadito"), tmp_path)
    assert manifest["audio_id"].to_list() == both[0]["audio_id"].to_list()


def test_a_folder_without_recordings_is_refused(tmp_path):
    with pytest.raises(AudioFlanError, match="nothing found"):
        index_corpus(corpus_of("vocadito"), tmp_path)
