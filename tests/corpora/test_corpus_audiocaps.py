"""AudioCaps: captions, splits and releases, and what is left out."""

import dataclasses
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import audiocaps as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("audiocaps")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_clips_are_joined_by_video_however_they_are_named(both):
    clips = both[0].select("audio_id", "path", "caption", "split", "group", "duration").rows()
    comma = "A dog barks, then a door shuts"
    woman = "A woman talks nearby as water pours"
    assert clips == [
        (f"64_AudioCaps_{video}_{at}", f"clips/{name}", caption, split, video, duration)
        for video, at, name, caption, split, duration in [
            (small.TRAIN, 130, f"{small.TRAIN}_130.flac", woman, "train", 1.0),
            (small.DEV, 20, f"Y{small.DEV}.wav", "Caption 1", "dev", 1.0),
            (small.COMMA, 30, f"{small.COMMA}.wav", comma, "train", 1.5),
            (small.TEST, 0, f"{small.TEST}_0.flac", "Caption 1", "test", 0.5),
        ]
    ]


def test_lines_that_end_in_crlf_leave_nothing_on_the_caption(both):
    assert not both[0]["caption"].str.contains("\r").any()


def test_all_captions_of_a_clip_are_kept(both):
    extra = {
        audio_id[-12:]: json.loads(text) for audio_id, text in both[0]["audio_id", "extra"].rows()
    }
    assert extra[f"{small.DEV}_20"[-12:]] == {
        "video": small.DEV,
        "captions": small.FIVE,
        "begin": 20,
    }


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        "clips/Yuncaptione.flac": "no caption in this release",
        f"clips/{small.BROKEN}_0.flac": "unreadable header: Format not recognised",
        "dataset/audiocaps_train.csv:4": "label without audio",
    }


def test_the_second_release_may_be_chosen(copy):
    corpus = dataclasses.replace(CORPUS, options={"release": "dataset2.0"})
    manifest, _ = index_corpus(corpus, copy)
    assert manifest["caption"].to_list() == [
        "a woman speaks",
        "rustling occurs, ducks quack",
        "constant rattling noise",
    ]


def test_tables_may_have_the_names_of_the_repository(copy):
    for table in (copy / "dataset").iterdir():
        table.rename(table.with_name(table.name.removeprefix("audiocaps_")))
    assert index_corpus(CORPUS, copy)[0].height == 4


def test_a_missing_table_is_named_with_its_remedy(copy):
    (copy / "dataset/audiocaps_val.csv").unlink()
    with pytest.raises(AudioFlanError, match=r"no dataset/val\.csv.*Remedy: it comes with"):
        index_corpus(CORPUS, copy)


def test_a_table_cut_off_costs_its_last_row_only(copy):
    table = copy / "dataset/audiocaps_train.csv"
    table.write_bytes(table.read_bytes()[: -len(b",0,A clock ticks\r\n")])
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.height == 4
    assert dict(rejects.rows())["dataset/audiocaps_train.csv:5"] == "2 fields, not 4"


def test_a_table_in_another_encoding_is_named(copy):
    table = copy / "dataset/audiocaps_test.csv"
    table.write_bytes(
        "audiocap_id,youtube_id,start_time,caption\r\n1,a,0,caf\xe9".encode("latin-1")
    )
    with pytest.raises(AudioFlanError, match=r"audiocaps_test\.csv.*unreadable text"):
        index_corpus(CORPUS, copy)


def test_tables_alone_are_no_corpus(copy):
    shutil.rmtree(copy / "clips")
    with pytest.raises(AudioFlanError, match="no clips are here, only tables"):
        index_corpus(CORPUS, copy)
