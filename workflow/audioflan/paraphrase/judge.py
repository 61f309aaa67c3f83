"""A model that reads what the guards let pass: does the rewording still ask for the same?"""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.generated import DIED, Writer
from audioflan.paraphrase.prompts import chat, prompt_file

JUDGE = "judge.j2"
ANSWER = re.compile(r"\W*(yes|no)\b", re.IGNORECASE)


class Judge:
    """Asks a model about rewordings; its answers are journaled like all others.

    Args:
        task: whose templates are reworded.
        writer: opened with the judge's settings and model.
    """

    def __init__(self, task: Task, writer: Writer) -> None:
        self._template, self._writer = prompt_file(task, JUDGE), writer

    def __call__(self, pairs: Sequence[tuple[Seed, str]]) -> list[str]:
        """``yes``, ``no`` or what else came, for each pair of a seed and its rewording.

        Raises:
            EngineFailedError: no answer is to be had.
        """
        prompts = [chat(self._template, 1, 0, source=seed.text, text=text) for seed, text in pairs]
        entries = self._writer.ask(prompts, "judge")
        return [DIED if entry.died else _verdict(entry.texts) for entry in entries]


def _verdict(texts: Sequence[str]) -> str:
    answer = texts[0] if texts and texts[0] else ""
    found = ANSWER.match(answer)
    return found[1].lower() if found else f"neither yes nor no, but {answer!r}"
