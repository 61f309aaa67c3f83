"""MedleyDB: windows of songs, their melody told from the other stems."""

import json
import shutil

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures.medleydb import DATA

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

RAIN = "V1/LizNelson_Rainfall"


@pytest.fixture
def both(indexed):
    return indexed("medleydb")


@pytest.fixture
def copy(miniature, tmp_path):
    return shutil.copytree(miniature("medleydb"), tmp_path / "corpus")


def clip(manifest, window):
    name = f"35_MedleyDB_{window}"
    return manifest.row(by_predicate=pl.col("audio_id") == name, named=True)


def mix(track):
    return f"V1/{track}/{track}_MIX.wav"


def stem(name, number):
    path = f"{RAIN}/LizNelson_Rainfall_STEMS/LizNelson_Rainfall_STEM_{number:02d}.wav"
    return {"name": name, "path": path}


def test_clips_are_windows_of_mixtures_grouped_by_artist(both):
    assert both[0].select("audio_id", "path", "start", "duration", "group").rows() == [
        ("35_MedleyDB_LizNelson_Rainfall_000", mix("LizNelson_Rainfall"), 0.0, 10.0, "LizNelson"),
        ("35_MedleyDB_LizNelson_Rainfall_001", mix("LizNelson_Rainfall"), 10.0, 10.0, "LizNelson"),
        ("35_MedleyDB_MusicDelta_Rock_000", mix("MusicDelta_Rock"), 0.0, 3.0, "MusicDelta"),
    ]
    assert both[0].select("sample_rate", "channels").unique().rows() == [(4000, 2)]


def test_every_stem_that_carries_the_melody_in_a_window_is_called_so(both):
    assert clip(both[0], "LizNelson_Rainfall_000")["stems"] == [
        stem("melody", 1),
        stem("melody", 2),
        stem("female singer", 3),
    ]


def test_a_stem_that_ends_before_the_window_is_no_part_of_it(both):
    window = clip(both[0], "LizNelson_Rainfall_001")
    assert window["stems"] == [stem("female singer", 1), stem("melody", 2)]
    assert window["instruments"] == ["female singer", "acoustic guitar"]


def test_a_stem_of_several_instruments_names_them_all(both):
    names = [part["name"] for part in clip(both[0], "MusicDelta_Rock_000")["stems"]]
    assert names == ["melody", "drum set, shaker"]


def test_genre_and_artist_come_from_the_metadata(both):
    window = clip(both[0], "MusicDelta_Rock_000")
    assert window["genre"] == ["Singer/Songwriter"]
    assert json.loads(window["extra"]) == {
        "artist": "MusicDelta & Friends",
        "title": "Rock",
        "has_bleed": "no",
    }


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"{mix('LizNelson_Rainfall')}#t=20.0,22.5": "no melody sounds here",
        f"{mix('LizNelson_Solo')}#t=0.0,3.0": "nothing but the melody sounds here",
        mix("MusicDelta_Torn"): "MusicDelta_Torn_INTERVALS.txt:2: 2 fields, not 3",
        mix("Phoenix_Bare"): "no metadata",
        mix("Phoenix_Reel"): "Phoenix_Reel_METADATA.yaml: unreadable (ParserError)",
        mix("Phoenix_Untuned"): "no melody annotation",
        f"{DATA}/Annotations/Melody/Intervals/Absent_Song_INTERVALS.txt": "label without audio",
    }


def test_mixtures_without_stems_have_no_melody_to_give(copy):
    shutil.rmtree(copy / "V1/MusicDelta_Rock/MusicDelta_Rock_STEMS")
    manifest, rejects = index_corpus(corpus_of("medleydb"), copy)
    reasons = dict(rejects.rows())
    assert reasons[f"{mix('MusicDelta_Rock')}#t=0.0,3.0"] == "no melody sounds here"
    assert manifest.height == 2


def test_the_songs_may_lie_in_a_folder_called_audio(copy, both):
    (copy / "V1").rename(copy / "Audio")
    manifest, _ = index_corpus(corpus_of("medleydb"), copy)
    assert manifest["audio_id"].to_list() == both[0]["audio_id"].to_list()


def test_without_annotations_every_song_is_a_reject(copy):
    shutil.rmtree(copy / "annotations")
    manifest, rejects = index_corpus(corpus_of("medleydb"), copy)
    assert manifest.height == 0
    assert rejects["reason"].unique().to_list() == ["no melody annotation"]


def test_intervals_in_a_wrong_encoding_reject_their_song_alone(copy):
    file = copy / DATA / "Annotations/Melody/Intervals/MusicDelta_Rock_INTERVALS.txt"
    file.write_bytes("0.0\t3.0\t1\n".encode("utf-16"))
    manifest, rejects = index_corpus(corpus_of("medleydb"), copy)
    reason = dict(rejects.rows())[mix("MusicDelta_Rock")]
    assert reason.startswith("MusicDelta_Rock_INTERVALS.txt: unreadable text")
    assert manifest.height == 2


def test_a_folder_without_songs_is_refused(tmp_path):
    with pytest.raises(AudioFlanError, match="nothing found"):
        index_corpus(corpus_of("medleydb"), tmp_path)
