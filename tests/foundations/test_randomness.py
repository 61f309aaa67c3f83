import uuid

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.randomness import Draws, hash64, instance_uuid, jump_hash, rendezvous, share

names = st.lists(st.text(max_size=12), min_size=1, max_size=30)


def test_instance_ids_are_version_5_and_never_change():
    found = instance_uuid("esc50", "sound_event_recognition", "1-100032-A-0")
    assert uuid.UUID(found).version == 5
    assert found == instance_uuid("esc50", "sound_event_recognition", "1-100032-A-0")
    assert found != instance_uuid("esc50", "sound_event_recognition", "1-100032-A-1")


def test_draws_depend_on_identity_and_purpose_alone():
    first, again = Draws("clip"), Draws("clip")
    again.unit("something else first")
    assert first.uniform("snr", -5, 20) == again.uniform("snr", -5, 20)
    assert first.unit("snr") != first.unit("gain")
    assert first.unit("snr") != Draws("other clip").unit("snr")


@given(st.text(), st.integers(-5, 5), st.integers(0, 9))
def test_integers_stay_in_their_range(identity, low, span):
    assert low <= Draws(identity).integer("n", low, low + span) <= low + span


@given(st.text(), st.integers(0, 12))
def test_samples_hold_distinct_members(identity, count):
    members = list(range(8))
    drawn = Draws(identity).sample("pick", members, count)
    assert len(drawn) == len(set(drawn)) == min(count, 8)


@given(names, st.text())
def test_a_hash_belongs_to_its_string_wherever_it_stands(identities, purpose):
    whole = hash64(identities, purpose)
    assert whole.dtype == np.uint64
    assert hash64(identities[::-1], purpose).tolist() == whole[::-1].tolist()


@given(names, st.integers(1, 500))
def test_jump_hash_stays_below_the_number_of_buckets(identities, buckets):
    chosen = jump_hash(hash64(identities, "choice"), buckets)
    assert chosen.min() >= 0
    assert chosen.max() < buckets


def test_jump_hash_agrees_with_the_published_algorithm():
    keys = np.array([1, 2, 0xDEADBEEF, 0xFFFFFFFFFFFFFFFF], np.uint64)
    assert jump_hash(keys, 1000).tolist() == [_published(int(key), 1000) for key in keys]


def test_growing_from_500_to_550_moves_a_tenth():
    hashes = hash64([str(i) for i in range(20_000)], "instruction")
    before, after = jump_hash(hashes, 500), jump_hash(hashes, 550)
    moved = (before != after).mean()
    assert 0.08 < moved < 0.10
    assert (after[before != after] >= 500).all()


def test_buckets_fill_evenly():
    counts = np.bincount(jump_hash(hash64([str(i) for i in range(50_000)], "x"), 10))
    assert counts.min() > 4700
    assert counts.max() < 5300


def test_no_bucket_is_an_error():
    with pytest.raises(ValueError, match="at least one bucket"):
        jump_hash(hash64(["a"], "x"), 0)


def _dealt(elements, keys):
    found = rendezvous(hash64(elements, "x"), hash64(keys, "k"))
    return [keys[index] for index in found]


@given(names, st.lists(st.text(), min_size=2, max_size=9, unique=True), st.data())
def test_the_order_of_the_keys_does_not_matter(elements, keys, data):
    shuffled = data.draw(st.permutations(keys))
    assert _dealt(elements, keys) == _dealt(elements, shuffled)


@given(names, st.lists(st.text(), min_size=2, max_size=9, unique=True))
def test_a_key_that_goes_frees_its_own_elements_alone(elements, keys):
    gone, *left = keys
    before, after = _dealt(elements, keys), _dealt(elements, left)
    assert all(now == then for then, now in zip(before, after, strict=True) if then != gone)


def test_keys_get_equal_shares():
    hashes = hash64([str(i) for i in range(50_000)], "x")
    counts = np.bincount(rendezvous(hashes, hash64([f"k{i}" for i in range(10)], "k")))
    assert counts.min() > 4700
    assert counts.max() < 5300


def test_a_share_is_as_large_as_asked_and_holds_every_smaller_one():
    hashes = hash64([str(i) for i in range(50_000)], "x")
    small, large = share(hashes, 0.01), share(hashes, 0.2)
    assert 0.008 < small.mean() < 0.012
    assert 0.19 < large.mean() < 0.21
    assert (small <= large).all()
    assert share(hashes, 1.0).all()
    assert not share(hashes, 0.0).any()


def test_nothing_to_deal_is_an_error():
    with pytest.raises(ValueError, match="at least one key"):
        rendezvous(hash64(["a"], "x"), hash64([], "k"))


def _published(key: int, buckets: int) -> int:
    """Lamping and Veach, figure 1, on Python integers."""
    bucket, candidate = -1, 0
    while candidate < buckets:
        bucket = candidate
        key = (key * 2862933555777941757 + 1) % (1 << 64)
        candidate = int((bucket + 1) * (float(1 << 31) / float((key >> 33) + 1)))
    return bucket
