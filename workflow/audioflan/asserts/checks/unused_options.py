"""Every option is the answer now and then."""

from collections.abc import Iterator

from audioflan.asserts.data import CLOSED, Problem, TaskData
from audioflan.asserts.names import WARN

SEVERITY = WARN
REMEDY = "add a corpus that has the label, or take it off 'options' or 'choices' of the template."


def problems(data: TaskData) -> Iterator[Problem]:
    """The labels that occur are all of ``options``, or all of the parameter ``choices``."""
    task = data.task
    listed = task.options or task.params.get("choices", ())
    if task.answer not in CLOSED or not data.total:
        return
    unused = sorted(set(listed) - set(data.labels["answer"]))
    if unused:
        yield Problem(
            f"{len(unused)} of {len(listed)} options never are the answer", "", (*unused,)
        )
