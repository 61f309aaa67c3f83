"""GTZAN-Rhythm: excerpts with tempo, beats and genre."""

import shutil

import pytest
import soundfile
from tests.corpora.helpers import corpus_of
from tests.miniatures import gtzan_rhythm
from tests.miniatures.gtzan_rhythm import LABELS

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def manifest(indexed):
    return indexed("gtzan_rhythm")[0]


def test_labels_are_joined_whose_names_have_underscores_for_dots(manifest):
    assert manifest.select("audio_id", "path", "tempo").rows() == [
        ("26_GTZAN-Rhythm_blues_00000", "genres/blues/blues.00000.wav", 80.0),
        ("26_GTZAN-Rhythm_hiphop_00007", "genres/hiphop/hiphop.00007.wav", 100.0),
        ("26_GTZAN-Rhythm_jazz_00014", "genres/jazz/jazz.00014.wav", 120.0),
        ("26_GTZAN-Rhythm_reggae_00002", "genres/reggae/reggae.00002.wav", 160.0),
        ("26_GTZAN-Rhythm_reggae_00086", "genres/reggae/reggae.00086.wav", None),
    ]


def test_beats_have_their_position_in_the_bar(manifest):
    assert manifest["beats"][0].to_list() == [
        {"time": 0.113, "position": 1},
        {"time": 0.829, "position": 2},
        {"time": 1.537, "position": 3},
    ]


def test_beats_without_downbeats_have_no_position(manifest):
    assert manifest["beats"][2].to_list() == [
        {"time": 0.91, "position": None},
        {"time": 1.862, "position": None},
    ]


def test_beats_past_the_end_of_the_recording_are_left_out(manifest):
    assert manifest["duration"][3] == 2.0
    assert [beat["time"] for beat in manifest["beats"][3]] == [0.22, 1.515]


def test_an_excerpt_that_nobody_annotated_keeps_its_genre(manifest):
    assert manifest["genre"].to_list() == [
        ["blues"],
        ["hip hop"],
        ["jazz"],
        ["reggae"],
        ["reggae"],
    ]
    assert manifest["beats"][4] is None


def test_each_excerpt_is_a_group(manifest):
    assert manifest["group"].to_list()[:2] == ["blues.00000", "hiphop.00007"]


def test_a_corrupt_copy_and_labels_without_excerpt_are_rejected(indexed):
    assert dict(indexed("gtzan_rhythm")[1].rows()) == {
        "genres/jazz/jazz.00054.wav": "unreadable header: Format not recognised",
        f"{LABELS}/beats/gtzan_rock_00099.beats": "label without audio",
    }


def test_copies_of_other_layouts_are_read(tmp_path):
    gtzan_rhythm.build(tmp_path)
    (tmp_path / "genres").rename(tmp_path / "genres_original")
    samples, rate = soundfile.read(tmp_path / "genres_original/blues/blues.00000.wav")
    soundfile.write(tmp_path / "genres_original/blues/blues.00000.au", samples, rate)
    (tmp_path / "genres_original/blues/blues.00000.wav").unlink()
    manifest, _ = index_corpus(corpus_of("gtzan_rhythm"), tmp_path)
    assert manifest.height == 5
    assert manifest["path"][0] == "genres_original/blues/blues.00000.au"


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("tempo/gtzan_blues_00000.bpm", b"fast\n", "a line is no number"),
        ("tempo/gtzan_blues_00000.bpm", b"", "a line is no number"),
        ("beats/gtzan_blues_00000.beats", b"0.1\t1\nx\t2\n", "a line is no number"),
        ("beats/gtzan_blues_00000.beats", b"\xff\xfe0\x00", "gtzan_blues_00000.beats: unreadable"),
    ],
)
def test_a_damaged_label_is_rejected_by_name_and_its_excerpt_kept(tmp_path, file, content, reason):
    gtzan_rhythm.build(tmp_path)
    (tmp_path / LABELS / file).write_bytes(content)
    manifest, rejects = index_corpus(corpus_of("gtzan_rhythm"), tmp_path)
    assert dict(rejects.rows())[f"{LABELS}/{file}"].startswith(reason)
    assert manifest.height == 5
    assert manifest.row(0, named=True)["tempo"] is None


def test_a_recording_of_another_name_is_rejected(tmp_path):
    gtzan_rhythm.build(tmp_path)
    wav = tmp_path / "genres/blues/blues.00000.wav"
    wav.rename(wav.with_name("intro.wav"))
    _, rejects = index_corpus(corpus_of("gtzan_rhythm"), tmp_path)
    assert dict(rejects.rows())["genres/blues/intro.wav"] == "not named <genre>.<number>"


def test_without_annotations_there_is_an_error_that_names_their_archive(tmp_path):
    gtzan_rhythm.build(tmp_path)
    shutil.rmtree(tmp_path / LABELS)
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(corpus_of("gtzan_rhythm"), tmp_path)
    assert "annot.zip" in caught.value.remedy


def test_an_empty_audio_folder_leaves_labels_without_audio(tmp_path):
    gtzan_rhythm.build(tmp_path)
    shutil.rmtree(tmp_path / "genres")
    manifest, rejects = index_corpus(corpus_of("gtzan_rhythm"), tmp_path)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}
