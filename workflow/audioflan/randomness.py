"""Randomness without state: every draw is a function of an identity and a named purpose.

Neither the order of draws nor the process, the machine or a library's generator can change
a value: all of them come from SHA-256 (single draws) or a fixed integer mixer (columns).
"""

import hashlib
import math
import uuid
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
Hashes = npt.NDArray[np.uint64]

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:audioflan:instance")
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_JUMP = np.uint64(2862933555777941757)
_FMIX_1 = np.uint64(0xFF51AFD7ED558CCD)
_FMIX_2 = np.uint64(0xC4CEB9FE1A85EC53)
_HALF = np.uint64(33)
_BLOCK = 1 << 14


def instance_uuid(corpus: str, task: str, key: str) -> str:
    """UUIDv5 of an instance: the same inputs give the same id, for ever."""
    return str(uuid.uuid5(NAMESPACE, f"{corpus}\n{task}\n{key}"))


class Draws:
    """Random values that belong to one identity (an instance uuid, an audio id).

    Asking twice for the same purpose gives the same value; purposes are independent.
    """

    def __init__(self, identity: str) -> None:
        self.identity = identity

    def unit(self, purpose: str) -> float:
        """A float in [0, 1)."""
        return (self._word(purpose) >> 11) / (1 << 53)

    def uniform(self, purpose: str, low: float, high: float) -> float:
        """A float in [low, high)."""
        return low + (high - low) * self.unit(purpose)

    def integer(self, purpose: str, low: int, high: int) -> int:
        """An integer in [low, high], both ends included."""
        return low + math.floor(self.unit(purpose) * (high - low + 1))

    def choice(self, purpose: str, options: Sequence[T]) -> T:
        """One element of a non-empty sequence."""
        return options[self.integer(purpose, 0, len(options) - 1)]

    def sample(self, purpose: str, options: Sequence[T], count: int) -> list[T]:
        """``count`` distinct elements, in drawn order (all of them when fewer exist)."""
        order = sorted(range(len(options)), key=lambda index: self._word(f"{purpose}:{index}"))
        return [options[index] for index in order[:count]]

    def _word(self, purpose: str) -> int:
        content = f"{self.identity}\n{purpose}".encode()
        return int.from_bytes(hashlib.sha256(content).digest()[:8], "little")


def hash64(identities: Sequence[str], purpose: str) -> Hashes:
    """Hash a column of identities for one purpose; shape [n], full uint64 range."""
    return mixed(identity_words(identities), purpose)


def identity_words(identities: Sequence[str]) -> Hashes:
    """The part of :func:`hash64` that no purpose changes: worth keeping for several purposes."""
    return np.fromiter((_word_of(text) for text in identities), np.uint64, len(identities))


def mixed(words: Hashes, purpose: str) -> Hashes:
    """Finish :func:`hash64` for one purpose on kept words."""
    return _mix(words ^ _word_of(purpose))


def share(hashes: Hashes, fraction: float) -> npt.NDArray[np.bool_]:
    """Which elements belong to a share of ``fraction`` in [0, 1]; a larger share holds a smaller.

    Args:
        hashes: one for each element, shape [n].
        fraction: of the elements, about.

    Returns:
        Shape [n].
    """
    return (hashes >> np.uint64(11)).astype(np.float64) < fraction * float(1 << 53)


def jump_hash(hashes: Hashes, buckets: int) -> npt.NDArray[np.int64]:
    """Jump consistent hash (Lamping and Veach 2014) of a column onto ``buckets`` >= 1.

    Growing ``buckets`` from n to m moves only a share of about 1 - n / m of the elements.

    Raises:
        ValueError: there is no bucket.
    """
    if buckets < 1:
        raise ValueError("jump_hash needs at least one bucket")
    key = hashes.astype(np.uint64, copy=True)
    chosen = np.zeros(len(key), np.int64)
    candidate = np.zeros(len(key), np.int64)
    active = np.arange(len(key))
    while active.size:
        chosen[active] = candidate[active]
        with np.errstate(over="ignore"):
            key[active] = key[active] * _JUMP + np.uint64(1)
        divisor = ((key[active] >> np.uint64(33)) + np.uint64(1)).astype(np.float64)
        candidate[active] = ((chosen[active] + 1) * (float(1 << 31) / divisor)).astype(np.int64)
        active = active[candidate[active] < buckets]
    return chosen


def rendezvous(hashes: Hashes, keys: Hashes) -> npt.NDArray[np.int64]:
    """Rendezvous hashing (Thaler and Ravishankar 1996): which of ``keys`` each element is dealt.

    The order of the keys does not matter. A new key takes its fair share from all others, and
    when a key goes, its elements alone are dealt again.

    Args:
        hashes: one for each element, shape [n].
        keys: one for each thing dealt, shape [k], k >= 1, distinct.

    Returns:
        Indexes into ``keys``, shape [n].

    Raises:
        ValueError: there is no key.
    """
    if not len(keys):
        raise ValueError("rendezvous needs at least one key")
    chosen = np.zeros(len(hashes), np.int64)
    for start in range(0, len(hashes), _BLOCK):
        block, place = hashes[start : start + _BLOCK], chosen[start : start + _BLOCK]
        highest = _score(block, keys[0])
        for index, key in enumerate(keys[1:], 1):
            score = _score(block, key)
            np.copyto(place, index, where=score > highest)
            np.maximum(highest, score, out=highest)
    return chosen


def _score(words: Hashes, key: np.uint64) -> Hashes:
    """MurmurHash3 finaliser of each word with the key; its first step is spared mixed words."""
    score = words ^ key
    score *= _FMIX_1
    score ^= score >> _HALF
    score *= _FMIX_2
    score ^= score >> _HALF
    return score


def _word_of(text: str) -> np.uint64:
    return np.uint64(
        int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
    )


def _mix(words: Hashes) -> Hashes:
    """SplitMix64 finaliser."""
    with np.errstate(over="ignore"):
        words = words + _GOLDEN
        words = (words ^ (words >> np.uint64(30))) * _MIX_1
        words = (words ^ (words >> np.uint64(27))) * _MIX_2
    return words ^ (words >> np.uint64(31))
