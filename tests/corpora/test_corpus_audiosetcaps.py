"""AudioSetCaps: ids of three subsets, splits that others' tests impose, what is left out."""

import dataclasses
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import audiosetcaps as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("audiosetcaps")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_every_subset_has_ids_and_a_leading_y_belongs_to_the_video_outside_audioset(both):
    assert both[0].select("audio_id", "group", "path").rows() == [
        (f"65_AudioSetCaps_{name}", video, f"clips/{file}")
        for name, video, file in [
            (f"Y{small.PLAIN}", small.PLAIN, f"Y{small.PLAIN}.wav"),
            (f"{small.EIGHT}_84_10", small.EIGHT, f"{small.EIGHT}_84_10.wav"),
            (f"{small.VGG_Y}_000030", small.VGG_Y, f"{small.VGG_Y}_000030.wav"),
            (f"Y{small.CAPS_DEV}", small.CAPS_DEV, f"{small.CAPS_DEV}_0.flac"),
            (f"Y{small.EVAL}", small.EVAL, f"{small.EVAL}.flac"),
            (f"{small.VGG_TEST}_000001", small.VGG_TEST, f"{small.VGG_TEST}_000001.wav"),
        ]
    ]


def test_captions_lose_the_blanks_around_them(both):
    assert both[0]["caption"].to_list() == [
        "A man speaks while water runs.",
        "A guitar is strummed.",
        "A piano is played.",
        "A bird sings.",
        "A bell rings, and a train passes.",
        "A dog barks.",
    ]


def test_what_others_test_with_is_not_trained_on(both):
    assert dict(both[0].select("group", "split").rows()) == {
        small.PLAIN: "train",
        small.EIGHT: "train",
        small.VGG_Y: "train",
        small.CAPS_DEV: "dev",
        small.EVAL: "test",
        small.VGG_TEST: "test",
    }


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        "Dataset/AudioSetCaps_caption.csv:5": "label without audio",
        "Dataset/VGGSound_AudioSetCaps_caption.csv:4": "no id of VGGSound",
        f"clips/{small.VGG_Y}_000099.wav": "no caption for this clip",
        f"clips/Y{small.BROKEN}.wav": "unreadable header: Format not recognised",
    }


def test_a_subset_may_be_chosen(copy):
    (copy / "Dataset/AudioSetCaps_caption.csv").unlink()
    corpus = dataclasses.replace(CORPUS, options={"subsets": ["YouTube-8M"]})
    manifest, _ = index_corpus(corpus, copy)
    assert manifest["caption"].to_list() == ["A guitar is strummed."]


def test_the_second_file_of_a_clip_is_left_out(copy):
    shutil.copytree(copy / "clips", copy / "more")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.height == 6
    assert rejects.filter(pl.col("reason").str.ends_with("belongs to an earlier item")).height == 6


@pytest.mark.parametrize("name", ["eval_segments.csv", "vggsound.csv", "AudioSetCaps_caption.csv"])
def test_a_missing_table_is_named_with_its_remedy(copy, name):
    next(copy.rglob(name)).unlink()
    with pytest.raises(AudioFlanError, match=rf"no '{name}'.*Remedy: it comes with"):
        index_corpus(CORPUS, copy)


def test_a_table_cut_off_costs_its_last_row_only(copy):
    table = copy / "Dataset/YouTube-8M_AudioSetCaps_caption.csv"
    with table.open("a", encoding="utf-8") as end:
        end.write("hhhhhhhhhh8_1")
    _, rejects = index_corpus(CORPUS, copy)
    place = "Dataset/YouTube-8M_AudioSetCaps_caption.csv:3"
    assert dict(rejects.rows())[place] == "no caption"


def test_an_open_quote_is_named_with_its_line(copy):
    table = copy / "Dataset/AudioSetCaps_caption.csv"
    table.write_text('id,caption\nYaaaaaaaaaa9,Rain\nYbbbbbbbbbb9,"A man\n', encoding="utf-8")
    with pytest.raises(AudioFlanError, match="unreadable table") as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (table, 3)


def test_a_table_in_another_encoding_is_named_with_its_line(copy):
    table = copy / "Dataset/AudioSetCaps_caption.csv"
    table.write_bytes("id,caption\nYaaaaaaaaaa9,A caf\xe9\n".encode("latin-1"))
    with pytest.raises(AudioFlanError, match="the table is not in utf-8") as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (table, 2)


def test_tables_alone_are_no_corpus(copy):
    shutil.rmtree(copy / "clips")
    with pytest.raises(AudioFlanError, match="no clips are here, only tables"):
        index_corpus(CORPUS, copy)
