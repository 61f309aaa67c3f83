import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recordbench import record

from audioflan.errors import AudioFlanError
from audioflan.records.checker import SCHEMA, RecordChecker, record_checker

STRICT = json.loads(SCHEMA.read_text(encoding="utf-8"))
REFERENCE = jsonschema.Draft202012Validator(STRICT)
PLACES: list[tuple[str | int, ...]] = [
    *[(key,) for key in record()],
    *[("task_type", key) for key in record()["task_type"]],
    *[("task_type", key, 0) for key in ("major", "minor", "U/G")],
    *[("other", key) for key in record()["other"]],
    ("split", 0),
    ("source", 0),
]
WORDS = st.sampled_from(
    ["train", "dev", "test", "generation", "speech", "none", "CC0-1.0", "a/s01", "Music", "x\n"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def put(value: Any, place: tuple[str | int, ...], new: Any) -> Any:
    changed = copy.deepcopy(value)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = new
    return changed


def test_the_schema_is_draft_2020_12() -> None:
    jsonschema.Draft202012Validator.check_schema(STRICT)

    assert STRICT["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_order_of_keys_is_the_order_of_the_format() -> None:
    checker = record_checker()

    assert checker.key_order() == tuple(record())
    assert checker.key_order("task_type") == tuple(record()["task_type"])
    assert checker.key_order("other") == tuple(record()["other"])


@pytest.mark.parametrize("value", [record(), record(other=None), record(input="")])
def test_records_are_valid(value: dict[str, Any]) -> None:
    assert record_checker().fault(value) is None


@pytest.mark.parametrize("place", PLACES)
def test_nothing_may_be_missing(place: tuple[str | int, ...]) -> None:
    changed = copy.deepcopy(record())
    inner: Any = changed
    for key in place[:-1]:
        inner = inner[key]
    del inner[place[-1]]

    assert record_checker().fault(changed) is not None


@pytest.mark.parametrize("place", [(), ("task_type",), ("other",)])
def test_nothing_may_be_added(place: tuple[str, ...]) -> None:
    changed = put(record(), (*place, "extra"), "x")

    assert "'extra' was unexpected" in str(record_checker().fault(changed))


@pytest.mark.parametrize(
    ("place", "new", "fault"),
    [
        (("uuid",), "0f0e0d0c-0000-4000-8000-000000000000", "uuid: "),
        (("uuid",), record()["uuid"].upper(), "uuid: "),
        (("split",), ["train", "dev"], "split: "),
        (("split",), "train", "split: "),
        (("task_type", "U/G", 0), "both", "task_type/U/G/0: "),
        (("task_type", "unseen"), "false", "task_type/unseen: "),
        (("task_type", "minor", 0), "key_detection", "task_type/minor/0: "),
        (("instruction",), "two\nlines", "instruction: "),
        (("output",), "", "output: "),
        (("source",), [], "source: "),
        (("other", "heldout"), "yes", "other/heldout: "),
        (("other", "template"), "no_seed", "other/template: "),
        (("other", "group"), None, "other/group: "),
    ],
)
def test_a_wrong_value_is_named_by_its_place(
    place: tuple[str | int, ...], new: Any, fault: str
) -> None:
    assert str(record_checker().fault(put(record(), place, new))).startswith(fault)


@given(st.sampled_from(PLACES), VALUES)
def test_the_fast_checker_agrees_with_the_reference(
    place: tuple[str | int, ...], value: Any
) -> None:
    changed = put(record(), place, value)

    assert record_checker().is_valid(changed) == REFERENCE.is_valid(changed)


@given(VALUES)
def test_both_refuse_what_is_no_record(value: Any) -> None:
    assert not record_checker().is_valid(value)
    assert not REFERENCE.is_valid(value)


@pytest.mark.parametrize("content", [None, "{", '{"type": 7}'])
def test_a_broken_schema_file_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "record.schema.json"
    if content is not None:
        path.write_text(content)

    with pytest.raises(AudioFlanError, match=r"record\.schema\.json: .*Restore the file"):
        RecordChecker(path)
