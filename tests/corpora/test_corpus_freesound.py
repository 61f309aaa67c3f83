"""Freesound: clips and captions, what a caption is, whose licence a clip has."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import freesound as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("freesound")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_caption_split_and_uploader_of_every_clip(both):
    assert both[0].select("audio_id", "caption", "split", "group").rows() == [
        ("22_Freesound_990001", "An old door in my barn.", "train", "anna"),
        ("22_Freesound_990003", "Heavy rain on a tin roof.", "train", "anna"),
        ("22_Freesound_990004", "Bird & brook near the mill .", "train", "cleo"),
        ("22_Freesound_990005", "A bell rings in the tower.", "train", "dan"),
        ("22_Freesound_990006", "Wellen rauschen leise am Strand.", "test", "eva"),
    ]


def test_every_clip_has_the_licence_of_its_uploader(both):
    assert both[0]["licence"].to_list() == [
        "CC-BY-3.0",
        "CC0-1.0",
        "LicenseRef-CC-Sampling-Plus-1.0",
        "LicenseRef-freesound",
        "LicenseRef-freesound",
    ]


def test_tags_and_title_are_kept(both):
    first = both[0].row(0, named=True)
    assert first["tags"] == ["field-recording", "door_creak_3"]
    assert json.loads(first["extra"]) == {"title": "door_creak_3.wav", "username": "anna"}
    assert (first["duration"], first["sample_rate"], first["channels"]) == (0.5, 48000, 1)


def test_names_the_reason_of_everything_left_out(both):
    reasons = dict(both[1].rows())
    assert reasons == {
        f"{small.MORE}/990010.json": "unreadable JSON (Unterminated string starting at), line 1",
        f"{small.TRAIN}/990002.flac": "no caption, only names or codes",
        f"{small.TRAIN}/990007.flac": "no JSON file beside it",
        f"{small.TRAIN}/990008.flac": "unreadable header: Format not recognised",
        f"{small.MORE}/990009.flac": "label without audio",
        f"{small.MORE}/990010.flac": "no JSON file beside it",
        "freesound_no_overlap_meta.csv:6": "2 fields, not 7",
    }


def test_the_full_packaging_leaks_no_second_copy(copy):
    shutil.copytree(copy / small.TRAIN, copy / small.TRAIN.replace("_no_overlap", "", 1))
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.height == 5
    assert (
        "audio id '22_Freesound_990001' belongs to an earlier item" in rejects["reason"].to_list()
    )


def test_a_clip_outside_train_and_test_has_no_split(copy):
    shutil.move(copy / small.TRAIN / "990001.flac", copy / "990001.flac")
    shutil.move(copy / small.TRAIN / "990001.json", copy / "990001.json")
    _, rejects = index_corpus(CORPUS, copy)
    assert dict(rejects.rows())["990001.flac"] == "split '' is none of train, dev, test"


def test_captions_are_read_without_the_table_of_licences(copy):
    (copy / "freesound_no_overlap_meta.csv").unlink()
    manifest, _ = index_corpus(CORPUS, copy)
    assert manifest["licence"].unique().to_list() == ["LicenseRef-freesound"]
    assert manifest.height == 5


def test_a_table_of_licences_of_another_form_is_named(copy):
    meta = copy / "freesound_no_overlap_meta.csv"
    meta.write_text("filename,license\n", encoding="utf-8")
    with pytest.raises(AudioFlanError, match="no column 'audio_filename'") as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (meta, 1)
    meta.write_bytes("é".encode("latin-1"))
    with pytest.raises(AudioFlanError, match="unreadable text"):
        index_corpus(CORPUS, copy)


def test_an_empty_folder_is_named(tmp_path):
    with pytest.raises(AudioFlanError, match="nothing found") as caught:
        index_corpus(CORPUS, tmp_path)
    assert caught.value.where == tmp_path
