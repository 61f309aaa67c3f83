"""Lines -> verdicts: judges a file of records from its bytes, knowing nothing of the renderer."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson

from audioflan.files import atomic_path
from audioflan.records.check import KEPT, Check, Refusal, Tally
from audioflan.records.expectation import Expectation
from audioflan.records.lines import MAX_LINE, read_lines
from audioflan.records.rules import Line, Rule, rules_for

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
Record = dict[str, Any]
Refuse = Callable[[Refusal], Any]


def validate(
    lines: Iterable[bytes],
    expectation: Expectation | None = None,
    refuse: Refuse | None = None,
) -> Check:
    """Judge lines one at a time.

    Memory: about 110 bytes a record (the uuids met) and nothing else that grows.

    Args:
        lines: with or without their line ends.
        expectation: what is known about the records; nothing by default.
        refuse: called with every refused line.
    """
    rules = rules_for(expectation or Expectation())
    tally = Tally()
    for number, raw in enumerate(lines, start=1):
        line = raw.removesuffix(b"\n")
        record, rule, reason = _judge(line, rules)
        if record is not None:
            tally.accept(record["split"][0], line)
            continue
        text = line[:KEPT].decode("utf-8", "backslashreplace")
        refusal = Refusal(number, rule, reason, text)
        tally.refuse(refusal)
        if refuse is not None:
            refuse(refusal)
    return tally.check()


def validate_file(
    path: Path | str, expectation: Expectation | None = None, rejects: Path | str | None = None
) -> Check:
    """Judge a ``.jsonl`` or ``.jsonl.zst`` file.

    Args:
        path: the file; its suffix says whether it is compressed.
        expectation: what is known about the records; nothing by default.
        rejects: where refused lines go as JSON Lines ``{line, reason, text}`` (written
            atomically, empty when nothing was refused); None keeps them in the check alone.

    Raises:
        AudioFlanError: the file cannot be read to its end.
    """
    if rejects is None:
        return validate(read_lines(path), expectation)
    with atomic_path(rejects) as temporary, temporary.open("wb") as out:
        return validate(
            read_lines(path), expectation, lambda refusal: out.write(_reject_line(refusal))
        )


def _reject_line(refusal: Refusal) -> bytes:
    row = {
        "line": refusal.line,
        "reason": f"{refusal.rule}: {refusal.reason}",
        "text": refusal.text,
    }
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


def _judge(line: bytes, rules: list[tuple[str, Rule]]) -> tuple[Record | None, str, str]:
    """The record when it keeps all rules, else the first broken rule and the reason."""
    record, name, reason = _parse(line)
    if record is None:
        return None, name, reason
    parsed = Line(line, record, {})
    for name, check in rules:
        if fault := check(parsed):
            return None, name, fault
    return record, "", ""


def _parse(line: bytes) -> tuple[Record | None, str, str]:
    """The JSON object of a line, else the rule and reason by which there is none."""
    if len(line) > MAX_LINE:
        return None, "length", f"longer than {MAX_LINE} bytes"
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return None, *_why_no_json(line, error)
    if type(value) is not dict:
        return None, "json", f"a JSON {type(value).__name__}, not an object"
    return value, "", ""


def _why_no_json(line: bytes, error: orjson.JSONDecodeError) -> tuple[str, str]:
    if line.startswith(_BYTE_ORDER_MARK):
        return "encoding", "starts with a byte order mark"
    if not line.strip():
        return "encoding", "blank line"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as broken:
        return "encoding", f"not UTF-8 at byte {broken.start}"
    return "json", str(error)
