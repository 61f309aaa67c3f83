"""ESD: what its reader finds in the miniature, and what it says of a damaged copy."""

import pytest
from tests.corpora.spoken import column, damaged, reasons, without
from tests.miniatures.esd import RECORDINGS, TOP, build, build_first_release

from audioflan.errors import AudioFlanError

ID = "esd"


@pytest.fixture
def both(indexed):
    return indexed(ID)


@pytest.fixture
def manifest(both):
    return both[0]


def test_a_recording_carries_all_that_its_names_and_texts_say(manifest):
    first = manifest.row(0, named=True)
    assert {key: value for key, value in first.items() if value is not None} == {
        "audio_id": "18_ESD_0001_000001",
        "path": f"{TOP}/0001/Neutral/0001_000001.wav",
        "start": 0.0,
        "duration": 0.3,
        "sample_rate": 16000,
        "channels": 1,
        "split": "dev",
        "group": "zh_001",
        "speaker": "0001",
        "gender": "female",
        "language": "zh",
        "emotion": "neutral",
        "sentence": "zh_001",
        "text": "打远一看，",
        "text_raw": "打远一看，",
        "licence": "LicenseRef-esd",
    }


def test_texts_are_read_in_every_encoding_of_the_archive(manifest):
    assert column(manifest, "text") == {
        "0001_000001": "打远一看，",
        "0001_000351": "打远一看，",
        "0003_000701": "打远一看，",
        "0004_001401": "打远一看，",
        "0011_000020": "The twentieth.",
        "0011_000021": "It's late.",
        "0012_001071": "It's late.",
        "0015_000050": "The fiftieth.",
        "0015_000051": "One more.",
        "0015_000371": "It's late.",
        "0016_000021": "It's late.",
        "0016_001750": "The café's.",
        "0020_000750": "The fiftieth.",
    }


def test_broken_lines_take_the_text_of_another_reading(manifest):
    raw = column(manifest, "text_raw")
    assert "0015_000050" not in raw
    assert "0015_000371" not in raw
    assert raw["0016_000021"] == "It’s late."


def test_one_place_of_the_350_is_one_sentence_of_a_language(manifest):
    sentence = column(manifest, "sentence")
    assert {sentence[name] for name in ("0001_000001", "0001_000351", "0003_000701")} == {"zh_001"}
    assert {sentence[name] for name in ("0011_000021", "0012_001071", "0015_000371")} == {"en_021"}
    assert sentence["0016_001750"] == "en_350"


def test_the_split_follows_from_the_place(manifest):
    split = column(manifest, "split")
    assert (split["0011_000020"], split["0011_000021"]) == ("dev", "test")
    assert (split["0015_000050"], split["0015_000051"]) == ("test", "train")
    assert manifest.select("group", "split").n_unique() == manifest["group"].n_unique()


def test_emotions_are_read_from_the_folder_not_from_chinese_words(manifest):
    emotion = column(manifest, "emotion")
    assert emotion["0001_000351"] == "angry"
    assert emotion["0004_001401"] == "surprised"
    assert set(emotion.values()) == {"neutral", "angry", "happy", "sad", "surprised"}


def test_speakers_have_the_gender_and_language_of_the_readme(manifest):
    facts = manifest.select("speaker", "gender", "language").unique().sort("speaker").rows()
    assert facts == [
        ("0001", "female", "zh"),
        ("0003", "female", "zh"),
        ("0004", "male", "zh"),
        ("0011", "male", "en"),
        ("0012", "male", "en"),
        ("0015", "female", "en"),
        ("0016", "female", "en"),
        ("0020", "male", "en"),
    ]


def test_lines_that_belong_to_no_recording_have_their_reason(both):
    assert reasons(both[1]) == {
        f"{TOP}/0012/0012.txt:2": "transcript without recording",
        f"{TOP}/0015/0015.txt:4": "no utterance number",
    }


def test_the_first_release_has_the_splits_as_folders_and_another_top(tmp_path, manifest):
    build_first_release(tmp_path)
    again, _ = damaged(ID, tmp_path)
    assert again.drop("path").equals(manifest.drop("path"))
    assert again["path"][0] == "ESD/0001/Neutral/evaluation/0001_000001.wav"


def test_a_folder_decides_the_split_where_there_is_one(tmp_path):
    build_first_release(tmp_path)
    place = tmp_path / "ESD/0011/Neutral"
    (place / "train").mkdir(exist_ok=True)
    (place / "test/0011_000021.wav").rename(place / "train/0011_000021.wav")
    assert column(damaged(ID, tmp_path)[0], "split")["0011_000021"] == "train"


def test_one_unreadable_recording_costs_only_itself(tmp_path):
    build(tmp_path)
    path = f"{TOP}/{RECORDINGS[0]}.wav"
    (tmp_path / path).write_bytes(b"")
    manifest, rejects = damaged(ID, tmp_path)
    assert manifest.height == len(RECORDINGS) - 1
    assert reasons(rejects)[path].startswith("unreadable header")


def test_a_text_cut_off_inside_a_line_costs_nothing_that_others_read(tmp_path):
    build(tmp_path)
    path = tmp_path / TOP / "0011/0011.txt"
    path.write_bytes(path.read_bytes()[:-15])
    manifest, _ = damaged(ID, tmp_path)
    assert "0011_000021" not in column(manifest, "text_raw")
    assert column(manifest, "text")["0011_000021"] == "It's late."


def test_a_missing_text_is_named(tmp_path):
    with pytest.raises(AudioFlanError, match=r"no '0012/0012.txt' below this folder"):
        damaged(ID, tmp_path, without("0012.txt"))


def test_a_folder_without_recordings_is_no_corpus(tmp_path):
    with pytest.raises(AudioFlanError, match="nothing found"):
        damaged(ID, tmp_path, without("*.wav"))
