"""LibriMix: who speaks in a mixture, what it is made of, and what is left out."""

import dataclasses
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import librimix as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("librimix")
NAME = pl.col("audio_id").str.strip_prefix("31_LibriMix_")
ROWS = [f"{small.TRIO}_s1", f"{small.TRIO}_s2", f"{small.TRIO}_s3"]
ROWS += [f"{small.PAIR}_s1", f"{small.PAIR}_s2"]
SPEECH = "LibriSpeech/dev-clean"


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def with_options(**options):
    return dataclasses.replace(CORPUS, options={**CORPUS.options, **options})


def test_every_speaker_of_a_mixture_is_a_clip(both):
    assert both[0].select(NAME, "speaker", "gender", "split").rows() == [
        (ROWS[0], "103", "female", "train"),
        (ROWS[1], "104", "male", "train"),
        (ROWS[2], "105", "female", "train"),
        (ROWS[3], "3536", "female", "dev"),
        (ROWS[4], "1673", "male", "dev"),
    ]
    assert both[0]["group"].to_list() == both[0]["speaker"].to_list()


def test_a_clip_is_the_clean_recording_and_its_stems_are_what_is_mixed(both):
    first, second = both[0].tail(2).to_dicts()
    stems = [
        {"name": "3536", "path": f"{SPEECH}/3536/8226/3536-8226-0026.flac"},
        {"name": "1673", "path": f"{SPEECH}/1673/143397/1673-143397-0009.flac"},
    ]
    assert first["stems"] == second["stems"] == stems
    assert (first["path"], second["path"]) == (stems[0]["path"], stems[1]["path"])
    assert json.loads(first["extra"]) == {"mixture": small.PAIR, "gains": [0.7925, 0.2142]}


def test_recordings_stay_whole_and_keep_their_transcripts(both):
    assert both[0].select("duration", "text", "licence").rows()[3:] == [
        (1.0, "HE SAID SO", "CC-BY-4.0"),
        (0.75, "ALEXANDRIA", "CC-BY-4.0"),
    ]
    assert both[0]["text"].null_count() == 3


def test_a_mixture_may_end_with_its_shortest_recording(miniature):
    manifest, _ = index_corpus(with_options(shortest=True), miniature(CORPUS.id))
    assert manifest["duration"].to_list()[3:] == [0.75, 0.75]
    assert manifest["text"].null_count() == manifest.height


def test_names_the_reason_of_everything_left_out(both):
    table = f"{small.TWO}/libri2mix_dev-clean.csv"
    gone = "'dev-clean/3536/8226/3536-8226-9999.flac' is not here"
    broken = "dev-clean/3536/8226/3536-8226-0027.flac: unreadable header: Format not recognised"
    assert dict(both[1].rows()) == {
        f"{table}:3#s1": gone,
        f"{table}:3#s2": gone,
        f"{table}:4#s1": broken,
        f"{table}:4#s2": broken,
        f"{table}:5#s1": "3 fields, not 7",
        f"{table}:5#s2": "3 fields, not 7",
        f"{SPEECH}/3536/8226/3536-8226-0028.flac": "in no mixture",
    }


def test_noise_is_one_more_stem_and_changes_the_terms(copy):
    small.write_noise(copy)
    manifest, rejects = index_corpus(with_options(noise=True), copy)
    assert manifest.select(NAME).to_series().to_list() == ROWS[3:]
    assert manifest["stems"][0].to_list()[2] == {
        "name": "noise",
        "path": f"wham_noise/{small.NOISE}",
    }
    assert json.loads(manifest["extra"][0])["gains"] == [0.7925, 0.2142, 1.1114]
    assert manifest["licence"].to_list() == ["CC-BY-NC-4.0"] * 2
    assert "'tr/a_sp08.wav' is not here" in rejects["reason"].to_list()


def test_the_number_of_speakers_can_be_chosen(miniature):
    manifest, _ = index_corpus(with_options(speakers=[3]), miniature(CORPUS.id))
    assert manifest.select(NAME).to_series().to_list() == ROWS[:3]


def test_the_tree_of_the_official_generator_is_read_without_recipes(tmp_path):
    small.write_made(tmp_path)
    manifest, rejects = index_corpus(CORPUS, tmp_path)
    made = "Libri2Mix/wav16k/min/dev"
    assert manifest.select(NAME, "path", "speaker", "split", "duration").rows() == [
        (ROWS[3], f"{made}/s1/{small.PAIR}.wav", "3536", "dev", 0.75),
        (ROWS[4], f"{made}/s2/{small.PAIR}.wav", "1673", "dev", 0.75),
    ]
    assert manifest["stems"][0].to_list() == [
        {"name": "3536", "path": f"{made}/s1/{small.PAIR}.wav"},
        {"name": "1673", "path": f"{made}/s2/{small.PAIR}.wav"},
    ]
    assert json.loads(manifest["extra"][0])["gains"] == [1.0, 1.0]
    assert rejects.is_empty()


def test_of_two_forms_of_a_mixture_one_is_used(tmp_path):
    small.write_made(tmp_path, ("min", "max"))
    manifest, rejects = index_corpus(with_options(noise=True), tmp_path)
    assert manifest["path"].str.contains("/max/").all()
    assert manifest["stems"].list.len().to_list() == [3, 3]
    assert rejects["reason"].str.ends_with("belongs to an earlier item").all()


def test_missing_recipes_are_named_with_a_remedy(copy):
    shutil.rmtree(copy / "metadata")
    with pytest.raises(AudioFlanError, match="there is no recipe") as caught:
        index_corpus(CORPUS, copy)
    assert str(caught.value.where).endswith("-clean.csv")
    assert caught.value.remedy == "fetch the corpus again"


def test_what_else_lies_beside_the_recipes_is_no_recipe(copy, both):
    (copy / small.TWO / "Storage_info.txt").write_text("430 GB\n", encoding="ascii")
    other = copy / "metadata/LibriSpeech/dev-clean.csv"
    other.parent.mkdir()
    other.write_text("speaker_ID,sex,subset,length,origin_path\n", encoding="ascii")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.equals(both[0])
    assert rejects.equals(both[1])


def test_a_recipe_of_another_form_is_named(copy):
    table = copy / small.TWO / "libri2mix_dev-clean.csv"
    table.write_text("mixture_ID;source_1_path\n", encoding="ascii")
    with pytest.raises(AudioFlanError, match="no column 'mixture_ID'") as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (table, 1)


def test_an_unreadable_transcript_costs_only_its_own_texts(copy):
    path = copy / f"{SPEECH}/3536/8226/3536-8226.trans.txt"
    path.write_bytes("ä".encode("utf-16"))
    manifest, _ = index_corpus(CORPUS, copy)
    assert manifest["text"].to_list()[3:] == [None, "ALEXANDRIA"]


def test_without_audio_every_line_is_rejected(copy):
    shutil.rmtree(copy / "LibriSpeech")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert rejects.height == 11
