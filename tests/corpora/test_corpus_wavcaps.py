"""WavCaps: captions, excerpts, derived tags and credits, and what is left out."""

import dataclasses
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import wavcaps as small
from tests.miniatures.sound import write_tone

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("wavcaps")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def with_options(**options: object):
    return dataclasses.replace(CORPUS, options={**CORPUS.options, **options})


def test_an_id_is_one_of_its_subset_and_loses_the_suffix_wav(both):
    assert both[0].select("audio_id", "caption", "path").rows() == [
        (f"52_WavCaps_{subset}_{name}", caption, small.clip(subset, name))
        for subset, name, caption in [
            ("AudioSet_SL", "Y-AbCdEfGhI0", "A man is speaking."),
            ("BBC_Sound_Effects", "NHU05051026", "A bug is stridulating."),
            ("FreeSound", "2219", "A crowd is cheering."),
            ("SoundBible", "2219", "An airplane is landing."),
        ]
    ]


def test_the_length_is_that_of_the_file_and_of_a_long_one_the_middle_is_taken(both):
    assert both[0].select("start", "duration").rows() == [(0, 1), (2, 30), (0, 0.5), (0, 0.75)]


def test_long_recordings_may_be_taken_whole(copy):
    manifest, _ = index_corpus(with_options(longest=None), copy)
    assert manifest["duration"].max() == 34.0


def test_speech_is_told_from_the_caption_and_a_voice_alone_tells_nothing(both):
    assert both[0]["tags"].to_list() == [["speech"], ["nonspeech"], None, ["nonspeech"]]


def test_the_uploader_is_the_group(both):
    assert both[0]["group"].to_list() == [
        "AudioSet_SL/Y-AbCdEfGhI0",
        "BBC_Sound_Effects/NHU05051026",
        "FreeSound/x",
        "SoundBible/Daniel Simion",
    ]


def test_credits_and_keywords_are_kept_whether_a_list_or_the_text_of_one(both):
    assert [json.loads(text) for text in both[0]["extra"][1:3]] == [
        {
            "author": None,
            "title": None,
            "source": "https://sound-effects-media.bbcrewind.co.uk/zip/NHU05051026.wav.zip",
            "keywords": ["Nature", "Children's games"],
        },
        {
            "author": "x",
            "title": "door.wav",
            "source": "/people/x/sounds/2219/",
            "keywords": ["door", "café"],
        },
    ]


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        small.clip("AudioSet_SL", "YeEeEeEeEeE1"): "on a blacklist: others test with it",
        small.clip("FreeSound", "990002"): "on a blacklist: others test with it",
        small.clip("SoundBible", "2300"): "unreadable header: Format not recognised",
        small.clip("SoundBible", "2400"): "no caption in the tables",
        "json_files/BBC_Sound_Effects/bbc_final.json#1": "label without audio",
    }


def test_blacklists_may_be_chosen(copy):
    manifest, _ = index_corpus(with_options(exclude=[]), copy)
    assert manifest.height == 6
    manifest, _ = index_corpus(with_options(exclude=["blacklist_exclude_all_ac"]), copy)
    assert "52_WavCaps_AudioSet_SL_Y-AbCdEfGhI0" not in manifest["audio_id"].to_list()


def test_a_subset_may_be_left_out(copy):
    shutil.rmtree(copy / "Zip_files/FreeSound")
    (copy / "json_files/FreeSound/fsd_final.json").unlink()
    manifest, _ = index_corpus(with_options(subsets=["SoundBible", "AudioSet_SL"]), copy)
    assert manifest["audio_id"].to_list() == [
        "52_WavCaps_AudioSet_SL_Y-AbCdEfGhI0",
        "52_WavCaps_SoundBible_2219",
    ]


def test_folders_may_be_flat_but_have_to_name_the_subset(copy):
    (copy / "audio").mkdir()
    (copy / small.clip("SoundBible", "2219")).parent.rename(copy / "audio/SoundBible")
    write_tone(copy / "audio/2219.flac", 0.5)
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest["path"][-1] == "audio/SoundBible/2219.flac"
    assert dict(rejects.rows())["audio/2219.flac"] == "below no folder of a subset"


@pytest.mark.parametrize("name", ["sb_final.json", "blacklist_exclude_test_ac.json"])
def test_a_missing_table_is_named_with_its_remedy(copy, name):
    next(copy.rglob(name)).unlink()
    with pytest.raises(AudioFlanError, match=rf"no '{name}'.*Remedy: it comes with"):
        index_corpus(CORPUS, copy)


def test_a_pointer_to_a_large_file_is_no_table(copy):
    table = copy / "json_files/FreeSound/fsd_final.json"
    table.write_text("version https://git-lfs.github.com/spec/v1\n", encoding="utf-8")
    with pytest.raises(AudioFlanError, match=r"fsd_final\.json:1: .*unreadable JSON"):
        index_corpus(CORPUS, copy)


def test_json_of_another_shape_is_no_table(copy):
    (copy / "json_files/FreeSound/fsd_final.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(AudioFlanError, match=r"fsd_final\.json: .*not a table of captions"):
        index_corpus(CORPUS, copy)


def test_a_table_in_another_encoding_is_named(copy):
    table = copy / "json_files/FreeSound/fsd_final.json"
    table.write_bytes(table.read_text(encoding="utf-8").encode("latin-1"))
    with pytest.raises(AudioFlanError, match=r"fsd_final\.json: .*unreadable text"):
        index_corpus(CORPUS, copy)


def test_a_table_cut_off_is_named(copy):
    table = copy / "json_files/SoundBible/sb_final.json"
    table.write_bytes(table.read_bytes()[:-40])
    with pytest.raises(AudioFlanError, match=r"sb_final\.json:1: .*unreadable JSON"):
        index_corpus(CORPUS, copy)


def test_captions_without_any_recording_are_all_rejected(copy):
    shutil.rmtree(copy / "Zip_files")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}
