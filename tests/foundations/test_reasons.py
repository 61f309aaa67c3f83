"""Reasons that differ in their particulars alone count as one; those of their own words do not."""

import polars as pl
import pytest

from audioflan.reasons import alike


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("clips/My songs/a 1.wav: the file is absent", "…: the file is absent"),
        (
            "a.wav: the file ends after 0.500 s of the 4.212 s span",
            "…: the file ends after … s of the … s span",
        ),
        ("a/b.mid#3: the piece has no instrument 3", "…: the piece has no instrument 3"),
        ("notes/18_A1.csv:2: 2 fields, not 3", "…: 2 fields, not 3"),
        ("'tr/a_sp08.wav' is not here", "… is not here"),
        ("noise 96_MohSongs_day_024 is silent from 1.25 s", "noise … is silent from … s"),
        ("text too long for its recording (over 25 characters/s)",) * 2,
        ("in no split of Tasks/ASR",) * 2,
        ("not in <singer>/<exercise>/<technique>",) * 2,
        ("not in data.json",) * 2,
        ("unreadable header: Format not recognised",) * 2,
        ("over the limit of 100",) * 2,
    ],
)
def test_particulars_are_left_out_and_the_words_are_not(reason: str, expected: str) -> None:
    told = pl.DataFrame({"reason": [reason, None]}).select(alike(pl.col("reason")))
    assert told["reason"].to_list() == [expected, None]
