"""Rules that every line of a file of records must keep, one function each.

A rule is made once for a file (``make(expectation)``) and then asked for each line; it
answers with what is wrong, or None. Rules run in the order below and the first answer
counts, so a rule may rely on those before it. To add a rule, write it and decorate it.
"""

import re
from collections.abc import Callable
from typing import Any

import orjson

from audioflan.records.aliases import layout_of, right_name
from audioflan.records.checker import record_checker
from audioflan.records.expectation import Expectation
from audioflan.records.spans import SpanError, audio_ids

Record = dict[str, Any]
Verdict = str | None
Rule = Callable[[bytes, Record], Verdict]
Maker = Callable[[Expectation], Rule | None]

RULES: dict[str, Maker] = {}

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_TEXTS = ("instruction", "input", "output")


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

    def check(_: bytes, record: Record) -> Verdict:
        if checker.is_valid(record):
            return None
        layout = layout_of(record)
        return f"a record in the layout of {layout}" if layout else checker.fault(record)

    return check


@rule("key order")
def _key_order(_: Expectation) -> Rule:
    checker = record_checker()
    outer, inner, extra = (checker.key_order(*at) for at in ((), ("task_type",), ("other",)))

    def check(_: bytes, record: Record) -> Verdict:
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
    def check(line: bytes, record: Record) -> Verdict:
        if orjson.dumps(record) == line:
            return None
        return "not compact JSON: a repeated key, blanks between tokens, or escaped letters"

    return check


@rule("text")
def _text(_: Expectation) -> Rule:
    def check(_: bytes, record: Record) -> Verdict:
        for key in _TEXTS:
            if found := _CONTROL.search(record[key]):
                return f"{key} holds the control character U+{ord(found[0]):04X}"
        return None

    return check


@rule("spans")
def _spans(_: Expectation) -> Rule:
    def check(_: bytes, record: Record) -> Verdict:
        for key in _TEXTS:
            try:
                found = audio_ids(record[key])
            except SpanError as error:
                return f"{key}: {error}"
            if found and key == "instruction":
                return "instruction: audio belongs into input or output"
        return None

    return check


@rule("direction")
def _direction(expectation: Expectation) -> Rule:
    def check(_: bytes, record: Record) -> Verdict:
        stated = record["task_type"]["U/G"][0]
        shown = "generation" if audio_ids(record["output"]) else "understanding"
        if stated != shown:
            return f"the output makes this {shown}, the record says {stated}"
        return _differs("direction", stated, expectation.direction)

    return check


@rule("task")
def _task(expectation: Expectation) -> Rule:
    def check(_: bytes, record: Record) -> Verdict:
        major, minor = record["task_type"]["major"][0], record["task_type"]["minor"][0]
        if minor != expectation.minor and (right := right_name(minor)):
            return f"minor {minor!r} is another name of {right!r}"
        return (
            _differs("major", major, expectation.major)
            or _differs("minor", minor, expectation.minor)
            or _differs("domain", record["domain"], expectation.domain)
        )

    return check


@rule("other")
def _other(expectation: Expectation) -> Rule | None:
    def check(_: bytes, record: Record) -> Verdict:
        if record["other"] is None:
            return None
        task, _, _ = record["other"]["template"].partition("/")
        return _differs("corpus", record["other"]["corpus"], expectation.corpus) or _differs(
            "task of the template", task, expectation.task
        )

    return check


@rule("split")
def _split(expectation: Expectation) -> Rule:
    allowed = frozenset(expectation.splits)

    def check(_: bytes, record: Record) -> Verdict:
        split = record["split"][0]
        return None if split in allowed else f"{split} is not among {', '.join(sorted(allowed))}"

    return check


@rule("audio ids")
def _audio_ids(expectation: Expectation) -> Rule | None:
    known = expectation.audio_ids
    if known is None:
        return None

    def check(_: bytes, record: Record) -> Verdict:
        for audio_id in audio_ids(record["input"]) + audio_ids(record["output"]):
            if audio_id not in known:
                return f"{audio_id} is not in the audio index"
        return None

    return check


@rule("uuid")
def _uuid(_: Expectation) -> Rule:
    """Each uuid once a file; remembers 16-byte integers, about 90 bytes a record."""
    seen: set[int] = set()

    def check(_: bytes, record: Record) -> Verdict:
        number = int(record["uuid"].replace("-", ""), 16)
        if number in seen:
            return f"{record['uuid']} came before"
        seen.add(number)
        return None

    return check


def _differs(what: str, found: str, expected: str | None) -> Verdict:
    if expected is None or found == expected:
        return None
    return f"{what} is {found!r}, expected {expected!r}"
