"""CompMusic (Saraga): windows of recordings, captions of what is known, and what is left out."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import compmusic as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("compmusic")


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("compmusic")
    small.build(folder)
    return folder


@pytest.fixture(scope="module")
def both(root) -> tuple[pl.DataFrame, pl.DataFrame]:
    return index_corpus(CORPUS, root)


@pytest.fixture
def copy(root, tmp_path) -> Path:
    return shutil.copytree(root, tmp_path / "copy")


def test_recordings_are_cut_into_windows_grouped_by_artist(both):
    assert both[0].select("audio_id", "start", "group").rows() == [
        ("12_CompMusic_11111111-a_000", 0.0, "A. Singer"),
        ("12_CompMusic_11111111-a_001", 30.0, "A. Singer"),
        ("12_CompMusic_11111111-a_002", 60.0, "A. Singer"),
        ("12_CompMusic_22222222-b_000", 0.0, "A. Singer"),
        ("12_CompMusic_33333333-c_000", 0.0, "B. Player"),
        ("12_CompMusic_33333333-c_001", 30.0, "B. Player"),
    ]
    assert both[0]["duration"].round(1).to_list() == [30.0, 30.0, 13.0, 12.0, 30.0, 30.0]


def test_the_mix_is_found_whatever_its_name(both):
    paths = both[0]["path"].unique(maintain_order=True).to_list()
    assert paths == [f"{small.KRITI}.mp3.mp3", f"{small.GANGE}.mp3", f"{small.THUMRI}.mp3.mp3"]


def test_captions_say_what_is_known_and_leave_the_rest_out(both):
    kriti = (
        "Carnatic music, a Kriti in raga Kamboji, tala Rupaka, for voice and mridangam, "
        "at 78 beats a minute"
    )
    thumri = "Hindustani music, a Thumri in raga Bhairabi, vilambit laya, for voice"
    assert both[0]["caption"].to_list() == [
        f"{kriti}. The section is Pallavi.",
        f"{kriti}.",
        f"{kriti}. The section is Caraṇam.",
        "Carnatic music, for voice and mridangam.",
        f"{thumri}, at 60 beats a minute. The section is Ālāp.",
        f"{thumri}, at 120 beats a minute. The section is Khyāl (drut, ēktāl).",
    ]


def test_tempo_is_that_of_the_recording_or_of_the_section(both):
    assert both[0]["tempo"].to_list() == [77.5, 77.5, 77.5, None, 60.2, 120.4]


def test_tradition_and_instruments_are_labels_the_lead_first(both):
    assert both[0]["genre"].to_list() == [["Carnatic"]] * 4 + [["Hindustani"]] * 2
    assert both[0]["instruments"].to_list() == [["Voice", "Mridangam"]] * 4 + [["Voice"]] * 2
    assert json.loads(both[0]["extra"][0]) == {
        "title": "Made Up Kriti",
        "artist": "A. Singer",
        "raga": ["Kamboji"],
        "tala": ["Rupaka"],
        "section": "Pallavi",
    }


def test_names_the_reason_of_everything_left_out(both):
    reasons = dict(both[1].rows())
    assert reasons.pop(f"{small.BARE}.json").startswith("unreadable JSON (")
    assert reasons.pop(f"{small.TORN}.mp3.mp3").startswith("unreadable header: ")
    assert reasons == {
        f"{small.BARE}.mp3.mp3": "no metadata beside it",
        f"{small.GANGE}.sections-manual-p.txt:1": "no section: start, number, duration, name",
        f"{small.GANGE}.sections-manual-p.txt:2": "no section: start, number, duration, name",
        small.GONE.rpartition("/")[0] + "/": "label without audio",
        f"{small.LONE}.mp3.mp3": "no metadata beside it",
        f"{small.TWICE}.mp3.mp3": "several mixes in one folder",
        f"{small.TWICE} again.mp3": "several mixes in one folder",
    }


def test_every_annotation_may_be_missing_empty_or_unreadable(copy):
    (copy / f"{small.KRITI}.tempo-manual.txt").unlink()
    (copy / f"{small.KRITI}.sections-manual-p.txt").write_text("-1\n")
    (copy / f"{small.THUMRI}.tempo-manual.txt").write_text("60.2, 0.996\n")
    (copy / f"{small.THUMRI}.sections-manual-p.txt").write_bytes("0,1,9,Ālāp".encode("utf-16"))
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest["tempo"].null_count() == 6
    assert not manifest["caption"].str.contains("section").any()
    reasons = dict(rejects.rows())
    assert reasons[f"{small.THUMRI}.tempo-manual.txt:1"] == "no tempo: 5 or 6 numbers"
    assert "unreadable text" in reasons[f"{small.THUMRI}.sections-manual-p.txt"]


def test_a_tree_of_annotations_alone_has_no_clips(copy):
    for file in copy.rglob("*.mp3"):
        file.unlink()
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert rejects["reason"].to_list().count("label without audio") == 6


def test_an_empty_folder_is_named(tmp_path):
    with pytest.raises(AudioFlanError, match="nothing found") as caught:
        index_corpus(CORPUS, tmp_path)
    assert caught.value.where == tmp_path
