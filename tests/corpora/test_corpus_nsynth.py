"""NSynth: notes joined to their entries, in the three official splits."""

import json

import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import nsynth
from tests.miniatures.sound import write_tone

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def manifest(indexed):
    return indexed("nsynth")[0]


def test_every_note_has_the_split_of_its_archive_and_the_group_of_its_instrument(manifest):
    assert manifest.select("audio_id", "split", "group").rows() == [
        ("41_NSynth_bass_electronic_018-036-050", "dev", "bass_electronic_018"),
        ("41_NSynth_bass_electronic_018-037-100", "test", "bass_electronic_018"),
        ("41_NSynth_bass_synthetic_068-049-025", "train", "bass_synthetic_068"),
        ("41_NSynth_guitar_acoustic_010-060-100", "train", "guitar_acoustic_010"),
        ("41_NSynth_synth_lead_synthetic_001-009-127", "train", "synth_lead_synthetic_001"),
    ]


def test_the_pitch_is_the_field_pitch_and_not_the_running_number_note(manifest):
    assert manifest["pitch"].to_list() == [36, 37, 49, 60, 9]


def test_the_instrument_is_the_family_whatever_underscores_it_has(manifest):
    assert manifest["instruments"].to_list() == [
        ["bass"],
        ["bass"],
        ["bass"],
        ["guitar"],
        ["synth lead"],
    ]


def test_source_and_qualities_are_tags_and_the_velocity_is_kept(manifest):
    assert manifest["tags"].to_list()[2:] == [
        ["synthetic", "dark", "percussive"],
        ["acoustic"],
        ["synthetic"],
    ]
    assert json.loads(manifest["extra"][2]) == {"instrument": "bass_synthetic_068", "velocity": 25}


def test_durations_come_from_the_headers(manifest):
    assert set(manifest.select("duration", "sample_rate", "channels").rows()) == {(0.25, 16000, 1)}


def test_notes_and_entries_that_miss_each_other_are_rejected(indexed):
    place = "nsynth-train/audio"
    assert dict(indexed("nsynth")[1].rows()) == {
        f"nsynth-train/examples.json: {nsynth.SILENT}": "label without audio",
        f"{place}/{nsynth.BROKEN}.wav": "unreadable header: Format not recognised",
        f"{place}/{nsynth.UNLISTED}.wav": "not listed in examples.json",
    }


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b'{"a": {"pitch": 6', "unreadable JSON"),
        ('{"ä": {}}'.encode("latin-1"), "unreadable"),
        (b'["a"]', "not an object of notes by name"),
    ],
)
def test_a_damaged_label_file_is_named(tmp_path, content, complaint):
    nsynth.build(tmp_path)
    path = tmp_path / "nsynth-valid/examples.json"
    path.write_bytes(content)
    with pytest.raises(AudioFlanError, match=complaint) as caught:
        index_corpus(corpus_of("nsynth"), tmp_path)
    assert caught.value.where == path
    assert caught.value.remedy


def test_audio_without_any_label_file_is_an_error_that_says_what_is_missing(tmp_path):
    write_tone(tmp_path / "nsynth-test/audio/bass_electronic_018-037-100.wav", 0.25)
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(corpus_of("nsynth"), tmp_path)
    assert caught.value.where == tmp_path / "examples.json"


def test_an_empty_audio_folder_leaves_labels_without_audio(tmp_path):
    nsynth.build(tmp_path)
    for path in tmp_path.rglob("*.wav"):
        path.unlink()
    manifest, rejects = index_corpus(corpus_of("nsynth"), tmp_path)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}
