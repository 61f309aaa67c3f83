"""Task files ``templates/<domain>/<id>.yaml``, with the checks a schema cannot say."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audioflan.catalog.documents import Document, Place, as_tuple, read_document, unknown_name
from audioflan.catalog.models import Anchors, Companion, Field, Recipe, Seed, Task

SLOT = re.compile(r"\{([^{}]*)\}")


def load_task(path: Path, schema: Path) -> Task:
    """Read one task file.

    Raises:
        AudioFlanError: the file breaks the schema, its id or domain is not its place, a seed
            names an unknown slot, two seeds share an id or a text, a lexicon pattern does not
            compile, or the direction contradicts the output.
    """
    document = read_document(path, schema)
    task = _task(document.data, path)
    _check_place(document, task)
    _check_seeds(document, task)
    _check_lexicon(document, task)
    _check_direction(document, task)
    return task


def _task(data: Mapping[str, Any], path: Path) -> Task:
    lexicon = data.get("lexicon", {})
    return Task(
        id=data["id"],
        domain=data["domain"],
        major=data["major"],
        minor=data["minor"],
        direction=data["direction"],
        answer=data["answer"],
        corpora=as_tuple(data.get("corpora")),
        builder=data["builder"],
        params=data.get("params", {}),
        recipe=_recipe(path, data["id"], data.get("recipe")),
        slots=data.get("slots", {}),
        input=tuple(_field(entry) for entry in data["input"]),
        output=tuple(_field(entry) for entry in data["output"]),
        lead_ins=as_tuple(data.get("lead_ins", [""])),
        options=as_tuple(data.get("options")),
        seeds=tuple(Seed(**seed) for seed in data["seeds"]),
        must=as_tuple(lexicon.get("must")),
        must_not=as_tuple(lexicon.get("must_not")),
        examples=as_tuple(data["examples"]),
        path=path,
    )


def _field(entry: Mapping[str, Any]) -> Field:
    return Field(entry["role"], entry["kind"], as_tuple(entry.get("labels", [""])))


def _recipe(path: Path, task_id: str, data: Mapping[str, Any] | None) -> Recipe | None:
    if data is None:
        return None
    companions = {
        name: Companion(
            corpora=as_tuple(entry["corpora"]),
            where=_values(entry.get("where")),
            min_duration=entry.get("min_duration", 0.0),
            optional=entry.get("optional", False),
        )
        for name, entry in data.get("companions", {}).items()
    }
    return Recipe(
        id=task_id,
        transform=data["transform"],
        params=data.get("params", {}),
        companions=companions,
        anchors=_anchors(data.get("anchors", {})),
        corpora=as_tuple(data.get("corpora")),
        source=data.get("source"),
        path=path,
    )


def _anchors(data: Mapping[str, Any]) -> Anchors:
    return Anchors(
        require=as_tuple(data.get("require")),
        where=_values(data.get("where")),
        without=_values(data.get("except")),
    )


def _values(data: Mapping[str, Any] | None) -> dict[str, tuple[Any, ...]]:
    return {column: as_tuple(values) for column, values in (data or {}).items()}


def _check_place(document: Document, task: Task) -> None:
    if task.id != task.path.stem:
        what = f"id '{task.id}' is not the file name '{task.path.stem}'"
        raise document.error(what, ["id"], "make them one.")
    if task.domain != task.path.parent.name:
        folder = task.path.parent.name
        what = f"domain '{task.domain}' is not the folder '{folder}'"
        raise document.error(what, ["domain"], "correct the domain, or move the file.")


def _check_seeds(document: Document, task: Task) -> None:
    for index, seed in enumerate(task.seeds):
        at: Place = ["seeds", index, "text"]
        for slot in SLOT.findall(seed.text):
            if slot not in task.slots:
                what, remedy = unknown_name("slot", slot, task.slots)
                raise document.error(f"{what} in seed {seed.id}", at, remedy)
        if {"{", "}"} & set(SLOT.sub("", seed.text)):
            what, remedy = f"unbalanced brace in seed {seed.id}", "write a slot as {name}."
            raise document.error(what, at, remedy)
    _refuse_twins(document, "id", [seed.id for seed in task.seeds])
    _refuse_twins(document, "text", [" ".join(seed.text.lower().split()) for seed in task.seeds])


def _refuse_twins(document: Document, key: str, values: list[str]) -> None:
    for value, count in Counter(values).items():
        if count > 1:
            second = len(values) - 1 - values[::-1].index(value)
            what = f"duplicate template {key} '{value}'"
            raise document.error(what, ["seeds", second, key], f"give every seed its own {key}.")


def _check_lexicon(document: Document, task: Task) -> None:
    for key, patterns in (("must", task.must), ("must_not", task.must_not)):
        for index, pattern in enumerate(patterns):
            try:
                re.compile(pattern, re.IGNORECASE)
            except re.error as problem:
                at: Place = ["lexicon", key, index]
                what, remedy = f"pattern '{pattern}': {problem}", "give a regular expression."
                raise document.error(what, at, remedy) from problem


def _check_direction(document: Document, task: Task) -> None:
    gives_audio = any(field.kind == "audio" for field in task.output)
    expected = "generation" if gives_audio else "understanding"
    if task.direction != expected:
        held = "holds" if gives_audio else "holds no"
        what = f"direction is '{task.direction}' but the output {held} audio"
        raise document.error(what, ["direction"], f"set direction: {expected}.")
