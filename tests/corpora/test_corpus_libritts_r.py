"""LibriTTS-R: what it adds to LibriTTS - descriptions, phonemes, failed restorations."""

import dataclasses
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import libritts_r as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("libritts_r")
DESCRIBED = "13_LibriTTS-R_1272_128104_000001_000000"
FAILED = "LibriTTS_R/train-clean-360/1382/130492/1382_130492_000049_000000.wav"


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_utterances_splits_and_texts_are_those_of_the_tree(both):
    assert both[0].select("audio_id", "split", "text").rows() == [
        (DESCRIBED, "dev", "Mister Brown paid five dollars."),
        ("13_LibriTTS-R_1272_128104_000001_000001", "dev", '"No," said {he}.'),
        ("13_LibriTTS-R_1272_128104_000005_000000", "dev", None),
        ("13_LibriTTS-R_2074_147193_000002_000000", "train", "Hum."),
    ]


def test_a_described_utterance_has_caption_phonemes_and_qualities(both):
    row = both[0].row(by_predicate=pl.col("audio_id") == DESCRIBED, named=True)
    assert row["caption"] == "A man speaks slightly slowly in a quiet room."
    assert row["phonemes"] == "mɪstɚ bɹaʊn peɪd faɪv dɑlɚz"
    about = json.loads(row["extra"])
    assert (about["snr"], about["c50"], about["pitch"]) == (61.5, 59.0, "quite low pitch")
    assert about["paragraph"] == "1272_128104_000001"
    assert about["accent"] is None
    assert both[0]["caption"].null_count() == both[0].height - 1


def test_a_reader_of_both_genders_has_none(both):
    genders = dict(both[0].select("speaker", "gender").unique().rows())
    assert genders == {"1272": "male", "2074": None}


def test_names_the_reason_of_everything_left_out(both):
    chapter = "LibriTTS_R/dev-clean/1272/128104/1272_128104.trans.tsv"
    broken = "LibriTTS_R/test-clean/1092/134562/1092_134562_000013_000004.wav"
    assert dict(both[1].rows()) == {
        broken: "unreadable header: Format not recognised",
        FAILED: "restoration failed",
        f"{chapter}:3": "label without audio",
        f"{chapter}:4": "2 fields, not 3",
    }


def test_failed_restorations_stay_on_request(copy):
    corpus = dataclasses.replace(CORPUS, options={**CORPUS.options, "keep_failed": True})
    assert FAILED in index_corpus(corpus, copy)[0]["path"].to_list()


def test_an_unreadable_table_of_descriptions_is_one_reject(copy):
    (copy / small.DESCRIPTIONS).write_bytes(b"PAR1 cut off")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert dict(rejects.rows())[small.DESCRIPTIONS].startswith("unreadable table of descriptions")
    assert manifest["caption"].null_count() == manifest.height == 4


def test_a_table_without_ids_is_one_reject(copy):
    small.descriptions().drop("id").write_parquet(copy / small.DESCRIPTIONS)
    _, rejects = index_corpus(CORPUS, copy)
    assert "id" in dict(rejects.rows())[small.DESCRIPTIONS]


def test_descriptions_and_lists_may_be_absent(copy):
    shutil.rmtree(copy / "descriptions")
    shutil.rmtree(copy / small.FAILED)
    manifest, _ = index_corpus(CORPUS, copy)
    assert manifest.height == 5
    assert manifest["phonemes"].null_count() == 5


def test_missing_speakers_are_named_with_a_remedy(copy):
    (copy / "LibriTTS_R/speakers.tsv").unlink()
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(CORPUS, copy)
    assert Path(str(caught.value.where)).name == "speakers.tsv"
