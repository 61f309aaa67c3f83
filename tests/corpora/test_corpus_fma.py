"""FMA: clips with the artist, the album and the licence of their track."""

import json
import shutil
from dataclasses import replace

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import fma

from audioflan.corpora import index_corpus
from audioflan.corpora.fma import _licence
from audioflan.errors import AudioFlanError


@pytest.fixture
def manifest(indexed):
    return indexed("fma")[0]


def test_tracks_are_named_by_six_digits_and_labelled_with_their_artist(manifest):
    assert manifest.select("audio_id", "path", "speaker").rows() == [
        ("21_FMA_000002", "fma_large/000/000002.mp3", "AWOL"),
        ("21_FMA_000003", "fma_large/000/000003.mp3", "AWOL"),
        ("21_FMA_000010", "fma_large/000/000010.mp3", "Kurt Vile"),
        ("21_FMA_155320", "fma_large/155/155320.mp3", "Élan"),
    ]


def test_splits_are_drawn_by_album_and_tracks_without_album_stand_alone(manifest):
    assert manifest["group"].to_list() == ["1", "1", "6", "track 155320"]
    assert manifest["split"][0] == manifest["split"][1]


def test_the_top_genre_is_the_genre(manifest):
    assert manifest["genre"].to_list() == [["Hip-Hop"], None, ["Pop"], ["Rock"]]


def test_each_track_has_its_own_licence_and_that_of_the_corpus_where_none_is_known(manifest):
    assert manifest["licence"].to_list() == [
        "CC-BY-NC-SA-3.0",
        "CC-BY-NC-ND-3.0",
        "LicenseRef-fma",
        "CC0-1.0",
    ]


@pytest.mark.parametrize(
    ("title", "spdx"),
    [
        ("Attribution 3.0 International", "CC-BY-3.0"),
        ("Attribution-ShareAlike 3.0 International", "CC-BY-SA-3.0"),
        ("Attribution-Noncommercial-No Derivative Works 3.0 United States", "CC-BY-NC-ND-3.0"),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0", "CC-BY-NC-ND-4.0"),
        ("CC0 1.0 Universal", "CC0-1.0"),
        ("Attribution-NonCommercial-ShareAlike", None),
        ("Free Art License", None),
        (None, None),
    ],
)
def test_licence_titles_in_all_their_spellings(title, spdx):
    titles = pl.DataFrame({"title": [title]}, schema={"title": pl.String})
    assert titles.select(_licence(pl.col("title"))).item() == spdx


def test_the_official_split_and_the_title_are_kept_beside(manifest):
    assert json.loads(manifest["extra"][1]) == {
        "artist": "1",
        "title": "Age, of",
        "split": "training",
        "subset": "medium",
    }


def test_longer_recordings_give_their_middle(miniature):
    corpus = replace(corpus_of("fma"), options={"excerpt": 1})
    manifest, _ = index_corpus(corpus, miniature("fma"))
    assert manifest.select("start", "duration").rows() == [(0, 1), (0, 1), (0.5, 1), (0, 1)]


def test_what_is_broken_unlisted_nameless_or_unheard_is_rejected(indexed):
    reasons = {item: reason.split(":")[0] for item, reason in indexed("fma")[1].rows()}
    assert reasons == {
        "tracks.csv: track 1440": "label without audio",
        "fma_large/000/000777.mp3": "not listed in tracks.csv",
        "fma_large/080/080015.mp3": "unreadable header",
        "fma_large/115/115235.mp3": "no artist in tracks.csv",
    }


def test_the_folder_of_any_subset_is_read_and_a_track_counts_once(tmp_path):
    fma.build(tmp_path)
    shutil.copytree(tmp_path / "fma_large/000", tmp_path / "fma_small/000")
    manifest, rejects = index_corpus(corpus_of("fma"), tmp_path)
    assert manifest.height == 4
    again = rejects.filter(pl.col("reason").str.contains("belongs to an earlier item"))
    assert again["item"].str.starts_with("fma_small/").all()
    assert again.height == 3


def test_a_missing_table_is_named_with_its_archive(tmp_path):
    fma.build(tmp_path)
    (tmp_path / "fma_metadata/tracks.csv").unlink()
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(corpus_of("fma"), tmp_path)
    assert "fma_metadata.zip" in caught.value.remedy


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "unreadable table"),
        (b",artist\n,name\n", "no column 'artist.id'"),
        (b"<html>not found</html>\n", "no column 'artist.id'"),
        ("x,é\n".encode("latin-1") * 4, "unreadable table"),
    ],
)
def test_what_is_no_such_table_is_named(tmp_path, content, complaint):
    fma.build(tmp_path)
    table = tmp_path / "fma_metadata/tracks.csv"
    table.write_bytes(content)
    with pytest.raises(AudioFlanError, match=complaint) as caught:
        index_corpus(corpus_of("fma"), tmp_path)
    assert caught.value.where == table
    assert caught.value.remedy


def test_a_table_cut_off_at_a_line_loses_the_tracks_behind_it_only(tmp_path):
    fma.build(tmp_path)
    table = tmp_path / "fma_metadata/tracks.csv"
    table.write_bytes(table.read_bytes()[: table.read_bytes().index(b"155320")])
    manifest, rejects = index_corpus(corpus_of("fma"), tmp_path)
    assert manifest.height == 3
    assert rejects.row(-2) == ("fma_large/115/115235.mp3", "not listed in tracks.csv")


def test_an_empty_audio_folder_leaves_labels_without_audio(tmp_path):
    fma.build(tmp_path)
    shutil.rmtree(tmp_path / "fma_large")
    manifest, rejects = index_corpus(corpus_of("fma"), tmp_path)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}
