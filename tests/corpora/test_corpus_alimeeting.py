"""AliMeeting: what its reader finds in the miniature, and what it says of a damaged copy."""

import pytest
from tests.corpora.spoken import column, damaged, reasons, without
from tests.miniatures.alimeeting import build
from tests.miniatures.sound import write_tone

from audioflan.errors import AudioFlanError

ID = "alimeeting"
TRAIN = "Train_Ali_far/audio_dir"
GRIDS = "Train_Ali_far/textgrid_dir"


@pytest.fixture
def both(indexed):
    return indexed(ID)


@pytest.fixture
def manifest(both):
    return both[0]


def turns(manifest, utterance):
    events = column(manifest, "events")[utterance]
    return [(event["label"], event["start"], event["end"]) for event in events]


def test_a_window_carries_its_place_in_the_meeting(manifest):
    second = manifest.filter(manifest["audio_id"].str.ends_with("M0012_001")).row(0, named=True)
    events = second.pop("events")
    assert {key: value for key, value in second.items() if value is not None} == {
        "audio_id": "07_AliMeeting_R0004_M0012_001",
        "path": f"{TRAIN}/R0004_M0012_MS005.wav",
        "start": 30.0,
        "duration": 30.0,
        "sample_rate": 1000,
        "channels": 8,
        "split": "train",
        "group": "R0004_M0012",
        "language": "zh",
        "licence": "CC-BY-SA-4.0",
    }
    assert [event["label"] for event in events] == ["SPK0093", "SPK0094"]


def test_turns_count_from_the_window_and_end_with_it(manifest):
    assert turns(manifest, "R0004_M0012_000") == [("SPK0094", 2.0, 6.0), ("SPK0093", 3.25, 30.0)]
    assert turns(manifest, "R0004_M0012_001") == [("SPK0093", 0.0, 1.5), ("SPK0094", 10.0, 15.0)]


def test_turns_of_one_speaker_that_overlap_or_are_out_of_order_are_joined(manifest):
    assert turns(manifest, "R0004_M0012_000")[0] == ("SPK0094", 2.0, 6.0)


def test_speakers_are_named_alike_whatever_the_form_of_their_tier(manifest):
    assert turns(manifest, "R8001_M8004_000") == [
        ("SPK8013", 0.0, 1.5),
        ("SPK8014", 0.5, 2.0),
        ("SPK8013", 1.5, 8.0),
    ]


def test_a_meeting_is_not_taken_for_one_whose_number_goes_on(manifest):
    assert turns(manifest, "R0004_M00120_000") == [("SPK0100", 1.0, 2.0)]


def test_splits_follow_the_archives(manifest):
    assert column(manifest, "split") == {
        "R0004_M0012_000": "train",
        "R0004_M0012_001": "train",
        "R0004_M00120_000": "train",
        "R8001_M8004_000": "dev",
    }


def test_the_letter_n_is_no_gender(manifest):
    assert manifest["gender"].null_count() == manifest.height


def test_every_item_that_cannot_be_used_has_its_reason(both):
    assert reasons(both[1]) == {
        f"{GRIDS}/R0009_M0099.TextGrid": "TextGrid without recording",
        f"{TRAIN}/R0004_M0012_MS005.wav#t=60.0,66.0": "nobody speaks",
        f"{TRAIN}/R0005_M0013_MS001.wav": (
            "R0005_M0013.TextGrid:20: the TextGrid ends where a number should stand"
        ),
        f"{TRAIN}/R0006_M0014_MS001.wav": "no R0006_M0014.TextGrid in the folder textgrid_dir",
        "Test_Ali/Test_Ali_far/audio_dir/R8002_M8002_MS802.wav#t=0.0,7.0": "nobody speaks",
    }


def test_a_rest_too_short_for_a_window_is_rejected(tmp_path):
    build(tmp_path)
    write_tone(tmp_path / TRAIN / "R0004_M00120_MS005.wav", 4.0, rate=1000, channels=8)
    rejects = reasons(damaged(ID, tmp_path)[1])
    assert rejects[f"{TRAIN}/R0004_M00120_MS005.wav#t=0.0,4.0"] == (
        "4.0 s left, under the 5 s of a window"
    )


def test_headsets_of_a_copy_that_has_them_are_rejected(tmp_path):
    build(tmp_path)
    near = "Eval_Ali/Eval_Ali_near/audio_dir/R8001_M8004_N_SPK8013.wav"
    write_tone(tmp_path / near, 8.0, rate=1000)
    manifest, rejects = damaged(ID, tmp_path)
    assert reasons(rejects)[near] == "headset of a single speaker"
    assert manifest.height == 4


def test_the_training_archive_may_lie_in_a_folder_of_its_own(tmp_path, manifest):
    build(tmp_path)
    (tmp_path / "Train_Ali").mkdir()
    (tmp_path / "Train_Ali_far").rename(tmp_path / "Train_Ali/Train_Ali_far")
    again, _ = damaged(ID, tmp_path)
    assert again["audio_id"].to_list() == manifest["audio_id"].to_list()
    assert again["path"][0].startswith("Train_Ali/Train_Ali_far/")
    assert again["events"].to_list() == manifest["events"].to_list()


def test_a_textgrid_in_another_encoding_costs_its_meeting_only(tmp_path):
    build(tmp_path)
    path = tmp_path / GRIDS / "R0004_M00120.TextGrid"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    manifest, rejects = damaged(ID, tmp_path)
    assert "unreadable text" in reasons(rejects)[f"{TRAIN}/R0004_M00120_MS005.wav"]
    assert manifest.height == 3


def test_meetings_without_any_textgrid_are_rejected_by_name(tmp_path):
    manifest, rejects = damaged(ID, tmp_path, without("*.TextGrid"))
    assert manifest.is_empty()
    assert reasons(rejects)[f"{TRAIN}/R0004_M0012_MS005.wav"] == (
        "no R0004_M0012.TextGrid in the folder textgrid_dir"
    )


def test_an_empty_folder_is_no_corpus(tmp_path):
    build(tmp_path)
    with pytest.raises(AudioFlanError, match="nothing found"):
        damaged(ID, tmp_path, without("*.wav"), without("*.TextGrid"))
