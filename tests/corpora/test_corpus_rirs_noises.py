"""Room impulse responses and noises: which is which, their rooms, and what is left out."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import rirs_noises as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("rirs_noises")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_the_lists_tell_responses_from_noises_and_name_their_rooms(both):
    rows = both[0].select(pl.col("audio_id").str.strip_prefix("62_RIRS_NOISES_"), "tags", "group")
    assert rows.rows() == [
        (small.RVB_NOISE, ["noise", "isotropic"], "RVB2014_largeroom1"),
        (small.RVB_RIR, ["rir", "real"], "RVB2014_largeroom1"),
        (small.RWCP, ["rir", "real"], "RWCP_m10l.wav"),
        (small.AIR, ["rir", "real"], "air_aula_carolina"),
        ("medium-Room001-00001", ["rir", "simulated"], "medium-Room001"),
        ("noise-free-sound-0000", ["noise", "point-source"], "noise-free-sound-0000"),
        ("noise-free-sound-0001", ["noise", "point-source"], "noise-free-sound-0001"),
        ("small-Room001-00001", ["rir", "simulated"], "small-Room001"),
    ]


def test_a_simulated_room_has_its_measures(both):
    extra = both[0].filter(group="small-Room001")["extra"][0]
    assert json.loads(extra) == {
        "room": "small-Room001",
        "length": 5.2,
        "width": 4.1,
        "height": 2.7,
        "absorption": 0.45,
    }


def test_real_responses_keep_their_channels(both):
    assert both[0].filter(pl.col("channels") == 8)["duration"].to_list() == [0.5, 0.5]


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"{small.REAL}/rir_list:4": "label without audio",
        f"{small.REAL}/noise_list:2": "neither a response nor a noise",
        f"{small.REAL}/unlisted.wav": "in neither rir_list nor noise_list",
        f"{small.POINT}/noise-free-sound-0002.wav": "unreadable header: Format not recognised",
        f"{small.SIMULATED}/mediumroom/room_info:2": "2 fields, not 8",
        f"{small.SIMULATED}/smallroom/room_info:2": "2 fields, not 8",
    }


def test_a_root_inside_the_tree_is_read_alike(miniature, both):
    inside, _ = index_corpus(CORPUS, miniature(CORPUS.id) / small.TOP)
    assert inside["audio_id"].to_list() == both[0]["audio_id"].to_list()
    assert inside["tags"].to_list() == both[0]["tags"].to_list()


def test_the_simulated_part_alone_is_read_alike(copy, tmp_path):
    alone = tmp_path / "alone"
    shutil.copytree(copy / small.SIMULATED, alone / "simulated_rirs_16k")
    for path in alone.rglob("rir_list"):
        text = path.read_text(encoding="ascii").replace(small.SIMULATED, "simulated_rirs_16k")
        path.write_text(text, encoding="ascii")
    manifest, rejects = index_corpus(CORPUS, alone)
    assert manifest["group"].to_list() == ["medium-Room001", "small-Room001"]
    assert set(rejects["reason"]) == {"2 fields, not 8"}


def test_missing_lists_are_named_with_a_remedy(copy):
    for path in copy.rglob("rir_list"):
        path.unlink()
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(CORPUS, copy)
    assert "rir_list" in str(caught.value.where)
    assert caught.value.remedy == "fetch the corpus again"


def test_an_unreadable_list_costs_only_its_own_lines(copy):
    (copy / small.REAL / "rir_list").write_bytes("ä".encode("utf-16"))
    manifest, rejects = index_corpus(CORPUS, copy)
    assert dict(rejects.rows())[f"{small.REAL}/rir_list"].startswith("unreadable text (")
    assert manifest.height == 5


def test_without_audio_every_line_is_rejected(copy):
    for path in copy.rglob("*.wav"):
        path.unlink()
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert rejects.filter(reason="label without audio").height == 8
