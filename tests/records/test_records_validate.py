import ast
import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recordbench import CORPUS, TRANSCRIBE, line, record

import audioflan.records as room
from audioflan.records.check import Check, SplitCount
from audioflan.records.expectation import Expectation
from audioflan.records.rules import RULES
from audioflan.records.validate import validate

EXPECTED = Expectation.of(TRANSCRIBE, CORPUS, {"91_AsteriskPrompts_en_hello"})
NOTHING = hashlib.sha256().hexdigest()


def task_type(**changes: Any) -> dict[str, Any]:
    kinds = {"U_G": "U/G"}
    return record()["task_type"] | {kinds.get(key, key): value for key, value in changes.items()}


def other(**changes: Any) -> dict[str, Any]:
    return record()["other"] | changes


def reordered(**changes: Any) -> dict[str, Any]:
    return dict(reversed(record(**changes).items()))


def refusals(check: Check) -> list[tuple[int, str, str]]:
    return [(row.line, row.rule, row.reason) for row in check.offending]


def test_valid_lines_are_counted_and_digested_by_split() -> None:
    lines = [
        line(record(number, split=[split]))
        for number, split in enumerate(["train", "dev", "train"])
    ]

    check = validate(lines, EXPECTED)

    train = hashlib.sha256(lines[0] + b"\n" + lines[2] + b"\n").hexdigest()
    dev = hashlib.sha256(lines[1] + b"\n").hexdigest()
    assert check == Check(
        seen=3,
        accepted=3,
        refused={},
        splits={
            "train": SplitCount(2, train),
            "dev": SplitCount(1, dev),
            "test": SplitCount(0, NOTHING),
        },
        offending=(),
    )
    assert check.passed


@pytest.mark.parametrize(
    ("bad", "rule", "reason"),
    [
        (b"", "encoding", "blank line"),
        (b" \t", "encoding", "blank line"),
        (b"\xef\xbb\xbf" + line(record(9)), "encoding", "starts with a byte order mark"),
        (line(record(9)).replace("ö".encode(), b"\xf6"), "encoding", "not UTF-8 at byte 128"),
        (line(record(9))[:-1], "json", "unexpected end of data"),
        (b"not json", "json", "invalid literal"),
        (b"[]", "json", "a JSON list, not an object"),
        (b"null", "json", "a JSON NoneType, not an object"),
        (line(record(9, split="train")), "schema", 'split: "train" is not of type "array"'),
        (line({"audio_path": "a.wav"}), "schema", "a record in the layout of CMI-Bench"),
        (line(reordered()), "key order", "keys must come as instruction, input, output"),
        (
            line(record(9, task_type=dict(reversed(record()["task_type"].items())))),
            "key order",
            "keys of task_type must come as major, minor, U/G, unseen",
        ),
        (
            line(record(9, other=dict(reversed(record()["other"].items())))),
            "key order",
            "keys of other must come as corpus",
        ),
        (line(record(9)).replace(b",", b", ", 1), "form", "not compact JSON"),
        (line(record(9)).replace("ö".encode(), b"\\u00f6"), "form", "not compact JSON"),
        (
            line(record(9)).replace(b'"domain"', b'"domain":"music","domain"'),
            "form",
            "a repeated key",
        ),
        (line(record(9)) + b"\r", "form", "the line ends with a carriage return"),
        (line(record(9, output="a\tb")), "text", "output holds the control character U+0009"),
        (line(record(9, input="a\x85")), "text", "input holds the control character U+0085"),
        (line(record(9, output="<SOA>x")), "spans", "output: mangled span mark '<SOA>'"),
        (line(record(9, input="|SOA|>x<|EOA|")), "spans", "input: mangled span mark '|SOA|>'"),
        (
            line(record(9, instruction="Hear <|SOA|>x<|EOA|>")),
            "spans",
            "instruction: audio belongs into input or output",
        ),
        (
            line(record(9, output="<|SOA|>91_AsteriskPrompts_en_hello<|EOA|>")),
            "direction",
            "the output makes this generation, the record says understanding",
        ),
        (
            line(record(9, task_type=task_type(U_G=["generation"]))),
            "direction",
            "the output makes this understanding, the record says generation",
        ),
        (
            line(record(9, task_type=task_type(minor=["Age Prediction"]))),
            "task",
            "minor 'Age Prediction' is another name of 'Age Recognition'",
        ),
        (
            line(record(9, task_type=task_type(minor=["Age Recognition"]))),
            "task",
            "minor is 'Age Recognition', expected 'Automatic Speech Recognition'",
        ),
        (
            line(record(9, task_type=task_type(major=["Global MIR"]))),
            "task",
            "major is 'Global MIR', expected 'Speech Recognition'",
        ),
        (line(record(9, domain="music")), "task", "domain is 'music', expected 'speech'"),
        (
            line(record(9, other=other(corpus="esc50"))),
            "other",
            "corpus is 'esc50', expected 'asterisk_prompts'",
        ),
        (
            line(record(9, other=other(template="key_detection/s01"))),
            "other",
            "task of the template is 'key_detection'",
        ),
        (
            line(record(9, input="<|SOA|>91_AsteriskPrompts_en_gone<|EOA|>")),
            "audio ids",
            "91_AsteriskPrompts_en_gone is not in the audio index",
        ),
        (line(record(0)), "uuid", f"{record(0)['uuid']} came before"),
    ],
)
def test_a_bad_line_is_refused_by_the_rule_it_breaks(bad: bytes, rule: str, reason: str) -> None:
    check = validate([line(record(0)), bad, line(record(1))], EXPECTED)

    [(number, broken, why)] = refusals(check)
    assert (number, broken) == (2, rule)
    assert reason in why
    assert (check.seen, check.accepted, check.refused) == (3, 2, {rule: 1})


