"""ASVspoof 2021: keys and vocoder classes of both tracks, and what is left out."""

import dataclasses
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import asvspoof2021 as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("asvspoof2021")
OFFICIAL = dataclasses.replace(CORPUS, splits="official")
LA_TABLE, DF_TABLE = (f"keys/{track}/CM/trial_metadata.txt" for track in ("LA", "DF"))


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_speaker_key_and_vocoder_of_every_trial(both):
    assert both[0].select("audio_id", "speaker", "spoof", "vocoder").rows() == [
        ("08_ASVspoof2021_DF_E_2000011", "LA_0009", True, "traditional vocoder"),
        ("08_ASVspoof2021_DF_E_2000012", "TEF2", True, "neural vocoder non-autoregressive"),
        ("08_ASVspoof2021_DF_E_2000013", "LA_0023", False, None),
        ("08_ASVspoof2021_DF_E_2000014", "VCC2TM2", True, None),
        ("08_ASVspoof2021_LA_E_9000002", "LA_0009", False, None),
        ("08_ASVspoof2021_LA_E_9000003", "LA_0010", False, None),
        ("08_ASVspoof2021_LA_E_9332881", "LA_0009", True, None),
    ]


def test_a_speaker_of_both_tracks_is_in_one_split(both):
    speaker = both[0].filter(speaker="LA_0009")
    assert speaker.height == 3
    assert speaker["split"].n_unique() == 1
    assert speaker["group"].to_list() == ["LA_0009"] * 3


def test_the_phases_of_the_challenge_are_the_official_splits(miniature):
    manifest, _ = index_corpus(OFFICIAL, miniature(CORPUS.id))
    assert manifest["split"].to_list() == ["dev", "test", "test", "test", "dev", "test", "test"]


def test_what_was_done_to_the_speech_is_kept(both):
    assert json.loads(both[0]["extra"][1]) == {
        "codec": "low_m4a",
        "transmission": None,
        "origin": "vcc2020",
        "attack": "Task1-team20",
        "trim": "notrim",
        "subset": "eval",
        "target_language": "E",
    }
    transmitted = json.loads(both[0]["extra"][6])
    assert (transmitted["codec"], transmitted["transmission"]) == ("alaw", "ita_tx")


def test_headers_give_the_facts(both):
    assert both[0].select("duration", "sample_rate", "channels").row(0) == (1.0, 16000, 1)


def test_names_the_reason_of_everything_left_out(both):
    flac = "ASVspoof2021_LA_eval/flac"
    assert dict(both[1].rows()) == {
        f"{small.PART}/flac/DF_E_2000015.flac": "unreadable header: Format not recognised",
        f"{DF_TABLE}:5": "8 fields, not 13",
        f"{LA_TABLE}:4": "label without audio",
        f"{LA_TABLE}:5": "3 fields, not 8",
        f"{flac}/LA_E_9000006.flac": "key 'maybe' is neither bonafide nor spoof",
        f"{flac}/LA_E_9999999.flac": "no trial in the keys",
    }


def test_the_keys_for_speaker_verification_are_not_read(both):
    assert not both[1]["item"].str.contains("ASV/").any()


def test_one_track_alone(copy):
    corpus = dataclasses.replace(CORPUS, options={"tracks": ["LA"]})
    manifest, rejects = index_corpus(corpus, copy)
    assert manifest["path"].str.starts_with("ASVspoof2021_LA_eval").all()
    assert not rejects["item"].str.contains("DF").any()


def test_missing_keys_are_named_with_a_remedy(copy):
    shutil.rmtree(copy / "keys")
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(CORPUS, copy)
    assert "CM/trial_metadata.txt" in str(caught.value.where)
    assert "LA-keys-full.tar.gz" in str(caught.value.remedy)


def test_unreadable_keys_of_one_track_leave_the_other(copy):
    (copy / DF_TABLE).write_bytes("ä".encode("utf-16"))
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest["path"].str.starts_with("ASVspoof2021_LA_eval").all()
    assert dict(rejects.rows())[DF_TABLE].startswith("unreadable text (")


def test_without_audio_every_trial_is_rejected(copy):
    for path in copy.rglob("*.flac"):
        path.unlink()
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert rejects["reason"].value_counts().sort("reason").rows() == [
        ("3 fields, not 8", 1),
        ("8 fields, not 13", 1),
        ("label without audio", 9),
    ]
