"""Speech from text and what else is given of it: a voice, an emotion, a description."""

import polars as pl
from taskbench import Bench, fields, make_manifest, make_task, reasons

EMOTIONAL = make_task(
    "synthesis",
    params={"given": {"emotion": "emotion"}, "reference": {"same": "speaker", "differ": "emotion"}},
    input=fields(text="text", emotion="text", reference="audio"),
    output=fields(target="audio"),
)
CLONED = make_task(
    "synthesis",
    params={"reference": {"same": "speaker", "differ": "text"}},
    input=fields(text="text", reference="audio"),
    output=fields(target="audio"),
)


def corpus(speakers: str, emotions: str, texts: str) -> pl.DataFrame:
    return make_manifest(
        [
            {
                "audio_id": f"{speaker}{emotion}{text}",
                "speaker": speaker,
                "emotion": emotion,
                "text": f"text {text}",
            }
            for speaker in speakers
            for emotion in emotions
            for text in texts
        ]
    )


def test_the_reference_is_the_same_voice_in_another_emotion(bench: Bench) -> None:
    instances, rejects = bench.run(EMOTIONAL, corpus("ab", "hsn", "12"))
    assert rejects.is_empty()
    for row in instances.iter_rows(named=True):
        reference, target = row["part.reference"], row["part.target"]
        assert row["part.text"] == f"text {target[2]}"
        assert row["part.emotion"] == target[1] != reference[1]
        assert reference[0] == target[0]


def test_a_cloned_voice_comes_from_another_text_of_the_same_split(bench: Bench) -> None:
    manifest = corpus("ab", "n", "1234").with_columns(
        pl.Series("split", ["train", "train", "test", "test"] * 2)
    )
    instances, rejects = bench.run(CLONED, manifest)
    assert rejects.is_empty()
    partners = dict(instances.select("part.target", "part.reference").rows())
    assert partners == {
        f"{speaker}n{text}": f"{speaker}n{other}"
        for speaker in "ab"
        for text, other in ("12", "21", "34", "43")
    }


def test_recordings_that_lack_what_is_given_are_refused(bench: Bench) -> None:
    lonely = make_manifest(
        [
            {"audio_id": "x", "speaker": "x", "emotion": "h", "text": "alone"},
            {"audio_id": "y", "emotion": "h", "text": "who?"},
            {"audio_id": "z", "speaker": "a", "text": "how?"},
        ]
    )
    instances, rejects = bench.run(EMOTIONAL, pl.concat([corpus("a", "hs", "1"), lonely]))
    assert instances["key"].to_list() == ["ah1", "as1"]
    assert reasons(rejects) == {
        "x": "no clip of its speaker has another emotion",
        "y": "no speaker",
        "z": "no emotion",
    }
