"""AudioSet: weak and strong events, classes, captions and splits, and what is left out."""

import dataclasses
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import audioset as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("audioset")
PART = "audios/unbalanced_train_segments/unbalanced_train_segments_part00"
WEAK = {"start": None, "end": None}


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def clips(manifest: pl.DataFrame, column: str) -> dict[str, object]:
    video = pl.col("audio_id").str.extract(r"^09_AudioSet_(.+)_\d+$")
    return dict(manifest.select(video, column).rows())


def test_the_id_is_that_of_the_segment_and_every_way_to_name_a_clip_is_known(both):
    assert both[0].select("audio_id", "path", "duration", "group").rows() == [
        (f"09_AudioSet_{video}_{begin}", path, duration, video)
        for video, begin, path, duration in [
            (small.DASH, 30000, f"audios/eval_segments/Y{small.DASH}.wav", 2.0),
            (small.SHORT, 12500, f"audios/balanced_train_segments/Y{small.SHORT}.wav", 1.0),
            (small.Y, 0, f"audios/eval_segments/{small.Y}.flac", 1.5),
            (small.TALK, 0, f"audios/balanced_train_segments/{small.TALK}_0_10.ogg", 1.0),
            (small.HELD, 130000, f"{PART}/Y{small.HELD}.wav", 1.0),
        ]
    ]


def test_strong_events_are_in_order_of_time_and_count_from_the_clips_start(both):
    assert clips(both[0], "events")[small.DASH] == [
        {"label": "Dog", "start": 0.1, "end": 0.3},
        {"label": "Speech", "start": 0.5, "end": 1.25},
    ]


def test_names_are_joined_by_id_and_the_strong_vocabulary_adds_to_the_weak_one(both):
    assert clips(both[0], "events")[small.SHORT] == [
        {"label": "Bark", "start": 0.0, "end": 0.25},
        {"label": "Firecracker", "start": 0.0, "end": 0.75},
    ]


def test_clips_without_strong_labels_have_events_without_times(both):
    assert clips(both[0], "events")[small.Y] == [
        {"label": "Male speech, man speaking", **WEAK},
        {"label": "Music", **WEAK},
    ]


def test_classes_come_from_the_ontology(both):
    assert clips(both[0], "tags") == {
        small.DASH: ["other", "speech"],
        small.SHORT: ["other"],
        small.Y: ["music", "speech"],
        small.TALK: ["speech"],
        small.HELD: ["silence"],
    }


def test_what_audiocaps_holds_out_is_held_out_but_nothing_leaves_the_test(both):
    assert clips(both[0], "split") == {
        small.DASH: "test",
        small.SHORT: "train",
        small.Y: "test",
        small.TALK: "dev",
        small.HELD: "test",
    }


def test_captions_by_people_go_before_those_by_models(both):
    assert clips(both[0], "caption") == {
        small.DASH: "A man speaks, then a dog barks",
        small.SHORT: None,
        small.Y: "A man sings, and music plays.",
        small.TALK: "A man is talking",
        small.HELD: "Nothing is heard",
    }
    assert json.loads(str(clips(both[0], "extra")[small.TALK])) == {
        "video": small.TALK,
        "begin": 0.0,
        "captions": ["A man is talking", "Someone speaks"],
    }


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"{PART}/Y{small.BROKEN}.wav": "unreadable header: Format not recognised",
        f"{PART}/Ynot_listed9.wav": "in no table of segments",
        f"{PART}/cccccccccc7.mp4": "a video: its sound is to be extracted first",
        f"{PART}/jingle.wav": "no YouTube id in the file name",
        "metadata/unbalanced_train_segments.csv:5": "label without audio",
        "metadata/unbalanced_train_segments.csv:7": "malformed line",
    }


def test_captions_may_be_done_without(copy):
    shutil.rmtree(copy / "dataset")
    (copy / "Dataset/AudioSetCaps_caption.csv").unlink()
    corpus = dataclasses.replace(CORPUS, options={**CORPUS.options, "captions": []})
    manifest, _ = index_corpus(corpus, copy)
    assert manifest["caption"].null_count() == manifest.height
    assert clips(manifest, "split")[small.HELD] == "train"


def test_strong_labels_may_be_done_without(copy):
    shutil.rmtree(copy / "metadata/strong")
    manifest, _ = index_corpus(CORPUS, copy)
    assert clips(manifest, "events")[small.SHORT] == [
        {"label": "Dog", **WEAK},
        {"label": "Bark", **WEAK},
    ]


@pytest.mark.parametrize("name", [*small.TABLES, "ontology.json", "AudioSetCaps_caption.csv"])
def test_a_missing_table_is_named_with_its_remedy(copy, name):
    next(copy.rglob(name)).unlink()
    with pytest.raises(AudioFlanError, match=rf"no '{name}'.*Remedy: it comes with"):
        index_corpus(CORPUS, copy)


def test_a_table_saved_by_a_spreadsheet_program_is_refused(copy):
    table = copy / "metadata/eval_segments.csv"
    table.write_text(f'{small.DASH},30,40,"""/m/09x0r",/m/0bt9lr"""\n', encoding="utf-8")
    with pytest.raises(AudioFlanError) as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (table, 1)
    assert "spreadsheet" in str(caught.value)


def test_a_strong_table_cut_off_is_named_with_its_line(copy):
    table = copy / "metadata/strong/audioset_eval_strong.tsv"
    table.write_text(table.read_text(encoding="utf-8")[:-8], encoding="utf-8")
    with pytest.raises(AudioFlanError, match="malformed line") as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (table, 3)


def test_a_table_in_another_encoding_is_named(copy):
    table = copy / "metadata/eval_segments.csv"
    table.write_bytes(table.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(AudioFlanError, match=r"eval_segments\.csv.*unreadable text"):
        index_corpus(CORPUS, copy)


def test_tables_alone_are_no_corpus(copy):
    shutil.rmtree(copy / "audios")
    with pytest.raises(AudioFlanError, match=r"no clips are here, only tables.*Remedy: put your"):
        index_corpus(CORPUS, copy)


def test_videos_alone_are_no_corpus(copy):
    for path in [path for path in (copy / "audios").rglob("*") if path.suffix != ".mp4"]:
        if path.is_file():
            path.unlink()
    with pytest.raises(AudioFlanError, match=r"the 1 clips here are videos.*Remedy: extract"):
        index_corpus(CORPUS, copy)
