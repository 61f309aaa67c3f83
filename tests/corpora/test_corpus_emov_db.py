"""EmoV-DB: what its reader finds in the miniature, and what it says of a damaged copy."""

import pytest
from tests.corpora.spoken import column, damaged, reasons, without
from tests.miniatures.emov_db import RECORDINGS, build
from tests.miniatures.sound import write_garbage

from audioflan.errors import AudioFlanError

ID = "emov_db"
FIRST = "A made up sentence, nothing more."


@pytest.fixture
def both(indexed):
    return indexed(ID)


@pytest.fixture
def manifest(both):
    return both[0]


def test_a_recording_carries_all_that_its_names_and_the_prompts_say(manifest):
    first = manifest.row(0, named=True)
    assert first.pop("split") in {"train", "dev", "test"}
    assert {key: value for key, value in first.items() if value is not None} == {
        "audio_id": "16_EmoV-DB_bea_amused_1-15_0001",
        "path": "bea_Amused/amused_1-15_0001.wav",
        "start": 0.0,
        "duration": 0.3,
        "sample_rate": 44100,
        "channels": 1,
        "group": "arctic_a0001",
        "speaker": "bea",
        "gender": "female",
        "language": "en",
        "emotion": "amused",
        "sentence": "arctic_a0001",
        "text": FIRST,
        "text_raw": FIRST,
        "licence": "LicenseRef-emov-db",
    }


def test_archives_and_files_have_other_words_for_one_emotion(manifest):
    assert column(manifest, "emotion") == {
        "bea_amused_1-15_0001": "amused",
        "bea_anger_1-28_0011": "angry",
        "bea_disgust_1-28_0011": "disgusted",
        "bea_neutral_1-28_0001": "neutral",
        "bea_sleepiness_1-28_0001_part": "sleepy",
        "jenie_amused_1-15_0001": "amused",
        "jenie_anger_1-28_0002": "angry",
        "jenie_disgust_1-28_0001": "disgusted",
        "jenie_neutral_1-28_0001": "neutral",
        "jenie_sleepiness_1-28_0001": "sleepy",
        "josh_amused_1-15_0001": "amused",
        "josh_neutral_1-28_0001": "neutral",
        "josh_sleepiness_1-28_0001": "sleepy",
        "sam_amused_1-15_0001": "amused",
        "sam_anger_1-28_0001": "angry",
        "sam_disgust_1-28_0593": "disgusted",
        "sam_neutral_1-28_0001": "neutral",
        "sam_sleepiness_1-28_0001": "sleepy",
    }


def test_texts_come_from_arctic_a_whose_numbers_arctic_b_repeats(manifest):
    texts = column(manifest, "text")
    assert texts["bea_anger_1-28_0011"] == "The river was low."
    assert texts["jenie_anger_1-28_0002"] == 'She said "no" to it.'
    assert "A sentence nobody read with feeling." not in texts.values()


def test_a_number_without_prompt_and_a_name_without_number_leave_no_text(manifest):
    texts, sentences = column(manifest, "text"), column(manifest, "sentence")
    assert "sam_disgust_1-28_0593" not in texts
    assert sentences["sam_disgust_1-28_0593"] == "arctic_a0593"
    assert "bea_sleepiness_1-28_0001_part" not in texts
    assert "bea_sleepiness_1-28_0001_part" not in sentences


def test_a_sentence_stays_in_one_split(manifest):
    readings = manifest.filter(manifest["sentence"] == "arctic_a0001")
    assert readings.height > 10
    assert readings["group"].unique().to_list() == ["arctic_a0001"]
    assert readings["split"].n_unique() == 1


def test_rates_differ_and_double_precision_is_read(manifest):
    rates = column(manifest, "sample_rate")
    assert (rates["bea_anger_1-28_0011"], rates["josh_neutral_1-28_0001"]) == (44100, 16000)


def test_genders_are_those_of_the_four_speakers(manifest):
    genders = manifest.select("speaker", "gender").unique().sort("speaker").rows()
    assert genders == [("bea", "female"), ("jenie", "female"), ("josh", "male"), ("sam", "male")]


def test_prompts_that_cannot_be_used_have_their_reason(both):
    assert reasons(both[1]) == {
        "cmuarctic.data:5": "prompt of an earlier line",
        "cmuarctic.data:6": "no prompt in this line",
    }


def test_the_older_copy_is_read_alike(tmp_path, manifest):
    build(tmp_path)
    for name in RECORDINGS:
        speaker, emotion = name.split("_")
        place = tmp_path / "EmoV-DB_sorted" / speaker
        place.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).rename(place / emotion.lower())
    again, _ = damaged(ID, tmp_path)
    assert again.drop("path").equals(manifest.drop("path"))


def test_one_unreadable_recording_costs_only_itself(tmp_path):
    build(tmp_path)
    write_garbage(tmp_path / "bea_Amused/amused_1-15_0001.wav")
    manifest, rejects = damaged(ID, tmp_path)
    assert manifest.height == len(RECORDINGS) - 1
    assert reasons(rejects)["bea_Amused/amused_1-15_0001.wav"].startswith("unreadable header")


def test_missing_prompts_are_named_with_their_address(tmp_path):
    with pytest.raises(AudioFlanError, match=r"no 'cmuarctic.data' below this folder") as caught:
        damaged(ID, tmp_path, without("cmuarctic.data"))
    assert "festvox.org" in caught.value.remedy


def test_prompts_in_another_encoding_are_named(tmp_path):
    build(tmp_path)
    (tmp_path / "cmuarctic.data").write_bytes(b'( arctic_a0001 "caf\xe9" )')
    with pytest.raises(AudioFlanError, match="unreadable text") as caught:
        damaged(ID, tmp_path)
    assert caught.value.where == tmp_path / "cmuarctic.data"


def test_a_folder_without_recordings_leaves_no_clips(tmp_path):
    assert damaged(ID, tmp_path, without("*.wav"))[0].is_empty()