def test_every_rule_has_a_line_above_that_breaks_it() -> None:
    [marker] = test_a_bad_line_is_refused_by_the_rule_it_breaks.pytestmark

    assert {rule for _, rule, _ in marker.args[1]} >= set(RULES) - {"split"}


def test_splits_that_are_not_expected_are_refused() -> None:
    check = validate([line(record(split=["test"]))], Expectation(splits=("train", "dev")))

    assert refusals(check) == [(1, "split", "test is not among dev, train")]


def test_without_expectation_any_valid_record_passes() -> None:
    generation = record(
        3, output="<|SOA|>1_X_y<|EOA|>", task_type=task_type(U_G=["generation"]), other=None
    )

    assert validate([line(record()), line(generation)]).accepted == 2


@pytest.mark.parametrize(
    ("alias", "right"),
    [
        ("Sound Super-resolution", "Audio Super-resolution"),
        ("Speech-to-text Translation", "Speech to Text Translation"),
        ("Lyrics2song Generation", "Lyrics-to-song Generation"),
        ("Device Recognitin", "Device Recognition"),
        ("Instruments Comparison", "Instrument Comparison"),
        ("Age_prediction", "Age Recognition"),
    ],
)
def test_an_alias_is_answered_with_the_right_name(alias: str, right: str) -> None:
    check = validate([line(record(task_type=task_type(minor=[alias])))])

    assert refusals(check) == [(1, "task", f"minor {alias!r} is another name of {right!r}")]


@settings(deadline=None)
@given(st.integers(0, 600), st.binary(min_size=1, max_size=3), st.booleans())
def test_a_damaged_line_never_crashes_and_sums_close(
    place: int, damage: bytes, replace: bool
) -> None:
    whole = line(record(1))
    hurt = whole[:place] + damage + whole[place + (len(damage) if replace else 0) :]

    check = validate([line(record(0)), hurt, line(record(2))], EXPECTED)

    assert check.seen == 3
    assert check.accepted + sum(check.refused.values()) == 3
    assert check.accepted >= 2


@given(st.lists(st.binary(max_size=30)))
def test_arbitrary_bytes_are_refused_one_by_one(lines: list[bytes]) -> None:
    check = validate(lines)

    assert (check.seen, check.accepted) == (len(lines), 0)
    assert sum(check.refused.values()) == len(lines)


def test_only_the_first_offending_lines_are_kept_as_excerpts() -> None:
    check = validate([b"x" * 5000] * 50)

    assert [row.line for row in check.offending] == list(range(1, 21))
    assert {len(row.text) for row in check.offending} == {200}


def test_the_validator_shares_no_code_with_the_renderer() -> None:
    folder = Path(room.__file__).parent
    reached, waiting = set(), ["validate"]
    while waiting:
        module = waiting.pop()
        reached.add(module)
        for node in ast.walk(ast.parse((folder / f"{module}.py").read_bytes())):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith(room.__name__):
                waiting.extend({str(node.module).rpartition(".")[2]} - reached)

    assert reached == {
        "validate", "check", "expectation", "lines", "rules", "aliases", "checker", "spans"
    }  # fmt: skip
