"""HQ-Conversations: what its reader finds in the miniature, and what it says of a damaged copy."""

import pytest
from tests.corpora.helpers import corpus_of
from tests.corpora.spoken import column, damaged, reasons, without
from tests.miniatures.hq_conversations import build

from audioflan.corpora.hq_conversations import read
from audioflan.errors import AudioFlanError

ID = "hq_conversations"


@pytest.fixture
def both(indexed):
    return indexed(ID)


@pytest.fixture
def manifest(both):
    return both[0]


def clip(manifest, utterance):
    row = manifest.filter(manifest["audio_id"] == f"118_HQ-Conversations_{utterance}")
    return {name: value for name, value in row.row(0, named=True).items() if value is not None}


def test_a_recording_carries_all_that_the_tables_say(manifest):
    first = clip(manifest, "G0346_S0111")
    assert first.pop("split") in {"train", "dev", "test"}
    assert first == {
        "audio_id": "118_HQ-Conversations_G0346_S0111",
        "path": "WAV/G0346/G0346_S0111.wav",
        "start": 0.0,
        "duration": 0.5,
        "sample_rate": 48000,
        "channels": 1,
        "group": "G0346",
        "speaker": "G0346",
        "gender": "female",
        "age": "26",
        "accent": "Sichuan, Chengdu",
        "language": "zh",
        "text": "那我们周末去爬山吧",
        "text_raw": "那我们周末去爬山吧",
        "device": "Microphone",
        "licence": "LicenseRef-hq-conversations",
    }


def test_a_turn_of_a_conversation_is_a_clip(manifest):
    turn = clip(manifest, "A0001_C0_0001")
    assert (turn["path"], turn["start"], turn["duration"]) == ("WAV/A0001_C0.wav", 0.1, 0.5)
    assert (turn["speaker"], turn["gender"], turn["text"]) == ("G0346", "female", "我们今天聊一下")


def test_marks_leave_the_text_and_unsure_or_overlapped_speech_has_none(manifest):
    assert column(manifest, "text") == {
        "A0001_C0_0001": "我们今天聊一下",
        "G0346_S0111": "那我们周末去爬山吧",
        "G0346_S0112": "好呀OK",
        "G0348_S0001": "嗯我觉得可以",
    }
    assert column(manifest, "text_raw")["A0001_C0_0002"] == "[+]对对"
    assert column(manifest, "text_raw")["G0347_S0001"] == "你说[*]什么"


def test_genders_and_ages_are_read_in_every_form(manifest):
    facts = manifest.select("speaker", "gender", "age", "device").unique().sort("speaker").rows()
    assert facts == [
        ("G0346", "female", "26", "Microphone"),
        ("G0347", "male", "31-40", "iPhone 13"),
        ("G0348", "male", None, "Microphone"),
        ("G0349", None, None, None),
    ]


def test_a_recording_without_a_usable_transcript_is_kept_without_text(manifest):
    assert "text" not in clip(manifest, "G0349_S0001")
    assert "text" not in clip(manifest, "G0346_S0113")
    assert clip(manifest, "G0346_S0113")["gender"] == "female"


def test_speakers_stay_in_one_split(manifest):
    assert manifest.select("speaker", "split").n_unique() == manifest["speaker"].n_unique()


def test_every_item_that_cannot_be_used_has_its_reason(both):
    assert reasons(both[1]) == {
        "TXT/A0001_C0.txt:3": "no words in this turn",
        "TXT/A0001_C0.txt:4": "turn ends after its recording",
        "TXT/A0001_C0.txt:5": "not a turn of four fields",
        "UTTRANSINFO.txt:5": "transcript without recording",
        "UTTRANSINFO.txt:6": "3 fields, not 5",
        "UTTRANSINFO.txt:7": "the recording of an earlier line",
    }


def test_folders_and_tables_may_have_other_names(tmp_path, manifest):
    build(tmp_path)
    (tmp_path / "WAV").rename(tmp_path / "wav")
    (tmp_path / "TXT").rename(tmp_path / "txt")
    (tmp_path / "UTTRANSINFO.txt").rename(tmp_path / "UTTERANCEINFO.txt")
    again, _ = damaged(ID, tmp_path)
    assert again.drop("path").equals(manifest.drop("path"))


def test_the_names_of_columns_are_an_option(tmp_path):
    build(tmp_path)
    table = tmp_path / "SPKINFO.txt"
    table.write_text("Nummer\tSex\nG0346\tfemale\n", encoding="utf-8")
    names = {**corpus_of(ID).options["columns"], "speaker": ["Nummer"]}
    found = read(tmp_path, {"columns": names})
    assert found.filter(found["utterance"] == "G0346_S0111")["gender"].to_list() == ["female"]


def test_a_table_without_a_column_it_must_have_shows_its_header(tmp_path):
    build(tmp_path)
    table = tmp_path / "SPKINFO.txt"
    table.write_text("SPEAKER_ID\tAGE\nG0346\t26\n", encoding="utf-8")
    with pytest.raises(AudioFlanError, match="none of the columns GENDER, SEX") as caught:
        damaged(ID, tmp_path)
    assert (caught.value.where, caught.value.line) == (table, 1)
    assert "(it has: SPEAKER_ID, AGE)" in caught.value.what
    assert caught.value.remedy == "add its name to options.columns in the corpus file."


def test_a_missing_table_of_speakers_is_named(tmp_path):
    with pytest.raises(AudioFlanError, match=r"no 'SPKINFO.txt' below this folder"):
        damaged(ID, tmp_path, without("SPKINFO.txt"))


def test_a_table_in_another_encoding_is_named(tmp_path):
    build(tmp_path)
    table = tmp_path / "UTTRANSINFO.txt"
    table.write_bytes(table.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(AudioFlanError, match="unreadable text") as caught:
        damaged(ID, tmp_path)
    assert caught.value.where == table


def test_one_unreadable_recording_costs_only_itself(tmp_path, manifest):
    build(tmp_path)
    (tmp_path / "WAV/G0348_S0001.wav").write_bytes(b"")
    again, rejects = damaged(ID, tmp_path)
    assert again.height == manifest.height - 1
    assert reasons(rejects)["WAV/G0348_S0001.wav"].startswith("unreadable header")


def test_a_folder_without_recordings_leaves_only_rejects(tmp_path):
    manifest, rejects = damaged(ID, tmp_path, without("*.wav"))
    assert manifest.is_empty()
    assert reasons(rejects)["UTTRANSINFO.txt:2"] == "transcript without recording"
