"""KeSpeech: what its reader finds in the miniature, and what it says of a damaged copy."""

import json

import pytest
from tests.corpora.spoken import column, damaged, reasons, without
from tests.miniatures.kespeech import build

from audioflan.errors import AudioFlanError

ID = "kespeech"
TASKS = "KeSpeech/Tasks/ASR"


@pytest.fixture
def both(indexed):
    return indexed(ID)


@pytest.fixture
def manifest(both):
    return both[0]


def clip(manifest, utterance):
    row = manifest.filter(manifest["audio_id"] == f"30_KeSpeech_{utterance}").row(0, named=True)
    return {key: value for key, value in row.items() if value is not None}


def test_a_recording_carries_what_the_tables_say_whatever_their_order(manifest):
    first = clip(manifest, "1000001_63740949")
    assert json.loads(first.pop("extra")) == {
        "phase": "phase1",
        "city": "Chengdu",
        "style": "Dialect",
        "environment": None,
    }
    assert first == {
        "audio_id": "30_KeSpeech_1000001_63740949",
        "path": "KeSpeech/Audio/1000001/phase1/1000001_63740949.wav",
        "start": 0.0,
        "duration": 0.5,
        "sample_rate": 16000,
        "channels": 1,
        "split": "train",
        "group": "1000001",
        "speaker": "1000001",
        "gender": "female",
        "age": "34",
        "dialect": "Southwestern",
        "language": "zh",
        "sentence": "今天天气很好",
        "text": "今天天气很好",
        "text_raw": "今天天气很好<SPOKEN_NOISE>",
        "licence": "LicenseRef-kespeech",
    }


def test_standard_mandarin_of_phase_2_has_an_accent_and_no_dialect(manifest):
    clean = clip(manifest, "1000001_0a1b2c3d")
    assert "dialect" not in clean
    assert clean["accent"] == "Southwestern"
    assert json.loads(clean["extra"])["environment"] == "quiet"


def test_both_phases_of_a_sentence_share_its_id(manifest):
    sentence = column(manifest, "sentence")
    assert sentence["1000001_0a1b2c3d"] == sentence["1000001_63740949"]


def test_the_speaker_is_not_read_from_the_file_name(manifest):
    assert clip(manifest, "1000001_5f5f5f5f")["speaker"] == "1000002"


def test_mandarin_is_a_subdialect_like_the_eight_others(manifest):
    assert column(manifest, "dialect") == {
        "1000001_63740949": "Southwestern",
        "1000001_5f5f5f5f": "Ji-Lu",
        "1000002_11111111": "Ji-Lu",
        "1000003_22222222": "Mandarin",
    }


def test_ages_of_children_and_words_are_unknown(manifest):
    assert set(column(manifest, "age").values()) == {"34"}


def test_noise_is_no_text(manifest):
    assert column(manifest, "text") == {
        "1000001_63740949": "今天天气很好",
        "1000001_0a1b2c3d": "今天天气很好",
        "1000001_5f5f5f5f": "我们去爬山",
        "1000004_44444444": "打开Wi-Fi",
    }
    assert column(manifest, "text_raw")["1000002_11111111"] == "<SPOKEN_NOISE>"


def test_one_test_set_serves_both_phases(manifest):
    splits = manifest.select("split", "speaker").unique().sort("split", "speaker").rows()
    assert splits == [
        ("dev", "1000003"),
        ("test", "1000004"),
        ("train", "1000001"),
        ("train", "1000002"),
    ]


def test_every_item_that_cannot_be_used_has_its_reason(both):
    assert reasons(both[1]) == {
        "KeSpeech/Audio/1000003/phase1/1000003_33333333.wav": "in no split of Tasks/ASR",
        f"{TASKS}/dev_phase1/text:1": "line without a value",
        f"{TASKS}/test/text:2": "transcript of nothing in wav.scp",
        f"{TASKS}/train_phase1/wav.scp:4": "listed without recording",
    }


def test_a_corpus_unpacked_into_a_folder_of_its_name_is_found(tmp_path, manifest):
    (tmp_path / "KeSpeech").mkdir()
    build(tmp_path / "KeSpeech")
    again, _ = damaged(ID, tmp_path)
    assert again["audio_id"].to_list() == manifest["audio_id"].to_list()
    assert again["path"][0].startswith("KeSpeech/KeSpeech/Audio/")


def test_cities_styles_and_environments_may_be_absent(tmp_path, manifest):
    again, _ = damaged(ID, tmp_path, *map(without, ("spk2city", "*.utt2style", "*.utt2env")))
    assert again.drop("extra").equals(manifest.drop("extra"))


@pytest.mark.parametrize("name", ["wav.scp", "text", "utt2spk", "spk2gender", "spk2age"])
def test_a_missing_table_is_named(tmp_path, name):
    with pytest.raises(AudioFlanError, match=f"no '.*{name}' below this folder") as caught:
        damaged(ID, tmp_path, without(name))
    assert "KeSpeech.tar.gz" in caught.value.remedy


def test_a_table_in_another_encoding_is_named(tmp_path):
    build(tmp_path)
    path = tmp_path / TASKS / "test/text"
    path.write_bytes("1000004_44444444 打开".encode("gb18030"))
    with pytest.raises(AudioFlanError, match="unreadable text") as caught:
        damaged(ID, tmp_path)
    assert caught.value.where == path


def test_a_table_cut_off_inside_a_line_costs_that_line_only(tmp_path):
    build(tmp_path)
    path = tmp_path / TASKS / "train_phase2/wav.scp"
    path.write_text("1000001_0a1b", encoding="utf-8")
    manifest, rejects = damaged(ID, tmp_path)
    assert manifest.height == 5
    assert reasons(rejects)[f"{TASKS}/train_phase2/wav.scp:1"] == "line without a value"


def test_a_folder_without_recordings_leaves_only_rejects(tmp_path):
    manifest, rejects = damaged(ID, tmp_path, without("*.wav"))
    assert manifest.is_empty()
    assert reasons(rejects)[f"{TASKS}/test/wav.scp:1"] == "listed without recording"
