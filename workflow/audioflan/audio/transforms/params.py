"""Checks of a recipe's parameters, with errors that name the key and show the right form."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

from audioflan.errors import AudioFlanError


def check_names(params: Mapping[str, Any], *names: str) -> None:
    """Refuse parameters that a transform does not have.

    Raises:
        AudioFlanError: a key of ``params`` is not among ``names``.
    """
    unknown = sorted(set(params) - set(names))
    if unknown:
        allowed = ", ".join(names) or "none"
        raise AudioFlanError(
            f"recipe parameter '{unknown[0]}' is unknown.", remedy=f"parameters here: {allowed}"
        )


def interval(params: Mapping[str, Any], name: str, minimum: float = 0.0) -> tuple[float, float]:
    """The parameter ``name`` as (low, high) with ``minimum <= low <= high``.

    Raises:
        AudioFlanError: it is missing or not such a pair.
    """
    value = params.get(name)
    if not (isinstance(value, list | tuple) and len(value) == 2 and all(map(_number, value))):
        raise _wrong(name, value, "two numbers, [low, high]")
    low, high = float(value[0]), float(value[1])
    if not minimum <= low <= high:
        raise _wrong(name, value, f"[low, high] with {minimum:g} <= low <= high")
    return low, high


def counts(params: Mapping[str, Any], name: str) -> tuple[int, int]:
    """The parameter ``name`` as whole numbers (low, high), low >= 1.

    Raises:
        AudioFlanError: it is missing or not such a pair.
    """
    low, high = interval(params, name, 1)
    if low != int(low) or high != int(high):
        raise _wrong(name, params[name], "two whole numbers")
    return int(low), int(high)


def rates(params: Mapping[str, Any], name: str) -> list[int]:
    """The parameter ``name`` as a list of distinct sample rates (Hz), ascending.

    Raises:
        AudioFlanError: it is missing, empty or holds something else.
    """
    value = params.get(name)
    if not isinstance(value, list | tuple) or not value:
        raise _wrong(name, value, "a list of sample rates in Hz")
    if not all(isinstance(rate, int) and not isinstance(rate, bool) and rate > 0 for rate in value):
        raise _wrong(name, value, "a list of whole sample rates in Hz")
    return sorted(set(value))


def seconds(params: Mapping[str, Any], name: str) -> float:
    """The parameter ``name`` as a duration above 0, s.

    Raises:
        AudioFlanError: it is missing or no such number.
    """
    value = params.get(name)
    if not _number(value) or value <= 0:
        raise _wrong(name, value, "seconds above 0")
    return float(value)


def choice(params: Mapping[str, Any], name: str, choices: Iterable[str]) -> str:
    """The parameter ``name`` as one of some words.

    Raises:
        AudioFlanError: it is missing or another word.
    """
    value, words = params.get(name), list(choices)
    if value not in words:
        raise _wrong(name, value, "one of " + ", ".join(words))
    return str(value)


def _number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _wrong(name: str, value: object, form: str) -> AudioFlanError:
    return AudioFlanError(
        f"recipe parameter '{name}' is {value!r}.", remedy=f"give {form}, as in the task's YAML"
    )
