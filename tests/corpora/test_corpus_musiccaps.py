"""MusicCaps: captions, aspects and spans, and what is left out."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("musiccaps")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_caption_and_split_of_every_clip(both):
    assert both[0].select("audio_id", "caption", "split", "group").rows() == [
        ("40_MusicCaps_-kAbCdEfGh1", 'A "soft" piano, rain.', "test", "-kAbCdEfGh1"),
        ("40_MusicCaps_BbBbBbBbB_2", "A drum loop plays fast.", "train", "BbBbBbBbB_2"),
        ("40_MusicCaps_CcCcCcCcC-3", "A flute plays\nin a forest.", "train", "CcCcCcCcC-3"),
        ("40_MusicCaps_DdDdDdDdDd4", "A harp is plucked.", "train", "DdDdDdDdDd4"),
    ]


def test_aspects_are_lists_as_python_writes_them_and_may_be_torn(both):
    assert both[0]["tags"].to_list() == [
        ["slow", "x's"],
        ["drums"],
        ["flute", "forest"],
        None,
    ]


def test_a_clip_is_taken_whole_and_a_video_is_cut_to_its_span(both):
    assert both[0].select("start", "duration").rows() == [(0, 0.5), (0, 0.5), (0, 0.5), (2, 1)]


def test_the_labels_of_audioset_are_kept(both):
    assert json.loads(both[0]["extra"][0]) == {
        "start_s": "30",
        "end_s": "40",
        "audioset_positive_labels": "/m/04rlf,/m/0dq",
        "author_id": "4",
        "is_balanced_subset": "False",
    }


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        "GgGgGgGgGg7": "label without audio",
        "audio/EeEeEeEeEe5.wav": "no caption",
        "audio/FfFfFfFfFf6.wav": "not in the table",
        "audio/IiIiIiIiIi9.wav": "unreadable header: Format not recognised",
        "audio/JjJjJjJjJj0.wav": "ends before its span",
        "audio/jingle.wav": "not in the table",
        "musiccaps-public.csv:8": "'40' to '30' is no span",
        "musiccaps-public.csv:10": "6 fields, not 9",
    }


def test_a_second_copy_of_a_clip_is_rejected(copy):
    shutil.copy(copy / "audio/-kAbCdEfGh1.wav", copy / "audio/[-kAbCdEfGh1]-[30-40].wav")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.height == 4
    assert rejects["reason"].str.contains("belongs to an earlier item").sum() == 1


def test_a_missing_table_is_named(copy):
    (copy / "musiccaps-public.csv").unlink()
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(CORPUS, copy)
    assert caught.value.where == copy / "musiccaps-public.csv"


def test_a_table_of_another_form_or_encoding_is_named(copy):
    table = copy / "musiccaps-public.csv"
    table.write_text("ytid;start_s\n", encoding="utf-8")
    with pytest.raises(AudioFlanError, match="no column 'ytid'") as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (table, 1)
    table.write_bytes("é".encode("utf-16"))
    with pytest.raises(AudioFlanError, match="unreadable text"):
        index_corpus(CORPUS, copy)


def test_a_truncated_table_keeps_its_sound_lines(copy):
    table = copy / "musiccaps-public.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text[: text.index("forest']")], encoding="utf-8")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest["audio_id"].to_list() == [
        "40_MusicCaps_-kAbCdEfGh1",
        "40_MusicCaps_BbBbBbBbB_2",
    ]
    assert dict(rejects.rows())["musiccaps-public.csv:4"] == "5 fields, not 9"


def test_without_clips_every_line_is_rejected(copy):
    shutil.rmtree(copy / "audio")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert (manifest.height, rejects.height) == (0, 10)
