"""Rules that every line of a file of records must keep, one function each.

A rule is made once for a file (``make(expectation)``) and then asked for each line; it
answers with what is wrong, or None. Rules run in the order below and the first answer
counts, so a rule may rely on those before it. To add a rule, write it and decorate it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from audioflan.records.aliases import layout_of, right_name
from audioflan.records.checker import record_checker
from audioflan.records.expectation import Expectation
from audioflan.records.spans import SpanError, audio_ids

Verdict = str | None
Rule = Callable[["Line"], Verdict]
Maker = Callable[[Expectation], Rule | None]

RULES: dict[str, Maker] = {}

FEW = 1024
"""Names a file repeats in every line; verdicts on so many are remembered."""

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_TEXTS = ("instruction", "input", "output")


@dataclass(slots=True)
class Line:
    """One line: its bytes (without the end), what they say, and the audio ids of its texts.

    ``spans`` is filled by the rule of that name, for the rules after it.
    """

    raw: bytes
    record: dict[str, Any]
    spans: dict[str, list[str]]


def rule(name: str) -> Callable[[Maker], Maker]:
    """Register a rule under the name that verdicts are counted by."""

    def register(make: Maker) -> Maker:
        RULES[name] = make
        return make

    return register


def rules_for(expectation: Expectation) -> list[tuple[str, Rule]]:
    """The rules that apply, made for one file (a rule without its facts does not apply)."""
    made = ((name, make(expectation)) for name, make in RULES.items())
    return [(name, check) for name, check in made if check is not None]


@rule("schema")
def _schema(_: Expectation) -> Rule:
    checker = record_checker()

    def check(line: Line) -> Verdict:
        if checker.is_valid(line.record):
            return None
        layout = layout_of(line.record)
        return f"a record in the layout of {layout}" if layout else checker.fault(line.record)

    return check


@rule("key order")
def _key_order(_: Expectation) -> Rule:
    checker = record_checker()
    outer, inner, extra = (checker.key_order(*at) for at in ((), ("task_type",), ("other",)))

    def check(line: Line) -> Verdict:
        record = line.record
        other = record["other"]
        if tuple(record) != outer:
            return f"keys must come as {', '.join(outer)}"
        if tuple(record["task_type"]) != inner:
            return f"keys of task_type must come as {', '.join(inner)}"
        if other is not None and tuple(other) != extra:
            return f"keys of other must come as {', '.join(extra)}"
        return None

    return check


@rule("form")
def _form(_: Expectation) -> Rule:
    def check(line: Line) -> Verdict:
        if orjson.dumps(line.record) == line.raw:
            return None
        if line.raw.endswith(b"\r"):
            return "the line ends with a carriage return"
        return "not compact JSON: a repeated key, blanks between tokens, or escaped letters"

    return check


@rule("text")
def _text(_: Expectation) -> Rule:
    def check(line: Line) -> Verdict:
        for key in _TEXTS:
            text = line.record[key]
            if not text.isprintable() and (found := _CONTROL.search(text)):
                return f"{key} holds the control character U+{ord(found[0]):04X}"
        return None

    return check


@rule("spans")
def _spans(_: Expectation) -> Rule:
    def check(line: Line) -> Verdict:
        for key in _TEXTS:
            try:
                line.spans[key] = audio_ids(line.record[key])
            except SpanError as error:
                return f"{key}: {error}"
        if line.spans["instruction"]:
            return "instruction: audio belongs into input or output"
        return None

    return check


@rule("direction")
def _direction(expectation: Expectation) -> Rule:
    def check(line: Line) -> Verdict:
        stated = line.record["task_type"]["U/G"][0]
        shown = "generation" if line.spans["output"] else "understanding"
        if stated != shown:
            return f"the output makes this {shown}, the record says {stated}"
        return _differs("direction", stated, expectation.direction)

    return check


@rule("task")
def _task(expectation: Expectation) -> Rule:
    @lru_cache(FEW)
    def verdict(major: str, minor: str, domain: str) -> Verdict:
        if minor != expectation.minor and (right := right_name(minor)):
            return f"minor {minor!r} is another name of {right!r}"
        return (
            _differs("major", major, expectation.major)
            or _differs("minor", minor, expectation.minor)
            or _differs("domain", domain, expectation.domain)
        )

    def check(line: Line) -> Verdict:
        kind = line.record["task_type"]
        return verdict(kind["major"][0], kind["minor"][0], line.record["domain"])

    return check


@rule("other")
def _other(expectation: Expectation) -> Rule:
    @lru_cache(FEW)
    def verdict(template: str, corpus: str) -> Verdict:
        task, _, _ = template.partition("/")
        return _differs("corpus", corpus, expectation.corpus) or _differs(
            "task of the template", task, expectation.task
        )

    def check(line: Line) -> Verdict:
        other = line.record["other"]
        return None if other is None else verdict(other["template"], other["corpus"])

    return check


@rule("split")
def _split(expectation: Expectation) -> Rule:
    allowed = frozenset(expectation.splits)

    def check(line: Line) -> Verdict:
        split = line.record["split"][0]
        return None if split in allowed else f"{split} is not among {', '.join(sorted(allowed))}"

    return check


@rule("audio ids")
def _audio_ids(expectation: Expectation) -> Rule | None:
    known = expectation.audio_ids
    if known is None:
        return None

    def check(line: Line) -> Verdict:
        for audio_id in line.spans["input"] + line.spans["output"]:
            if audio_id not in known:
                return f"{audio_id} is not in the audio index"
        return None

    return check


@rule("uuid")
def _uuid(_: Expectation) -> Rule:
    """Each uuid once a file; remembers 16 bytes a record, which cost about 110."""
    seen: set[bytes] = set()

    def check(line: Line) -> Verdict:
        written = line.record["uuid"]
        number = bytes.fromhex(written.replace("-", ""))
        if number in seen:
            return f"{written} came before"
        seen.add(number)
        return None

    return check


def _differs(what: str, found: str, expected: str | None) -> Verdict:
    if expected is None or found == expected:
        return None
    return f"{what} is {found!r}, expected {expected!r}"
