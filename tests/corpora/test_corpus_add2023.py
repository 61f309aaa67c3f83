"""ADD 2023: verdicts, fake segments and splits of its tracks, and what is left out."""

import dataclasses
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures.sound import write_tone

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("add2023")
TRACK2 = "track2/ADD2023_Track2_train"


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def with_options(**options):
    return dataclasses.replace(CORPUS, options={**CORPUS.options, **options})


def test_verdict_and_split_of_every_recording(both):
    assert both[0].select("audio_id", "spoof", "split").rows() == [
        ("02_ADD2023_T1_2R1_E_00000000", False, "test"),
        ("02_ADD2023_T1_2R2_E_00000000", True, "test"),
        ("02_ADD2023_T1_2_D_00008971", True, "dev"),
        ("02_ADD2023_T1_2_T_00000000", False, "train"),
        ("02_ADD2023_T1_2_T_00000001", True, "train"),
        ("02_ADD2023_T2_D_00000000", True, "dev"),
        ("02_ADD2023_T2_T_00000000", True, "train"),
        ("02_ADD2023_T2_T_00000001", False, "train"),
        ("02_ADD2023_T2_T_00000052", True, "train"),
    ]


def test_track_2_tells_where_speech_is_fake(both):
    spliced = both[0].filter(pl.col("path").str.contains("T2_T_00000000"))["events"][0].to_list()
    assert spliced == [
        {"label": "genuine", "start": 0.0, "end": 0.55},
        {"label": "fake", "start": 0.55, "end": 0.8},
        {"label": "genuine", "start": 0.8, "end": 1.0},
    ]
    assert both[0].filter(pl.col("path").str.contains("T1.2"))["events"].null_count() == 5


def test_the_track_is_kept_and_the_language_is_mandarin(both):
    assert json.loads(both[0]["extra"][0]) == {"track": "1.2", "maker": None}
    assert both[0]["language"].unique().to_list() == ["zh"]
    assert both[0].select("duration", "sample_rate").row(0) == (0.5, 16000)


def test_names_the_reason_of_everything_left_out(both):
    train = "Track1.2/train/label.txt"
    assert dict(both[1].rows()) == {
        "Track1.2/train/wav/ADD2023_T1.2_T_00000002.wav": (
            "unreadable header: Format not recognised"
        ),
        f"{train}:4": "'maybe' is no verdict",
        f"{train}:5": "1 fields, not 2 to 3",
        f"{train}:6": "'notes.wav' is no id",
        "Track1.2/dev/wav/ADD2023_T1.2_D_00000009.wav": "not in label.txt",
        f"{TRACK2}/label.txt:4": "'0.00-0.50' are no segments",
        "track2_evaluation/wav/ADD2023_T2_E_00000000.wav": "not in label.txt",
    }


def test_one_track_alone(miniature):
    manifest, _ = index_corpus(with_options(tracks=["2"]), miniature(CORPUS.id))
    assert manifest["path"].str.starts_with("track2/").all()
    assert manifest.height == 4


def test_track_3_needs_to_know_the_number_of_genuine_speech(copy):
    place = copy / "track3"
    for number in (0, 1):
        write_tone(place / f"wav/ADD2023_T3_T_0000000{number}.wav", 0.3)
    lines = "ADD2023_T3_T_00000000.wav 0\nADD2023_T3_T_00000001.wav 5\n"
    (place / "label.txt").write_text(lines, encoding="ascii")
    _, rejects = index_corpus(with_options(tracks=["3"]), copy)
    reason = "which number is genuine speech is not known (option 'genuine')"
    assert dict(rejects.rows())["track3/label.txt:1"] == reason
    manifest, _ = index_corpus(with_options(tracks=["3"], genuine=0), copy)
    assert manifest["spoof"].to_list() == [False, True]
    assert json.loads(manifest["extra"][1])["maker"] == "5"


def test_missing_labels_are_named_with_a_remedy(copy):
    for path in copy.rglob("label.txt"):
        path.unlink()
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(CORPUS, copy)
    assert Path(str(caught.value.where)).name == "label.txt"
    assert caught.value.remedy == "fetch the corpus again"


def test_one_unreadable_table_costs_only_its_own_labels(copy):
    (copy / "Track1.2/dev/label.txt").write_bytes("ä".encode("utf-16"))
    manifest, rejects = index_corpus(CORPUS, copy)
    reasons = dict(rejects.rows())
    assert reasons["Track1.2/dev/label.txt"].startswith("unreadable text (")
    assert reasons["Track1.2/dev/wav/ADD2023_T1.2_D_00008971.wav"] == "not in label.txt"
    assert manifest.height == 8


def test_without_audio_every_label_is_rejected(copy):
    for path in copy.rglob("*.wav"):
        path.unlink()
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert rejects.filter(reason="label without audio").height == 10
