"""VocalSet: techniques by folder, whatever the file is called."""

import json
import shutil

import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import vocalset

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def both(indexed):
    return indexed("vocalset")


@pytest.fixture
def copy(miniature, tmp_path):
    return shutil.copytree(miniature("vocalset"), tmp_path / "corpus")


def values(manifest, name):
    names = manifest["path"].str.strip_prefix("FULL/").str.strip_suffix(".wav")
    return dict(zip(names, manifest[name], strict=True))


def test_the_folder_names_the_technique_and_not_the_file(both):
    assert values(both[0], "technique") == {
        "female1/arpeggios/belt/f1_arpeggios_belt_c_a": "belt",
        "female1/arpeggios/lip_trill/lip_trill_arps": "lip trill",
        "female1/excerpts/trillo/f1_row_trillo": "trillo",
        "female2/arpeggios/straight/f2_arepggios_straight_e": "straight",
        "female2/scales/slow_forte/scales_f_sow_forte": "slow forte",
        "female2/scales/vibrato/f2_scales_vibrato_a": "vibrato",
        "female2/scales/vibrato/f2_scales_vibrato_a(1)": "vibrato",
        "female7/long_tones/trillo/f7_ long_trillo_i": "trillo",
        "male1/excerpts/vibrato/caro_vibrato": "vibrato",
        "male1/scales/straight/m1_straight_tone_scales_u": "straight",
        "male4/excerpts/spoken/m4_ row_spoken": "spoken",
        "male10/excerpts/vibrato/caro_vibrato": "vibrato",
    }


def test_ids_are_file_names_and_take_their_place_in_where_the_singer_lacks(both):
    ids = values(both[0], "audio_id")
    prefix = "51_VocalSet_"
    assert ids["female2/scales/vibrato/f2_scales_vibrato_a"] == f"{prefix}f2_scales_vibrato_a"
    assert ids["female2/scales/vibrato/f2_scales_vibrato_a(1)"] == f"{prefix}f2_scales_vibrato_a_1_"
    assert ids["female7/long_tones/trillo/f7_ long_trillo_i"] == f"{prefix}f7__long_trillo_i"
    assert ids["male1/excerpts/vibrato/caro_vibrato"] == f"{prefix}m1_excerpts_vibrato_caro_vibrato"
    assert (
        ids["male10/excerpts/vibrato/caro_vibrato"] == f"{prefix}m10_excerpts_vibrato_caro_vibrato"
    )


def test_singers_keep_to_one_official_split(both):
    singers = both[0].select("speaker", "gender", "group", "split").unique().sort("speaker")
    assert singers.rows() == [
        ("female1", "female", "female1", "train"),
        ("female2", "female", "female2", "test"),
        ("female7", "female", "female7", "train"),
        ("male1", "male", "male1", "train"),
        ("male10", "male", "male10", "test"),
        ("male4", "male", "male4", "train"),
    ]


def test_exercise_and_vowel_are_kept(both):
    extra = {name: json.loads(value) for name, value in values(both[0], "extra").items()}
    assert extra["female2/scales/vibrato/f2_scales_vibrato_a(1)"] == {
        "exercise": "scales",
        "vowel": "a",
    }
    assert extra["male4/excerpts/spoken/m4_ row_spoken"] == {
        "exercise": "excerpts",
        "vowel": None,
    }


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        "FULL/female1/scales/yodel/f1_scales_yodel_a.wav": "options.techniques has no 'yodel'",
        "FULL/female1/warm_up.wav": "not in <singer>/<exercise>/<technique>",
        "FULL/male1/scales/belt/m1_scales_belt_o.wav": ("unreadable header: Format not recognised"),
        "FULL/male99/scales/belt/m99_scales_belt_a.wav": (
            "the singer is in neither list of singers"
        ),
    }


def test_the_archive_with_every_recording_three_times_gives_the_same_clips(tmp_path, both):
    vocalset.build_second(tmp_path)
    manifest, rejects = index_corpus(corpus_of("vocalset"), tmp_path)
    columns = ("audio_id", "technique", "split")
    assert manifest.select(columns).equals(both[0].select(columns))
    assert rejects["reason"].sort().equals(both[1]["reason"].sort())


@pytest.mark.parametrize("name", ["train_singers_technique.txt", "test_singers_technique.txt"])
def test_a_missing_list_of_singers_is_named(copy, name):
    (copy / name).unlink()
    with pytest.raises(AudioFlanError, match="missing") as caught:
        index_corpus(corpus_of("vocalset"), copy)
    assert caught.value.where.name == name


def test_a_list_in_a_wrong_encoding_is_named(copy):
    (copy / "train_singers_technique.txt").write_bytes("female1\n".encode("utf-16"))
    with pytest.raises(AudioFlanError, match="unreadable text") as caught:
        index_corpus(corpus_of("vocalset"), copy)
    assert caught.value.where.name == "train_singers_technique.txt"


def test_a_list_cut_short_rejects_its_singers_alone(copy):
    (copy / "test_singers_technique.txt").write_text("female2\nmal")
    manifest, rejects = index_corpus(corpus_of("vocalset"), copy)
    place = "FULL/male10/excerpts/vibrato/caro_vibrato.wav"
    assert dict(rejects.rows())[place] == "the singer is in neither list of singers"
    assert manifest.height == len(vocalset.RECORDINGS) - 1


def test_a_folder_without_recordings_is_refused(copy):
    shutil.rmtree(copy / "FULL")
    with pytest.raises(AudioFlanError, match="nothing found"):
        index_corpus(corpus_of("vocalset"), copy)
