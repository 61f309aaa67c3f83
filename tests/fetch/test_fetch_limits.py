"""Bounds on what an archive may unpack to."""

import pytest

from audioflan.errors import AudioFlanError
from audioflan.fetch.limits import RATIO_FREE_BYTES, Budget, Limits


def test_the_last_allowed_byte_passes_and_the_next_does_not() -> None:
    budget = Budget(Limits(total_bytes=10), "a.zip", 1)
    budget.add_bytes(10)
    with pytest.raises(AudioFlanError, match=r"a.zip: the archive unpacks to more than 10 bytes"):
        budget.add_bytes(1)


def test_members_are_counted() -> None:
    budget = Budget(Limits(members=2), "a.zip", 1)
    budget.add_member()
    budget.add_member()
    with pytest.raises(AudioFlanError, match=r"more than 2 members.*raise limits\.members"):
        budget.add_member()


def test_the_ratio_counts_only_past_a_harmless_size() -> None:
    budget = Budget(Limits(ratio=2.0), "a.zip", 1000)
    budget.add_bytes(RATIO_FREE_BYTES)
    with pytest.raises(AudioFlanError, match="more than 2 times its size"):
        budget.add_bytes(1)


def test_a_source_overrides_single_limits() -> None:
    assert Limits.of({"members": 5}) == Limits(members=5)


def test_an_unknown_limit_is_named() -> None:
    with pytest.raises(AudioFlanError, match=r"unknown limit 'size'.*total_bytes, members, ratio"):
        Limits.of({"size": 5})
