"""CVSS: source clips of Common Voice that name their translation, as text and as recording."""

import shutil

import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures.cvss import FR, SPEAKER, SV, add_own_voice

from audioflan.corpora import index_corpus
from audioflan.corpora.cvss import IDS, read
from audioflan.errors import AudioFlanError

CLIPS, TRAIN = f"common_voice/fr/clips/{FR}", f"cvss_c/fr/train/{FR}"


@pytest.fixture
def both(indexed):
    return indexed("cvss")


@pytest.fixture
def clips(both):
    return {row["audio_id"].removeprefix(IDS): row for row in both[0].to_dicts()}


def test_source_clips_and_spoken_translations_are_rows_of_one_split(clips):
    columns = ("language", "split")
    assert {name: tuple(clip[key] for key in columns) for name, clip in clips.items()} == {
        f"{FR}_1": ("fr", "train"),
        f"{FR}_2": ("fr", "train"),
        f"{FR}_3": ("fr", "train"),
        f"{FR}_7": ("fr", "dev"),
        f"{SV}_1": ("sv-SE", "train"),
        f"c_{FR}_1": ("en", "train"),
        f"c_{FR}_2": ("en", "train"),
        f"c_{FR}_4": ("en", "train"),
        f"c_{FR}_6": ("en", "train"),
        f"c_{FR}_7": ("en", "dev"),
        f"c_{SV}_1": ("en", "train"),
    }


def test_a_source_names_its_translation_by_text_and_audio(clips):
    assert corpus_of("cvss").audio_id("") == IDS
    assert clips[f"{FR}_1"]["translation"] == {
        "language": "en",
        "text": 'the house is "over there',
        "audio_id": f"{IDS}c_{FR}_1",
    }
    assert clips[f"{FR}_3"]["translation"]["audio_id"] is None
    assert clips[f"c_{FR}_1"]["translation"] is None
    assert clips[f"c_{FR}_2"]["text"] == "twenty two"


def test_languages_are_those_of_the_clips_not_of_the_archives(clips):
    assert clips[f"{SV}_1"]["language"] == "sv-SE"
    assert clips[f"{SV}_1"]["translation"]["audio_id"] == f"{IDS}c_{SV}_1"


def test_the_suffix_is_added_to_the_clip_not_put_for_its_own(clips):
    assert clips[f"c_{FR}_1"]["path"] == f"{TRAIN}_1.mp3.wav"


def test_common_voice_tells_sentence_and_speaker(clips):
    first, second = clips[f"{FR}_1"], clips[f"{FR}_2"]
    assert first["text"] == 'La maison est « là-"bas ».'
    assert (first["speaker"], first["gender"], first["age"]) == (SPEAKER[:16], "female", "forties")
    assert (second["group"], second["gender"], second["age"]) == (SPEAKER[:16], None, None)
    assert clips[f"{FR}_3"]["text"] is None


def test_both_sides_have_their_own_licence_and_rate(clips):
    facts = ("licence", "sample_rate", "channels")
    assert [clips[f"{FR}_1"][name] for name in facts] == ["CC0-1.0", 48000, 1]
    assert [clips[f"c_{FR}_1"][name] for name in facts] == ["CC-BY-4.0", 24000, 1]
    assert clips[f"c_{FR}_1"]["duration"] == 0.5


def test_names_the_reason_of_everything_left_out(both):
    rejects = dict(both[1].rows())
    assert rejects.pop(f"{CLIPS}_6.mp3").startswith("unreadable header: ")
    assert rejects == {
        f"{CLIPS}_5.mp3": "not 2 fields in the line",
        f"{CLIPS}_8.mp3": "not translated",
        f"{FR}_4.mp3": "label without audio",
        f"{TRAIN}_3.mp3.wav": "label without audio",
        f"{TRAIN}_5.mp3.wav": "not 2 fields in the line",
        f"{TRAIN}_99.mp3.wav": "in no table of translations",
    }


def test_the_speakers_own_voice_is_read_as_well(miniature, tmp_path):
    shutil.copytree(miniature("cvss"), tmp_path, dirs_exist_ok=True)
    add_own_voice(tmp_path)
    manifest, _ = index_corpus(corpus_of("cvss"), tmp_path)
    ids = dict(manifest.select("audio_id", "translation").rows())
    assert f"{IDS}t_{FR}_1" in ids
    assert ids[f"{IDS}{FR}_1"]["audio_id"] == f"{IDS}c_{FR}_1"
    assert ids[f"{IDS}{FR}_3"]["audio_id"] == f"{IDS}t_{FR}_3"


def test_languages_can_be_selected(miniature):
    found = read(miniature("cvss"), {"languages": ["sv-SE"], "licence": "CC0-1.0"})
    assert found["utterance"].to_list() == [f"{SV}_1", f"c_{SV}_1"]


def test_without_source_clips_the_translations_remain(miniature, tmp_path):
    shutil.copytree(miniature("cvss") / "cvss_c", tmp_path / "cvss_c")
    manifest, rejects = index_corpus(corpus_of("cvss"), tmp_path)
    assert set(manifest["language"]) == {"en"}
    assert dict(rejects.rows())[f"{FR}_1.mp3"] == "label without audio"


def test_a_line_in_another_encoding_loses_its_own_rows_only(miniature, tmp_path):
    shutil.copytree(miniature("cvss"), tmp_path, dirs_exist_ok=True)
    path = tmp_path / "cvss_c/fr/train.tsv"
    path.write_bytes(path.read_bytes().replace(b"twenty two", b"caf\xe9"))
    rejects = dict(index_corpus(corpus_of("cvss"), tmp_path)[1].rows())
    assert (
        rejects[f"{CLIPS}_2.mp3"] == rejects[f"{TRAIN}_2.mp3.wav"] == ("a line that is not UTF-8")
    )


def test_without_tables_the_corpus_is_refused(miniature, tmp_path):
    shutil.copytree(miniature("cvss") / "common_voice", tmp_path / "common_voice")
    with pytest.raises(AudioFlanError, match="no table of translations"):
        index_corpus(corpus_of("cvss"), tmp_path)
