"""LibriTTS: sentences, their readers and subsets, and what is left out."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("libritts")
CHAPTER = "LibriTTS/dev-clean/1272/128104"


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_reader_subset_and_both_texts_of_every_sentence(both):
    columns = ("audio_id", "speaker", "gender", "split", "text", "text_raw")
    assert both[0].select(columns).rows() == [
        (
            "61_LibriTTS_1272_128104_000001_000000",
            "1272",
            "male",
            "dev",
            "Mister Brown paid five dollars.",
            "Mr. Brown paid $5.",
        ),
        (
            "61_LibriTTS_1272_128104_000001_000001",
            "1272",
            "male",
            "dev",
            '"No," said {he}.',
            "“No,” said {he}.",
        ),
        ("61_LibriTTS_1272_128104_000005_000000", "1272", "male", "dev", None, None),
        (
            "61_LibriTTS_1382_130492_000049_000000",
            "1382",
            "female",
            "train",
            "A. D. seventy nine",
            "A.D. 79",
        ),
        ("61_LibriTTS_2074_147193_000002_000000", "2074", None, "train", "Hum.", "Hum."),
    ]


def test_chapter_and_paragraph_are_kept_and_the_group_is_the_reader(both):
    assert both[0]["group"].to_list() == both[0]["speaker"].to_list()
    assert json.loads(both[0]["extra"][0]) == {
        "chapter": "1272_128104",
        "paragraph": "1272_128104_000001",
    }
    assert both[0].select("duration", "sample_rate", "language").row(0) == (1.0, 24000, "en")


def test_names_the_reason_of_everything_left_out(both):
    broken = "LibriTTS/test-clean/1092/134562/1092_134562_000013_000004.wav"
    assert dict(both[1].rows()) == {
        broken: "unreadable header: Format not recognised",
        f"{CHAPTER}/1272_128104.trans.tsv:3": "label without audio",
        f"{CHAPTER}/1272_128104.trans.tsv:4": "2 fields, not 3",
    }


def test_sentences_that_only_the_book_lists_are_no_items(both):
    assert not pl.concat([both[0]["path"], both[1]["item"]]).str.contains("000099").any()


def test_a_reader_without_name_has_a_gender(copy):
    source = copy / CHAPTER / "1272_128104_000001_000000.wav"
    broken = copy / "LibriTTS/test-clean/1092/134562/1092_134562_000013_000004.wav"
    shutil.copy(source, broken)
    manifest, _ = index_corpus(CORPUS, copy)
    assert manifest.filter(speaker="1092").select("gender", "split").rows() == [("female", "test")]


def test_one_unreadable_table_costs_only_its_own_texts(copy):
    table = copy / CHAPTER / "1272_128104.trans.tsv"
    table.write_bytes("Größe\n".encode("utf-16"))
    manifest, rejects = index_corpus(CORPUS, copy)
    reasons = dict(rejects.rows())
    assert reasons[f"{CHAPTER}/1272_128104.trans.tsv"].startswith("unreadable text (")
    assert manifest.filter(speaker="1272")["text"].to_list() == [None] * 3
    assert manifest.filter(speaker="1382")["text"].to_list() == ["A. D. seventy nine"]


def test_a_root_inside_the_tree_is_read_alike(miniature, both):
    inside, _ = index_corpus(CORPUS, miniature(CORPUS.id) / "LibriTTS")
    assert inside["audio_id"].to_list() == both[0]["audio_id"].to_list()


def test_a_recording_outside_a_chapter_is_rejected(copy):
    shutil.copy(copy / CHAPTER / "1272_128104_000001_000000.wav", copy / "stray.wav")
    _, rejects = index_corpus(CORPUS, copy)
    assert dict(rejects.rows())["stray.wav"] == "below no chapter folder"


def test_missing_speakers_are_named_with_a_remedy(copy):
    (copy / "LibriTTS/speakers.tsv").unlink()
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(CORPUS, copy)
    assert Path(str(caught.value.where)).name == "speakers.tsv"
    assert caught.value.remedy == "fetch the corpus again"


def test_without_audio_every_line_is_rejected(copy):
    for path in copy.rglob("*.wav"):
        path.unlink()
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio", "2 fields, not 3"}
