"""UrbanSound8K: classes, folds, groups and formats, and what is left out."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import urbansound8k as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("urbansound8k")
TABLE = f"{small.ROOT}/metadata/UrbanSound8K.csv"


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_class_source_and_split_of_every_slice(both):
    event = pl.col("events").list.first().struct.field("label")
    assert both[0].select("audio_id", event, "group", "split").rows() == [
        ("68_UrbanSound8K_100032-3-0-0", "dog bark", "100032", "train"),
        ("68_UrbanSound8K_24347-8-0-88", "siren", "24347", "train"),
        ("68_UrbanSound8K_24347-8-0-89", "siren", "24347", "train"),
        ("68_UrbanSound8K_7061-6-0-0", "gun shot", "7061", "test"),
        ("68_UrbanSound8K_99812-1-2-0", "car horn", "99812", "dev"),
    ]


def test_every_rate_width_and_channel_count_is_read(both):
    facts = both[0].select("sample_rate", "channels").rows()
    assert facts == [(44100, 2), (8000, 1), (96000, 1), (22050, 1), (192000, 2)]
    assert both[0]["duration"][0] == 0.3


def test_the_distance_of_a_sound_is_kept(both):
    assert [json.loads(text) for text in both[0]["extra"][:2]] == [
        {"freesound": "100032", "fold": "5", "salience": "foreground"},
        {"freesound": "24347", "fold": "1", "salience": "background"},
    ]


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"{small.ROOT}/audio/fold1/unlisted.wav": "not in UrbanSound8K.csv",
        f"{small.ROOT}/audio/{small.BROKEN}": "unreadable header: Format not recognised",
        f"{TABLE}:8": "label without audio",
    }


def test_the_table_may_be_spelt_as_the_readme_spells_it(copy):
    (copy / TABLE).rename(copy / TABLE.replace("8K.csv", "8k.csv"))
    assert index_corpus(CORPUS, copy)[0].height == 5


def test_a_missing_table_is_named_with_its_remedy(copy):
    (copy / TABLE).unlink()
    with pytest.raises(AudioFlanError, match=r"no 'UrbanSound8K\.csv'.*Remedy: it comes with"):
        index_corpus(CORPUS, copy)


def test_a_table_cut_off_costs_its_last_row_only(copy):
    table = copy / TABLE
    table.write_bytes(table.read_bytes()[:-12])
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.height == 5
    assert dict(rejects.rows())[f"{TABLE}:8"] == "6 fields, not 8"


def test_a_table_in_another_encoding_is_named(copy):
    table = copy / TABLE
    table.write_bytes(table.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(AudioFlanError, match=r"UrbanSound8K\.csv: .*unreadable text"):
        index_corpus(CORPUS, copy)


def test_labels_without_any_recording_are_all_rejected(copy):
    shutil.rmtree(copy / small.ROOT / "audio")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}
