"""Parts divide a corpus: nothing is left out, nothing stands in two, none is much larger."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.errors import AudioFlanError
from audioflan.parts import part_range


@given(total=st.integers(0, 10_000), parts=st.integers(1, 300))
def test_parts_follow_one_another_and_are_of_like_size(total: int, parts: int) -> None:
    ranges = [part_range(total, part, parts) for part in range(parts)]
    assert [thing for one in ranges for thing in one] == list(range(total))
    assert max(map(len, ranges)) - min(map(len, ranges)) <= 1


@pytest.mark.parametrize("part", [-1, 3])
def test_a_part_that_there_is_not_is_named_with_the_file(part: int) -> None:
    said = f"m.parquet: part {part} of 3 does not exist. Remedy: name a part from 0 to 2."
    with pytest.raises(AudioFlanError) as raised:
        part_range(9, part, 3, Path("m.parquet"))
    assert str(raised.value) == said
