"""TAU Urban Acoustic Scenes: clips, their scenes, devices and splits, and what is left out."""

import dataclasses
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import tau_urban_acoustic_scenes as small
from tests.miniatures.sound import write_tone

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("tau_urban_acoustic_scenes")
AUDIO = f"{small.RELEASE}/audio"


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_scene_location_device_and_split_of_every_clip(both):
    clips = both[0].select("audio_id", "tags", "group", "device", "split").rows()
    name = f"46_{CORPUS.name}"
    assert clips == [
        (f"{name}_airport-lisbon-1000-40000-a", ["airport"], "lisbon-1000", "a", "train"),
        (f"{name}_airport-lisbon-1000-40000-s1", ["airport"], "lisbon-1000", "s1", "train"),
        (f"{name}_metro_station-paris-74-2241-b", ["metro station"], "paris-74", "b", "test"),
        (
            f"{name}_street_pedestrian-vienna-166-4973-c",
            ["street pedestrian"],
            "vienna-166",
            "c",
            "train",
        ),
    ]


def test_the_city_is_kept_and_24_bit_headers_are_read(both):
    assert json.loads(both[0]["extra"][0]) == {"city": "lisbon"}
    assert both[0].select("duration", "sample_rate", "channels").row(0) == (1.0, 44100, 1)


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"{AUDIO}/airport-lisbon-1000-40000-s4.wav": "the official setup does not use it",
        f"{AUDIO}/bus-prague-9-9-a.wav": "label without audio",
        f"{AUDIO}/tram-helsinki-200-6000-a.wav": "unreadable header: Format not recognised",
        f"{small.RELEASE}/meta.csv:9": "2 fields, not 4",
    }


def test_recordings_of_no_list_may_follow_their_location(copy):
    corpus = dataclasses.replace(CORPUS, options={"unlisted": "location"})
    manifest, _ = index_corpus(corpus, copy)
    splits = dict(manifest.select("device", "split").rows())
    assert splits["s4"] == "train"
    assert manifest.group_by("group").agg(pl.col("split").n_unique())["split"].max() == 1


def test_the_evaluation_set_has_no_scenes(copy):
    write_tone(copy / small.EVALUATION / "audio/0.wav", 0.3)
    _, rejects = index_corpus(CORPUS, copy)
    reasons = dict(rejects.rows())
    assert reasons[f"{small.EVALUATION}/audio/0.wav"] == "no scene: not in meta.csv"


def test_the_2022_release_is_read_alike(tmp_path):
    pieces = {
        "bus-lyon-10-40-0-a": "train",
        "bus-lyon-10-40-1-a": "train",
        "bus-oslo-1-4-0-b": "test",
    }
    for piece in pieces:
        write_tone(tmp_path / small.CUT / f"audio/{piece}.wav", 0.3)
    small.write_tables(tmp_path / small.CUT, pieces)
    manifest, _ = index_corpus(CORPUS, tmp_path)
    assert manifest.select("tags", "group", "device", "split").rows() == [
        (["bus"], "lyon-10", "a", "train"),
        (["bus"], "lyon-10", "a", "train"),
        (["bus"], "oslo-1", "b", "test"),
    ]


def test_pieces_give_way_to_the_clip_they_were_cut_from(copy):
    pieces = {"airport-lisbon-1000-40000-0-a": "train", "bus-oslo-1-4-0-b": "test"}
    for piece in pieces:
        write_tone(copy / small.CUT / f"audio/{piece}.wav", 0.3)
    small.write_tables(copy / small.CUT, pieces)
    manifest, rejects = index_corpus(CORPUS, copy)
    reasons = dict(rejects.rows())
    assert manifest.filter(pl.col("path").str.starts_with(small.CUT))["group"].to_list() == [
        "oslo-1"
    ]
    assert reasons[f"{small.CUT}/audio/airport-lisbon-1000-40000-0-a.wav"] == (
        "a piece of a clip that is here whole"
    )


@pytest.mark.parametrize("name", ["meta.csv", "evaluation_setup/fold1_train.csv"])
def test_a_missing_table_is_named(copy, name):
    (copy / small.RELEASE / name).unlink()
    with pytest.raises(AudioFlanError) as caught:
        index_corpus(CORPUS, copy)
    assert name in str(caught.value)
    assert caught.value.remedy == "fetch the corpus again"


def test_a_table_of_another_encoding_or_form_is_named(copy):
    meta = copy / small.RELEASE / "meta.csv"
    meta.write_text("filename,scene_label\n", encoding="utf-8")
    with pytest.raises(AudioFlanError, match="no column 'filename'") as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (meta, 1)
    meta.write_bytes("métro\n".encode("utf-16"))
    with pytest.raises(AudioFlanError, match="unreadable text") as caught:
        index_corpus(CORPUS, copy)
    assert caught.value.where == meta


def test_without_audio_every_line_is_rejected(copy):
    shutil.rmtree(copy / AUDIO)
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert rejects["reason"].value_counts().sort("count").rows() == [
        ("2 fields, not 4", 1),
        ("label without audio", 7),
    ]
