"""The assert stage: every assert on all instances of a task, and what becomes of the task."""

import importlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audioflan.asserts.data import Problem, TaskData
from audioflan.asserts.names import FAIL, OFF, assert_modules
from audioflan.errors import AudioFlanError
from audioflan.files import write_json

PASSED = "passed"


def assert_task(data: TaskData, severities: Mapping[str, str]) -> dict[str, Any]:
    """Judge the data of a task.

    Args:
        data: its instances.
        severities: assert -> ``fail``, ``warn`` or ``off``, where it is not the assert's own.

    Returns:
        ``{"task", "instances": {corpus: n}, "asserts": {name: {"severity", "verdict", "remedy",
        "problems": [{"what", "corpus", "examples"}]}}}``; the verdict is ``passed``, or the
        severity of an assert that found something, or ``off``.
    """
    asserts = {}
    for name in assert_modules():
        module: Any = importlib.import_module(name)
        short = name.rpartition(".")[2]
        severity = severities.get(short, module.SEVERITY)
        problems: list[Problem] = [] if severity == OFF else list(module.problems(data))
        asserts[short] = {
            "severity": severity,
            "verdict": severity if problems or severity == OFF else PASSED,
            "remedy": module.REMEDY,
            "problems": [asdict(problem) for problem in problems],
        }
    return {"task": data.task.id, "instances": data.counts, "asserts": asserts}


def write_verdict(verdict: Mapping[str, Any], template: Path, path: Path | str) -> None:
    """Write what :func:`assert_task` gave, unless the task must not be shipped.

    Args:
        verdict: the judgement.
        template: the task's template, which the error names.
        path: where the judgement goes.

    Raises:
        AudioFlanError: an assert of severity ``fail`` found something; nothing is written, so
            that none of the task's shards is packed.
    """
    broken = {name: its for name, its in verdict["asserts"].items() if its["verdict"] == FAIL}
    if broken:
        raise AudioFlanError(
            f"the data of task '{verdict['task']}' cannot be used, so its shards are not written. "
            + " ".join(_told(name, its) for name, its in broken.items()),
            where=template,
            remedy=f"{' '.join(its['remedy'] for its in broken.values())} To build all the same, "
            f"set asserts: {{{', '.join(f'{name}: warn' for name in broken)}}} in the config.",
        )
    write_json(path, verdict)


def _told(name: str, judged: Mapping[str, Any]) -> str:
    return " ".join(
        f"{name}{' (' + its['corpus'] + ')' if its['corpus'] else ''}: {its['what']}"
        f"{', e.g. ' + ', '.join(its['examples']) if its['examples'] else ''}."
        for its in judged["problems"]
    )
