"""One of several candidates: who speaks, who plays."""

from collections import Counter
from typing import Any

import polars as pl
import pytest
from taskbench import Bench, fields, make_manifest, make_task, reasons

from audioflan.errors import AudioFlanError

SEATS = {f"candidate_{place}": "audio" for place in (1, 2, 3)}
TASK = make_task(
    "candidates",
    params={"match": "speaker", "count": 3},
    input=fields(source="audio", **SEATS),
    answer="label",
)
LISTED = make_task(
    "candidates",
    params={"match": "extra.artist", "count": 3},
    input=fields(source="audio", candidates="text"),
    answer="label",
)


def corpus(speakers: int, clips: int, **more: Any) -> pl.DataFrame:
    """Speakers ``s00``, ``s01``, ...; every other one is female."""
    return make_manifest(
        [
            {
                "audio_id": f"s{speaker:02}_c{clip:02}",
                "speaker": f"s{speaker:02}",
                "gender": "female" if speaker % 2 else "male",
                "extra": f'{{"artist": "Artist {speaker}"}}',
                **more,
            }
            for speaker in range(speakers)
            for clip in range(clips)
        ]
    )


def speakers_of(row: dict[str, Any]) -> list[str]:
    return [row[f"part.{seat}"][:3] for seat in SEATS]


def test_exactly_one_candidate_is_the_speaker_and_never_the_query_itself(bench: Bench) -> None:
    instances, rejects = bench.run(TASK, corpus(8, 5))
    assert rejects.is_empty()
    for row in instances.iter_rows(named=True):
        query, voices = row["part.source"], speakers_of(row)
        assert len(set(voices)) == 3
        assert [n for n, voice in enumerate(voices, 1) if voice == query[:3]] == [
            int(row["part.target"])
        ]
        assert query not in [row[f"part.{seat}"] for seat in SEATS]


def test_every_place_holds_the_answer_equally_often(bench: Bench) -> None:
    instances, _ = bench.run(TASK, corpus(6, 7).head(42))
    assert Counter(instances["part.target"]) == {"1": 14, "2": 14, "3": 14}


def test_candidates_resemble_the_speaker_where_enough_do(bench: Bench) -> None:
    instances, _ = bench.run(TASK, corpus(8, 3))
    for row in instances.iter_rows(named=True):
        assert len({int(voice[1:]) % 2 for voice in speakers_of(row)}) == 1


def test_other_candidates_make_up_for_too_few_that_resemble(bench: Bench) -> None:
    instances, rejects = bench.run(TASK, corpus(4, 9))
    assert rejects.is_empty()
    assert len(instances) == 36
    assert all(len(set(speakers_of(row))) == 3 for row in instances.iter_rows(named=True))


def test_candidates_are_of_the_split_of_the_query(bench: Bench) -> None:
    manifest = corpus(12, 3).with_columns(
        pl.when(pl.col("speaker") < "s06")
        .then(pl.lit("train"))
        .otherwise(pl.lit("test"))
        .alias("split")
    )
    instances, _ = bench.run(TASK, manifest)
    assert set(instances["split"]) == {"train", "test"}
    for row in instances.iter_rows(named=True):
        assert {voice < "s06" for voice in speakers_of(row)} == {row["split"] == "train"}


def test_values_as_text_name_the_answer(bench: Bench) -> None:
    instances, rejects = bench.run(LISTED, corpus(5, 2))
    assert rejects.is_empty()
    for row in instances.iter_rows(named=True):
        names = row["part.candidates"].split("; ")
        assert len(set(names)) == 3
        assert row["part.target"] == f"Artist {int(row['part.source'][1:3])}"
        assert row["part.target"] in names


def test_parts_together_are_the_whole(bench: Bench) -> None:
    whole, _ = bench.run(TASK, corpus(7, 3))
    pieces = [bench.run(TASK, corpus(7, 3), part=part, parts=2)[0] for part in range(2)]
    assert pl.concat(pieces).sort("key").equals(whole.sort("key"))


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (corpus(2, 3), "fewer than 3 values of speaker in its split"),
        (corpus(1, 3), "fewer than 3 values of speaker in its split"),
        (corpus(5, 1), "no other clip of its speaker"),
        (corpus(3, 2, speaker=None), "no speaker"),
    ],
)
def test_clips_without_candidates_are_refused(
    bench: Bench, manifest: pl.DataFrame, reason: str
) -> None:
    instances, rejects = bench.run(TASK, manifest)
    assert instances.is_empty()
    assert set(reasons(rejects).values()) == {reason}
    assert len(rejects) == len(manifest)


def test_a_value_that_holds_the_separator_is_no_candidate(bench: Bench) -> None:
    odd = make_manifest([{"audio_id": "z", "extra": '{"artist": "A; B"}'}])
    instances, rejects = bench.run(LISTED, pl.concat([corpus(4, 1), odd]))
    assert len(instances) == 4
    assert reasons(rejects) == {"z": "no artist"}


def test_seats_that_the_template_lacks_are_an_error(bench: Bench) -> None:
    task = make_task("candidates", params={**TASK.params, "count": 5}, input=TASK.input)
    with pytest.raises(AudioFlanError, match="needs 5 audio input"):
        bench.run(task, corpus(8, 2))
