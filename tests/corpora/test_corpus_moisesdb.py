"""MoisesDB: windows of songs that exist as tracks alone."""

import json
import shutil

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures.moisesdb import BAND, BARE, DUO, ROOT, SOLO, TORN

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def both(indexed):
    return indexed("moisesdb")


def clip(manifest, window):
    name = f"38_MoisesDB_{window}"
    return manifest.row(by_predicate=pl.col("audio_id") == name, named=True)


def stems(window):
    return [(part["name"], part["path"].split(f"{BAND}/")[-1]) for part in window["stems"]]


def test_a_song_is_cut_into_windows_as_long_as_its_longest_track(both):
    assert both[0].select("audio_id", "path", "start", "duration").rows() == [
        (f"38_MoisesDB_{BAND}_000", f"{ROOT}/{BAND}/vocals/v1.wav", 0.0, 10.0),
        (f"38_MoisesDB_{BAND}_001", f"{ROOT}/{BAND}/vocals/v1.wav", 10.0, 2.5),
    ]
    assert both[0].select("sample_rate", "channels").unique().rows() == [(4000, 2)]


def test_stems_of_one_name_are_merged_whether_listed_twice_or_in_several_files(both):
    assert stems(clip(both[0], f"{BAND}_000")) == [
        ("vocals", "vocals/v1.wav"),
        ("other keyboards", "other_keys/k1.wav"),
        ("drums", "drums/d1.wav"),
        ("vocals", "vocals/v2.wav"),
        ("sound effects", "other/o1.wav"),
    ]


def test_a_track_that_ends_before_the_window_is_no_part_of_it(both):
    assert stems(clip(both[0], f"{BAND}_001")) == [
        ("vocals", "vocals/v1.wav"),
        ("other keyboards", "other_keys/k1.wav"),
        ("vocals", "vocals/v2.wav"),
    ]


def test_genre_artist_and_title_come_from_the_data(both):
    window = clip(both[0], f"{BAND}_000")
    assert (window["genre"], window["group"]) == (["singer songwriter"], "Nobody")
    assert json.loads(window["extra"]) == {"song": "Demo"}


def test_names_the_reason_of_everything_left_out(both):
    reasons = dict(both[1].rows())
    assert reasons.pop(f"{ROOT}/{TORN}/data.json").startswith("unreadable JSON")
    assert reasons == {
        f"{ROOT}/{BAND}/drums/d2.wav": "unreadable header: Format not recognised",
        f"{ROOT}/{BAND}/drums/d3.wav": "label without audio",
        f"{ROOT}/{BAND}/other/mixdown.wav": "not in data.json",
        f"{ROOT}/{BAND}/other/o2.wav": "label without audio",
        f"{ROOT}/{BARE}/wind/w3.wav": "not in data.json",
        f"{ROOT}/{DUO}#t=0.0,3.0": "1 stems sound to its end; a mixture needs 2",
        f"{ROOT}/{SOLO}#t=0.0,3.0": "1 stems sound to its end; a mixture needs 2",
        f"{ROOT}/{TORN}/wind/w2.wav": "not in data.json",
    }


def test_the_folder_of_the_songs_may_be_the_root(miniature, both):
    manifest, _ = index_corpus(corpus_of("moisesdb"), miniature("moisesdb") / ROOT)
    assert manifest["audio_id"].to_list() == both[0]["audio_id"].to_list()


def test_a_song_in_a_wrong_encoding_is_a_reject_alone(miniature, tmp_path, both):
    copy = shutil.copytree(miniature("moisesdb"), tmp_path / "corpus")
    data = f"{ROOT}/{DUO}/data.json"
    (copy / data).write_bytes('{"song": "Ü"}'.encode("latin-1"))
    manifest, rejects = index_corpus(corpus_of("moisesdb"), copy)
    assert "unreadable" in dict(rejects.rows())[data]
    assert manifest.height == both[0].height


@pytest.mark.parametrize("data", ["{}", '{"stems": [{"tracks": [1]}]}', '{"stems": []}'])
def test_a_song_in_another_form_is_a_reject_alone(miniature, tmp_path, both, data):
    copy = shutil.copytree(miniature("moisesdb"), tmp_path / "corpus")
    (copy / f"{ROOT}/{DUO}/data.json").write_text(data)
    manifest, rejects = index_corpus(corpus_of("moisesdb"), copy)
    reason = dict(rejects.rows())[f"{ROOT}/{DUO}/data.json"]
    assert reason == "no tracks in the form of MoisesDB"
    assert manifest.height == both[0].height


def test_a_folder_without_songs_is_refused(tmp_path):
    with pytest.raises(AudioFlanError, match="nothing found"):
        index_corpus(corpus_of("moisesdb"), tmp_path)
