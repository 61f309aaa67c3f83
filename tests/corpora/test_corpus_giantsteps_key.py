"""GiantSteps key: previews with one key in major or minor."""

import json
import shutil

import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import giantsteps_key

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def manifest(indexed):
    return indexed("giantsteps_key")[0]


def test_every_form_of_one_key_becomes_tonic_and_mode(manifest):
    assert manifest.select("audio_id", "key", "mode").rows() == [
        ("25_GiantStepsKey_10089", "D", "major"),
        ("25_GiantStepsKey_10090", "F", "minor"),
        ("25_GiantStepsKey_10091", "G", "minor"),
        ("25_GiantStepsKey_10092", "Gb", "minor"),
        ("25_GiantStepsKey_10093", "Bb", "major"),
        ("25_GiantStepsKey_10094", "A", "minor"),
    ]


def test_several_keys_other_modes_and_no_key_are_rejected_in_the_words_of_the_label(indexed):
    reasons = {item: reason.split(":")[0] for item, reason in indexed("giantsteps_key")[1].rows()}
    assert reasons == {
        "audio/10095 Duo - Two (Mix).mp3": "not one key in major or minor",
        "audio/10096 Duo - Other (Mix).mp3": "not one key in major or minor",
        "audio/10097 Duo - None (Mix).mp3": "no key",
        "audio/10099 Duo - Broken (Mix).mp3": "unreadable header",
        "audio/10100 Duo - Unlabelled (Mix).mp3": "no key label",
        "keys_gs+/10098 Duo - Silent (Mix).txt": "label without audio",
    }


def test_the_label_is_quoted_in_the_reason(indexed):
    reasons = dict(indexed("giantsteps_key")[1].rows())
    expected = "not one key in major or minor: 'E major | E minor'"
    assert reasons["audio/10095 Duo - Two (Mix).mp3"] == expected


def test_the_first_artist_is_the_group_out_of_the_metadata_or_the_file_name(manifest):
    assert manifest["group"].to_list() == [
        "Jason Sparks",
        "Jason Sparks",
        "Solo",
        "Solo",
        "No-Meta",
        "Duo",
    ]


def test_tempo_genre_and_title_come_from_the_metadata_where_there_is_one(manifest):
    assert manifest["tempo"].to_list() == [128.0] * 4 + [None, 128.0]
    assert manifest["genre"].to_list()[3:5] == [["Indie Dance / Nu Disco"], None]
    assert json.loads(manifest["extra"][1])["title"] == "It's Über [Live] (Dub, Vol. 2)"


def test_the_original_data_set_is_read_too(tmp_path):
    giantsteps_key.build_original(tmp_path)
    manifest, rejects = index_corpus(corpus_of("giantsteps_key"), tmp_path)
    assert manifest.select("audio_id", "key", "mode", "genre", "group").rows() == [
        ("25_GiantStepsKey_10089", "D", "major", ["breaks"], "10089"),
        ("25_GiantStepsKey_61415", "Eb", "minor", ["pop rock"], "61415"),
    ]
    assert rejects.is_empty()


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff"])
def test_unreadable_metadata_is_rejected_by_name_and_its_track_kept(tmp_path, content):
    giantsteps_key.build(tmp_path)
    path = "meta/10092 Solo - Sharp (Original Mix).json"
    (tmp_path / path).write_bytes(content)
    manifest, rejects = index_corpus(corpus_of("giantsteps_key"), tmp_path)
    assert path in rejects["item"].to_list()
    assert manifest.select("group", "tempo").row(3) == ("Solo", None)


def test_a_key_in_another_encoding_is_rejected_by_name(tmp_path):
    giantsteps_key.build(tmp_path)
    path = tmp_path / "keys_gs+/10092 Solo - Sharp (Original Mix).txt"
    path.write_bytes("F# minor".encode("utf-16"))
    manifest, rejects = index_corpus(corpus_of("giantsteps_key"), tmp_path)
    reasons = dict(rejects.rows())
    assert "unreadable text" in reasons[f"keys_gs+/{path.name}"]
    assert reasons["audio/10092 Solo - Sharp (Original Mix).mp3"] == "no key label"
    assert manifest.height == 5


def test_without_any_key_file_there_is_an_error_that_names_their_archive(tmp_path):
    giantsteps_key.build(tmp_path)
    shutil.rmtree(tmp_path / "keys_gs+")
    with pytest.raises(AudioFlanError, match=r"no keys_gs\+") as caught:
        index_corpus(corpus_of("giantsteps_key"), tmp_path)
    assert "keys.zip" in caught.value.remedy


def test_an_empty_audio_folder_leaves_labels_without_audio(tmp_path):
    giantsteps_key.build(tmp_path)
    shutil.rmtree(tmp_path / "audio")
    manifest, rejects = index_corpus(corpus_of("giantsteps_key"), tmp_path)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}
