"""MTG-Jamendo: tracks with tags of three categories, in the official splits."""

import json
import shutil
from dataclasses import replace

import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import mtg_jamendo

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

LISTS = "data/splits/split-0"


@pytest.fixture
def manifest(indexed):
    return indexed("mtg_jamendo")[0]


def test_tracks_are_in_the_split_of_their_list_and_grouped_by_artist(manifest):
    assert manifest.select("audio_id", "split", "group").rows() == [
        ("39_MTG-Jamendo_track_0000214", "test", "artist_000014"),
        ("39_MTG-Jamendo_track_0000948", "train", "artist_000087"),
        ("39_MTG-Jamendo_track_0000950", "dev", "artist_000089"),
        ("39_MTG-Jamendo_track_0009999", "train", "artist_000123"),
        ("39_MTG-Jamendo_track_1009600", "train", "artist_000123"),
    ]


def test_ragged_lines_give_every_tag_of_each_category_without_carriage_returns(manifest):
    assert manifest.select("genre", "instruments", "mood").rows() == [
        (["punk rock"], None, None),
        (None, None, ["background"]),
        (["ambient"], None, ["dark"]),
        (["hip hop", "dub"], ["electric guitar"], ["calm"]),
        (None, ["piano"], None),
    ]


def test_all_tags_together_are_the_tags(manifest):
    assert manifest["tags"][3].to_list() == ["hip hop", "dub", "electric guitar", "calm"]


def test_the_low_quality_file_is_found_though_the_table_names_the_other(manifest):
    assert manifest["path"][0] == "audio/14/214.low.mp3"


def test_the_high_quality_file_is_found_as_well(tmp_path):
    mtg_jamendo.build(tmp_path)
    low = tmp_path / "audio/14/214.low.mp3"
    low.rename(low.with_name("214.mp3"))
    manifest, _ = index_corpus(corpus_of("mtg_jamendo"), tmp_path)
    assert manifest["path"][0] == "audio/14/214.mp3"


def test_tracks_have_their_own_licence_and_that_of_the_corpus_where_none_is_listed(manifest):
    assert manifest["licence"].to_list() == [
        "LicenseRef-mtg-jamendo",
        "CC-BY-NC-SA-3.0",
        "CC-BY-NC-ND-3.0",
        "CC-BY-3.0",
        "LicenseRef-mtg-jamendo",
    ]


def test_the_licence_list_is_not_needed(tmp_path):
    mtg_jamendo.build(tmp_path)
    (tmp_path / "audio_licenses.txt").unlink()
    manifest, _ = index_corpus(corpus_of("mtg_jamendo"), tmp_path)
    assert set(manifest["licence"]) == {"LicenseRef-mtg-jamendo"}


def test_the_middle_of_a_long_track_is_taken(miniature):
    corpus = corpus_of("mtg_jamendo")
    shorter = replace(corpus, options={**corpus.options, "excerpt": 1})
    whole = replace(corpus, options={**corpus.options, "excerpt": None})
    for options, expected in ((shorter, (0.5, 1.0)), (whole, (0.0, 2.0))):
        manifest, _ = index_corpus(options, miniature("mtg_jamendo"))
        assert set(manifest.select("start", "duration").rows()) == {expected}


def test_another_official_split_may_be_chosen(miniature):
    corpus = corpus_of("mtg_jamendo")
    other = replace(corpus, options={**corpus.options, "split": 1})
    manifest, _ = index_corpus(other, miniature("mtg_jamendo"))
    assert manifest["split"].to_list() == ["dev", "train", "test", "train", "train"]


def test_artist_and_album_are_kept(manifest):
    assert json.loads(manifest["extra"][0]) == {"artist": "artist_000014", "album": "album_000031"}


def test_tracks_in_no_list_and_lines_without_recording_are_rejected(indexed):
    reasons = {item: reason.split(":")[0] for item, reason in indexed("mtg_jamendo")[1].rows()}
    assert reasons == {
        f"{LISTS}/autotagging-train.tsv:5": "label without audio",
        "audio/00/100.low.mp3": "in no list of split-0",
        "audio/55/555.low.mp3": "unreadable header",
    }


def test_a_cut_off_table_loses_the_last_line_only_and_names_it(tmp_path):
    mtg_jamendo.build(tmp_path)
    table = tmp_path / LISTS / "autotagging-train.tsv"
    table.write_bytes(table.read_bytes()[:-30])
    manifest, rejects = index_corpus(corpus_of("mtg_jamendo"), tmp_path)
    assert manifest.height == 5
    assert (f"{LISTS}/autotagging-train.tsv:6", "no track with tags") in rejects.rows()


def test_a_missing_table_is_named_with_its_archive(tmp_path):
    mtg_jamendo.build(tmp_path)
    (tmp_path / LISTS / "autotagging-validation.tsv").unlink()
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(corpus_of("mtg_jamendo"), tmp_path)
    assert "data.zip" in caught.value.remedy


def test_a_table_in_another_encoding_is_rejected_by_name_and_the_others_are_read(tmp_path):
    mtg_jamendo.build(tmp_path)
    table = tmp_path / LISTS / "autotagging-test.tsv"
    table.write_bytes(table.read_bytes().decode().encode("utf-16"))
    manifest, rejects = index_corpus(corpus_of("mtg_jamendo"), tmp_path)
    reasons = dict(rejects.rows())
    assert reasons[f"{LISTS}/autotagging-test.tsv"].startswith("unreadable text")
    assert reasons["audio/14/214.low.mp3"] == "in no list of split-0"
    assert manifest.height == 4


def test_an_empty_audio_folder_leaves_labels_without_audio(tmp_path):
    mtg_jamendo.build(tmp_path)
    shutil.rmtree(tmp_path / "audio")
    manifest, rejects = index_corpus(corpus_of("mtg_jamendo"), tmp_path)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}
