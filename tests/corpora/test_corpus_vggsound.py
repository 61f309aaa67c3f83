"""VGG-Sound: clips by video and start, their one label, its group, and what is left out."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import vggsound as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("vggsound")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_video_and_start_together_name_a_clip(both):
    clips = both[0].select("audio_id", "group", "split", "duration", "sample_rate", "channels")
    assert clips.rows() == [
        (f"48_VGGSound_{small.TWICE}_000001", small.TWICE, "train", 1.0, 44100, 2),
        (f"48_VGGSound_{small.TWICE}_000030", small.TWICE, "train", 1.0, 44100, 2),
        (f"48_VGGSound_{small.LONE}_000000", small.LONE, "train", 0.5, 16000, 1),
        (f"48_VGGSound_{small.TEST}_000120", small.TEST, "test", 1.5, 48000, 1),
    ]


def test_a_label_may_hold_commas_and_has_no_times(both):
    assert both[0]["events"].to_list() == [
        [{"label": label, "start": None, "end": None}]
        for label in (
            "bird chirping, tweeting",
            "waterfall burbling",
            "people whispering",
            "basketball bounce",
        )
    ]


def test_tags_are_the_super_group_of_the_label_where_it_has_one(both):
    assert both[0]["tags"].to_list() == [["animals"], ["nature"], None, ["sports"]]


def test_the_place_in_the_video_is_kept(both):
    assert json.loads(both[0]["extra"][1]) == {"video": small.TWICE, "begin": 30}


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"clips/{small.LONE}.wav": "no start second in the file name",
        f"clips/{small.LONE}_000050.wav": "in no line of vggsound.csv",
        f"clips/{small.BROKEN}_000010.flac": "unreadable header: Format not recognised",
        f"clips/{small.VIDEO}_000010.mp4": "a video: its sound is to be extracted first",
        "vggsound.csv:5": "label without audio",
    }


def test_the_groups_may_be_done_without(copy):
    (copy / "stat.csv").unlink()
    assert index_corpus(CORPUS, copy)[0]["tags"].null_count() == 4


def test_a_missing_table_is_named_with_its_remedy(copy):
    (copy / "vggsound.csv").unlink()
    with pytest.raises(AudioFlanError, match=r"no 'vggsound\.csv'.*Remedy: it comes with"):
        index_corpus(CORPUS, copy)


def test_an_empty_table_is_named(copy):
    (copy / "vggsound.csv").write_text("", encoding="utf-8")
    with pytest.raises(AudioFlanError, match=r"vggsound\.csv: .*empty.*Remedy: fetch"):
        index_corpus(CORPUS, copy)


def test_a_line_cut_off_costs_its_row_only(copy):
    with (copy / "vggsound.csv").open("a", encoding="utf-8") as table:
        table.write("nnnnnnnnnn6,10,zeb")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.height == 4
    assert dict(rejects.rows())["vggsound.csv:8"] == "no split"


def test_a_line_with_too_many_fields_is_named(copy):
    with (copy / "vggsound.csv").open("a", encoding="utf-8") as table:
        table.write("nnnnnnnnnn6,10,bird chirping, tweeting,train\n")
    with pytest.raises(AudioFlanError, match="5 fields, not 4") as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (copy / "vggsound.csv", 8)


def test_a_table_in_another_encoding_is_named(copy):
    (copy / "vggsound.csv").write_bytes("a,1,b,train\n".encode("utf-16"))
    with pytest.raises(AudioFlanError, match="the table is not in utf-8"):
        index_corpus(CORPUS, copy)


def test_tables_alone_are_no_corpus(copy):
    shutil.rmtree(copy / "clips")
    with pytest.raises(AudioFlanError, match="no clips are here, only tables"):
        index_corpus(CORPUS, copy)
