"""MedleyVox: mixtures of voices, and which of them is the main one."""

import json
import shutil

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures.medleyvox import CAT, CODE, LIZ

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def both(indexed):
    return indexed("medleyvox")


@pytest.fixture
def copy(miniature, tmp_path):
    return shutil.copytree(miniature("medleyvox"), tmp_path / "corpus")


def clip(manifest, segment):
    name = f"36_MedleyVox_{segment}"
    return manifest.row(by_predicate=pl.col("audio_id") == name, named=True)


def voice(kind, song, segment, track):
    return f"MedleyVox/{kind}/{song}/{segment}/gt/{song}_RAW_{track} - {segment}.wav"


def test_a_clip_is_a_mixture_and_all_of_it_is_test(both):
    assert both[0].select("audio_id", "path", "split", "group", "tags").rows() == [
        (
            f"36_MedleyVox_{song}_{segment}",
            f"MedleyVox/{folder}/{song}/{segment}/mix/{song} - {segment}.wav",
            "test",
            group,
            [kind],
        )
        for song, segment, folder, group, kind in [
            (CAT, "seg_1", "duet", "CatMartino", "duet"),
            (CAT, "seg_2", "rest", "CatMartino", "main vs. rest"),
            (LIZ, "seg_1", "unison", "LizNelson", "unison"),
            (LIZ, "seg_2", "main_vs_rest", "LizNelson", "main vs. rest"),
        ]
    ]
    assert both[0].select("duration", "sample_rate", "channels").unique().rows() == [
        (1.0, 44100, 1)
    ]


def test_the_configuration_tells_the_main_voice_whatever_the_order_of_the_files(both):
    assert clip(both[0], f"{CAT}_seg_2")["stems"] == [
        {"name": "main vocal", "path": voice("rest", CAT, "seg_2", "08_02")},
        {"name": "other vocals", "path": voice("rest", CAT, "seg_2", "06_01")},
        {"name": "other vocals", "path": voice("rest", CAT, "seg_2", "12_03")},
    ]
    assert clip(both[0], f"{LIZ}_seg_1")["stems"] == [
        {"name": "main vocal", "path": voice("unison", LIZ, "seg_1", "01_01")},
        {"name": "other vocal", "path": voice("unison", LIZ, "seg_1", "02_01")},
    ]


def test_numbers_of_singers_and_voices_are_kept(both):
    extra = json.loads(clip(both[0], f"{CAT}_seg_2")["extra"])
    assert extra == {"num_of_singers": 1, "num_of_voices": 3}


def test_names_the_reason_of_everything_left_out(both):
    mix = "MedleyVox/{0}/{1}/{2}/mix/{1} - {2}.wav"
    assert dict(both[1].rows()) == {
        mix.format("duet", CAT, "seg_3"): f"the voice {CAT}_RAW_08_02 is missing",
        mix.format("duet", CAT, "seg_4"): (
            f"the voice {CAT}_RAW_09_01 is not in the configuration"
        ),
        mix.format("unison", LIZ, "seg_4"): "no configuration of this segment",
        mix.format("unison", LIZ, "seg_5"): "unreadable header: Format not recognised",
        f"{CODE}/V1_rest_vocals_only_config/{LIZ}.json#seg_3": "label without audio",
    }


def test_a_torn_configuration_rejects_its_song_alone(copy):
    file = f"{CODE}/V2_vocals_only_config/{CAT}.json"
    (copy / file).write_text('{"seg_1": {')
    manifest, rejects = index_corpus(corpus_of("medleyvox"), copy)
    reasons = dict(rejects.rows())
    assert "unreadable JSON" in reasons[file]
    path = f"MedleyVox/duet/{CAT}/seg_1/mix/{CAT} - seg_1.wav"
    assert reasons[path] == "no configuration of this segment"
    assert manifest.height == 2


def test_segments_without_any_configuration_are_refused(copy):
    shutil.rmtree(copy / "code")
    with pytest.raises(AudioFlanError, match="no segment configurations") as caught:
        index_corpus(corpus_of("medleyvox"), copy)
    assert caught.value.where == copy


def test_configurations_without_segments_are_rejects(copy):
    shutil.rmtree(copy / "MedleyVox")
    manifest, rejects = index_corpus(corpus_of("medleyvox"), copy)
    assert manifest.height == 0
    assert rejects["reason"].unique().to_list() == ["label without audio"]
