"""MUSAN: what is music, song, speech and noise, and what is left out."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus
from audioflan.corpora.splits import draw_splits

CORPUS = corpus_of("musan")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_tags_and_group_of_every_recording(both):
    assert both[0].select("audio_id", "tags", "group").rows() == [
        ("63_MUSAN_music-fma-0000", ["music"], "some_artist"),
        ("63_MUSAN_music-fma-0001", ["song"], "some_artist"),
        ("63_MUSAN_music-hd-0022", ["music"], "Bach_Ensemble"),
        ("63_MUSAN_music-rfm-0000", ["music, vocals unknown"], "music-rfm-0000"),
        ("63_MUSAN_noise-free-sound-0000", ["noise"], "noise-free-sound-0000"),
        ("63_MUSAN_noise-sound-bible-0004", ["noise"], "noise-sound-bible-0004"),
        ("63_MUSAN_speech-librivox-0000", ["speech"], "speech-librivox-0000"),
        ("63_MUSAN_speech-librivox-0001", ["speech"], "speech-librivox-0001"),
        ("63_MUSAN_speech-us-gov-0000", ["speech"], "speech-us-gov-0000"),
    ]


def test_noise_and_music_without_voices_are_found_to_mix_in(both):
    wanted = pl.col("tags").list.set_intersection(["noise", "ambience", "music", "animal"])
    found = both[0].filter(wanted.list.len() > 0)
    assert found["group"].to_list() == [
        "some_artist",
        "Bach_Ensemble",
        "noise-free-sound-0000",
        "noise-sound-bible-0004",
    ]
    assert "63_MUSAN_music-fma-0001" not in found["audio_id"].to_list()


def test_genres_are_of_music_gender_and_language_of_speech(both):
    labels = both[0].select("genre", "gender", "language").rows()
    assert labels[:2] == [(["ambient", "electronic"], None, None), (["pop"], None, None)]
    assert labels[6:8] == [(None, "male", "en"), (None, "female", None)]
    assert labels[8] == (None, None, None)


def test_headers_give_the_facts(both):
    assert both[0].select("duration", "sample_rate", "channels").row(0) == (1.0, 16000, 1)


def test_a_noise_is_in_the_split_of_its_copy_elsewhere(both):
    copies = pl.DataFrame({"group": ["noise-free-sound-0000"]})
    split = both[0].filter(group="noise-free-sound-0000")["split"][0]
    assert draw_splits(copies)["split"][0] == split


def test_names_the_reason_of_everything_left_out(both):
    noise = "musan/noise/free-sound/noise-free-sound-0001.wav"
    assert dict(both[1].rows()) == {
        noise: "unreadable header: Format not recognised",
        "musan/music/fma/ANNOTATIONS:3": "label without audio",
        "musan/music/fma/ANNOTATIONS:4": "1 fields, not 2 or more",
    }


def test_a_recording_outside_a_collection_is_rejected(copy):
    shutil.copy(copy / "musan/music/fma/music-fma-0000.wav", copy / "stray.wav")
    assert dict(index_corpus(CORPUS, copy)[1].rows())["stray.wav"] == "below no collection"


def test_missing_annotations_leave_music_of_unknown_vocals(copy):
    for path in copy.rglob("ANNOTATIONS"):
        path.unlink()
    manifest, _ = index_corpus(CORPUS, copy)
    assert manifest["tags"].to_list()[:4] == [["music, vocals unknown"]] * 4
    assert manifest.height == 9


def test_an_unreadable_table_costs_only_its_own_annotations(copy):
    (copy / "musan/music/fma/ANNOTATIONS").write_bytes("ä".encode("utf-16"))
    manifest, rejects = index_corpus(CORPUS, copy)
    assert dict(rejects.rows())["musan/music/fma/ANNOTATIONS"].startswith("unreadable text (")
    assert manifest.filter(group="Bach_Ensemble").height == 1


def test_without_audio_every_annotation_is_rejected(copy):
    for path in copy.rglob("*.wav"):
        path.unlink()
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert rejects.height == 7
