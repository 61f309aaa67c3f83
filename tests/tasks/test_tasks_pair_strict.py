"""Pairs by a field of ``extra``: the same paragraph, or another chapter of the same reader."""

import json

import polars as pl
from taskbench import Bench, fields, make_manifest, make_task, reasons

TASK = make_task(
    "pair",
    params={
        "match": "extra.paragraph",
        "differ": "extra.chapter",
        "resemble": "speaker",
        "strict": True,
        "answers": {"same": "yes", "different": "no"},
    },
    input=fields(source_1="audio", source_2="audio"),
    answer="boolean",
    options=("yes", "no"),
)


def book(readers: str, chapters: str = "12", paragraphs: str = "ab") -> pl.DataFrame:
    """Ids spell reader, chapter, paragraph and sentence."""
    return make_manifest(
        [
            {
                "audio_id": f"{reader}{chapter}{paragraph}{sentence}",
                "speaker": reader,
                "extra": json.dumps(
                    {"chapter": reader + chapter, "paragraph": reader + chapter + paragraph}
                ),
            }
            for reader in readers
            for chapter in chapters
            for paragraph in paragraphs
            for sentence in "xyz"
        ]
    )


def test_unlike_clips_are_of_one_reader_and_two_chapters(bench: Bench) -> None:
    instances, _ = bench.run(TASK, book("pqr"))
    assert len(instances) >= 24
    for one, other, answer in instances.select(
        "part.source_1", "part.source_2", "part.target"
    ).rows():
        assert one[0] == other[0]
        assert (one[:3] == other[:3]) == (answer == "yes")
        assert (one[1] != other[1]) == (answer == "no")


def test_a_reader_of_one_chapter_gives_no_pairs(bench: Bench) -> None:
    instances, rejects = bench.run(TASK, book("pq", chapters="1"))
    assert instances.is_empty()
    assert set(reasons(rejects).values()) == {"no clip of another paragraph in its split"}


def test_clips_without_the_field_are_refused(bench: Bench) -> None:
    manifest = pl.concat([book("p"), make_manifest([{"audio_id": "z", "extra": "{}"}])])
    _, rejects = bench.run(TASK, manifest)
    assert reasons(rejects)["z"] == "no paragraph"
