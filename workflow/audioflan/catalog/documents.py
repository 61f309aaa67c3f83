"""YAML files checked against a JSON Schema, with errors that name file, line and remedy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import yaml

from audioflan.errors import AudioFlanError
from audioflan.files import nearest

Place = Sequence[str | int]
BOOLEAN = "tag:yaml.org,2002:bool"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """A parsed YAML file that can point at the line of any value in it."""

    path: Path
    data: Any

    def error(self, what: str, at: Place, remedy: str) -> AudioFlanError:
        """An error that names this file and the line of the value at ``at``."""
        return AudioFlanError(what, where=self.path, line=self.line(at), remedy=remedy)

    def line(self, at: Place) -> int | None:
        """1-based line of the value at ``at`` (of its closest parent when absent), if on disk."""
        if not self.path.is_file():
            return None
        node = yaml.compose(self.path.read_text(encoding="utf-8"), Loader=_Loader)
        line = None if node is None else int(node.start_mark.line) + 1
        for key in at:
            step = _child(node, key)
            if step is None:
                break
            line, node = step
        return line


def _child(node: Any, key: str | int) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return name.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        value = node.value[key]
        return value.start_mark.line + 1, value
    return None


def read_document(path: Path, schema: Path) -> Document:
    """Load a YAML file and check it against a JSON Schema.

    Raises:
        AudioFlanError: not UTF-8, not YAML, a key that stands twice or is no text, or not as
            the schema says.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        _check_keys(yaml.compose(text, Loader=_Loader), path)
        document = Document(path, yaml.load(text, Loader=_Loader))  # noqa: S506
    except UnicodeDecodeError as problem:
        raise AudioFlanError(
            f"not UTF-8 ({problem.reason})", where=path, remedy="save the file as UTF-8."
        ) from problem
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else None
        raise AudioFlanError(
            f"not valid YAML: {problem.problem}",
            where=path,
            line=line,
            remedy="correct indentation, colons and quotes there, or in the line before.",
        ) from problem
    check(document, schema)
    return document


def check(document: Document, schema: Path) -> None:
    """Check a document against a JSON Schema file.

    Raises:
        AudioFlanError: it is not as the schema says; told is the most telling breach.
    """
    validator = _validator(schema)
    if validator.is_valid(document.data):
        return
    problem = _most_telling(list(validator.iter_errors(document.data)))
    place = list(problem.absolute_path)
    what, place, remedy = _explain(problem, place, schema)
    raise document.error(what, place, remedy)


def _most_telling(problems: list[Any]) -> Any:
    # A mistyped key also leaves the right key missing: the slip explains the gap.
    slips = [found for found in problems if found.validator == "additionalProperties"]
    return slips[0] if slips else jsonschema.exceptions.best_match(problems)


@cache
def _validator(schema: Path) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(orjson.loads(schema.read_bytes()))


def _explain(
    problem: Any, place: list[str | int], schema: Path
) -> tuple[str, list[str | int], str]:
    shown = ".".join(str(key) for key in place) or "the file"
    if problem.validator == "additionalProperties":
        allowed = sorted(problem.schema.get("properties", {}))
        wrong = next(key for key in problem.instance if key not in allowed)
        return f"unknown key '{wrong}' in {shown}", [*place, wrong], _choices(wrong, allowed)
    if problem.validator == "enum":
        wrong = str(problem.instance)
        return (
            f"'{wrong}' is not allowed for {shown}",
            place,
            _choices(wrong, problem.validator_value),
        )
    return f"{shown}: {problem.message}", place, f"see config/schemas/{schema.name}."


def _choices(wrong: str, allowed: Iterable[Any]) -> str:
    names = [str(name) for name in allowed]
    close = nearest(wrong, names)
    hint = f"did you mean '{close}'? " if close else ""
    return f"{hint}Allowed: {', '.join(names) or 'none'}."


def unknown_name(kind: str, wrong: str, known: Iterable[str]) -> tuple[str, str]:
    """What to say, and which remedy to give, for a reference to nothing."""
    names = sorted(known)
    shown = names if len(names) <= 24 else [*names[:24], "..."]
    return f"unknown {kind} '{wrong}'", _choices(wrong, shown) if len(names) <= 24 else _close(
        wrong, names
    )


def _close(wrong: str, names: Sequence[str]) -> str:
    close = nearest(wrong, names)
    return f"did you mean '{close}'?" if close else f"one of {len(names)} names is allowed."


def _check_keys(node: Any, path: Path) -> None:
    """Refuse keys that stand twice, and words such as `no` that YAML takes for no text."""
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for name, value in node.value:
            line = name.start_mark.line + 1
            if name.tag == BOOLEAN:
                what = f"YAML takes the key {name.value} for true or false"
                raise AudioFlanError(what, where=path, line=line, remedy="put it in quotes.")
            if name.value in seen:
                what = f"key '{name.value}' stands twice (first on line {seen[name.value]})"
                raise AudioFlanError(what, where=path, line=line, remedy="keep one of them.")
            seen[name.value] = line
            _check_keys(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _check_keys(value, path)


def as_tuple(values: Iterable[Any] | None) -> tuple[Any, ...]:
    """A tuple of a YAML list that may be absent."""
    return tuple(values or ())


def without(mapping: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """A copy of ``mapping`` without ``keys``."""
    return {key: value for key, value in mapping.items() if key not in keys}
