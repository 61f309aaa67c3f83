"""Parallel Audiobook Corpus: the same sentences by many readers, in Kaldi tables."""

import shutil

import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures.parallel_audiobook_corpus import EMMA, HUCK

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def both(indexed):
    return indexed("parallel_audiobook_corpus")


@pytest.fixture
def clips(both):
    prefix = "44_ParallelAudiobookCorpus_"
    return {row["audio_id"].removeprefix(prefix): row for row in both[0].to_dicts()}


def test_a_sentence_is_shared_by_its_readers_and_a_reader_by_the_books(clips):
    columns = ("speaker", "group", "gender", "sentence")
    assert {name: tuple(clip[key] for key in columns) for name, clip in clips.items()} == {
        "emma_ekl_chp01_utt001": ("ekl", "ekl", "female", "emma_chp01_utt001"),
        "emma_ekl_chp01_utt002": ("ekl", "ekl", "female", "emma_chp01_utt002"),
        "emma_ekl_chp01_utt003": ("ekl", "ekl", "female", "emma_chp01_utt003"),
        "emma_ekl_chp01_utt004": ("ekl", "ekl", "female", "emma_chp01_utt004"),
        "emma_msm_chp01_utt001": ("msm", "msm", "male", "emma_chp01_utt001"),
        "huck_msm_chp01_utt001": ("msm", "msm", "male", "huck_chp01_utt001"),
    }


def test_the_printed_text_goes_before_the_clean_one_whatever_stands_between(clips):
    assert {name: clip["text"] for name, clip in clips.items()} == {
        "emma_ekl_chp01_utt001": "Emma Woodhouse, handsome, clever, and rich.",
        "emma_ekl_chp01_utt002": "“Poor Miss Taylor!”",
        "emma_ekl_chp01_utt003": "it is clean only",
        "emma_ekl_chp01_utt004": None,
        "emma_msm_chp01_utt001": "Emma Woodhouse, handsome, clever, and rich.",
        "huck_msm_chp01_utt001": "You don't know about me.",
    }


def test_headers_give_rate_and_seconds(clips):
    facts = {(clip["sample_rate"], clip["channels"], clip["duration"]) for clip in clips.values()}
    assert facts == {(22050, 1, 0.5)}
    assert {clip["language"] for clip in clips.values()} == {"en"}


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        "chapter_data/emma/wav/various/chapter01.wav": (
            "a whole chapter: its folder has no txt.punc or txt.clean"
        ),
        f"{EMMA}/txt.punc:3": "line without a value",
        f"{EMMA}/wav/ekl/chp01_utt005.wav": "label without audio",
        f"{EMMA}/wav/xyz/chp01_utt001.wav": "unreadable header: Format not recognised",
    }


def test_a_table_in_another_encoding_is_a_reject_and_the_other_text_stands_in(miniature, tmp_path):
    shutil.copytree(miniature("parallel_audiobook_corpus"), tmp_path, dirs_exist_ok=True)
    path = tmp_path / EMMA / "txt.punc"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    manifest, rejects = index_corpus(corpus_of("parallel_audiobook_corpus"), tmp_path)
    assert dict(rejects.rows())[f"{EMMA}/txt.punc"].startswith("unreadable text")
    assert manifest["text"][0] == "emma woodhouse handsome clever and rich"


def test_without_tables_of_speakers_only_their_facts_are_lost(miniature, tmp_path):
    shutil.copytree(miniature("parallel_audiobook_corpus"), tmp_path, dirs_exist_ok=True)
    for name in ("spk2gender", "spk2utt"):
        (tmp_path / HUCK / name).unlink()
    manifest, _ = index_corpus(corpus_of("parallel_audiobook_corpus"), tmp_path)
    assert manifest.height == 6
    assert manifest["gender"].null_count() == 1


def test_without_recordings_every_listed_reading_is_a_reject(miniature, tmp_path):
    shutil.copytree(miniature("parallel_audiobook_corpus"), tmp_path, dirs_exist_ok=True)
    for folder in tmp_path.rglob("wav"):
        shutil.rmtree(folder)
    manifest, rejects = index_corpus(corpus_of("parallel_audiobook_corpus"), tmp_path)
    assert manifest.is_empty()
    assert rejects["reason"].to_list().count("label without audio") == 7


def test_the_package_of_chapters_alone_is_refused(miniature, tmp_path):
    source = miniature("parallel_audiobook_corpus") / "chapter_data"
    shutil.copytree(source, tmp_path, dirs_exist_ok=True)
    with pytest.raises(AudioFlanError, match=r"no txt\.punc.*unpack the segmented package"):
        index_corpus(corpus_of("parallel_audiobook_corpus"), tmp_path)
