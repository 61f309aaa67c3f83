"""CCOM-HuQin: single tones by technique, and excerpts with notes and technique spans."""

import shutil

import pytest
from polars.testing import assert_frame_equal
from tests.corpora.helpers import corpus_of
from tests.miniatures import ccom_huqin
from tests.miniatures.ccom_huqin import TOP

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

PIECE = f"{TOP}/Excerpts/Erhu-1/Henan_Xiao_Qu-part1/Henan_Xiao_Qu-part1"


@pytest.fixture
def manifest(indexed):
    return indexed("ccom_huqin")[0]


def test_the_folders_of_a_tone_are_its_instrument_player_and_technique(manifest):
    assert manifest.select("audio_id", "instruments", "speaker", "technique").rows() == [
        ("10_CCOM-HuQin_AltoBanhu_DunG_1_1_8_1_1_1_1_1_1", ["alto banhu"], "AltoBanhu", "dungong"),
        ("10_CCOM-HuQin_Erhu-1_Henan_Xiao_Qu-part1", ["erhu"], "Erhu-1", None),
        ("10_CCOM-HuQin_Erhu-1_Vibrato_2_1_8_1_1_1_1_1_1", ["erhu"], "Erhu-1", "vibrato"),
        ("10_CCOM-HuQin_Erhu-2_Vibrato_2_1_8_1_1_1_1_1_1", ["erhu"], "Erhu-2", "vibrato"),
        ("10_CCOM-HuQin_Gaohu_DaJiG_5_1_8_1_1_1_1_1_1", ["gaohu"], "Gaohu", "da jigong"),
        ("10_CCOM-HuQin_Gaohu_Plain", ["gaohu"], "Gaohu", None),
    ]


def test_recordings_of_32_bit_integers_and_floats_are_both_read(manifest):
    facts = manifest.select("duration", "sample_rate", "channels").unique().sort("duration").rows()
    assert facts == [(0.25, 48000, 1), (1.5, 48000, 1)]


def test_splits_are_drawn_by_recording(manifest):
    assert manifest["group"].to_list() == manifest["path"].to_list()


def test_notes_come_from_the_table_without_header_and_silent_ones_are_left_out(manifest):
    assert manifest["notes"][1].to_list() == [
        {"start": 0.1, "end": 0.5, "pitch": 69},
        {"start": 0.5, "end": 0.8, "pitch": 70},
    ]


def test_technique_spans_come_from_the_table_with_header_under_the_names_of_the_tones(manifest):
    assert manifest["events"][1].to_list() == [
        {"label": "portamento", "start": 0.1, "end": 0.5},
        {"label": "vibrato", "start": 0.5, "end": 0.8},
    ]


def test_an_excerpt_without_tables_has_neither(manifest):
    assert manifest.select("notes", "events").row(5) == (None, None)


def test_what_is_broken_lonely_or_elsewhere_is_rejected(indexed):
    assert dict(indexed("ccom_huqin")[1].rows()) == {
        f"{TOP}/SinglePT/Gaohu/DaJiG/5_1_8_1_1_1_1_1_2.wav": (
            "unreadable header: Format not recognised"
        ),
        f"{TOP}/Excerpts/Gaohu/Lost/Lost-onset.csv": "label without audio",
        f"{TOP}/demo.wav": "neither in SinglePT nor in Excerpts",
    }


@pytest.mark.parametrize(
    ("suffix", "content", "reason"),
    [
        ("-onset.csv", b"0.1,440\n", "Henan_Xiao_Qu-part1-onset.csv:1: 2 fields, not 3"),
        ("-onset.csv", b"0.1,440,1\nx,440,1\n", "Henan_Xiao_Qu-part1-onset.csv:2: "),
        ("-PT.csv", b"onset,f0\n0.1,440\n", "Henan_Xiao_Qu-part1-PT.csv:2: 2 fields, not 7"),
        ("-PT.csv", "曲\n".encode("gb2312"), "Henan_Xiao_Qu-part1-PT.csv: unreadable text"),
    ],
)
def test_a_damaged_table_is_rejected_with_its_line_and_its_excerpt_kept(
    tmp_path, suffix, content, reason
):
    ccom_huqin.build(tmp_path)
    (tmp_path / f"{PIECE}{suffix}").write_bytes(content)
    manifest, rejects = index_corpus(corpus_of("ccom_huqin"), tmp_path)
    assert dict(rejects.rows())[f"{PIECE}{suffix}"].startswith(reason)
    assert manifest.height == 6


def test_the_tones_alone_are_enough(tmp_path, manifest):
    ccom_huqin.build(tmp_path)
    shutil.rmtree(tmp_path / TOP / "Excerpts")
    alone, _ = index_corpus(corpus_of("ccom_huqin"), tmp_path)
    tones = manifest.filter(manifest["technique"].is_not_null())
    assert_frame_equal(alone, tones)


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(AudioFlanError, match="nothing found") as caught:
        index_corpus(corpus_of("ccom_huqin"), tmp_path)
    assert caught.value.where == tmp_path
