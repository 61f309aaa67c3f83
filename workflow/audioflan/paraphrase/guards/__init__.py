"""What a paraphrase must pass before it may stand in a record, one small pure file each.

A guard is ``check(candidate, seed, task, accepted) -> reason or None``: ``candidate`` the cleaned
text, ``seed`` the template it rephrases, ``accepted`` the task's paraphrases so far. What the
guards in ``CERTAIN`` find settles the matter, and the first refusal counts. Those in ``DOUBTING``
know rules of thumb: what they find is weighed together with what the reader says
(:mod:`audioflan.paraphrase.reader`). Guards outside ``ANY_LANGUAGE`` and the reader know English
alone and are passed over where the task's seeds are worded in another language.
"""

from collections.abc import Sequence
from functools import lru_cache
from types import ModuleType

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards import (
    addition,
    alternatives,
    asking,
    binding,
    form,
    lexicon,
    literals,
    novelty,
    product,
    quality,
    relations,
    reversal,
    revision,
    script,
    slots,
    vocabulary,
)
from audioflan.paraphrase.guards._english import english
from audioflan.paraphrase.guards._weighing import fitted

CERTAIN: tuple[ModuleType, ...] = (script, slots, literals, form, lexicon, novelty)
DOUBTING: tuple[ModuleType, ...] = (
    binding,
    asking,
    alternatives,
    reversal,
    product,
    quality,
    addition,
    relations,
    revision,
    vocabulary,
)
ANY_LANGUAGE = frozenset({script, slots, literals, lexicon, novelty})


def first_refusal(
    candidate: str,
    seed: Seed,
    task: Task,
    accepted: Sequence[str],
    near_duplicate: float = novelty.NEAR_DUPLICATE,
    weigh: bool = True,
) -> str | None:
    """``<guard>: <reason>`` for which a text is refused, None when it may pass.

    Args:
        candidate: cleaned text.
        seed: the template it rephrases.
        task: the task of both.
        accepted: paraphrases accepted before it.
        near_duplicate: ROUGE-L F1 from which a text repeats an earlier one, in (0, 1].
        weigh: whether doubts count; without, only what is certain does.

    Raises:
        AudioFlanError: the reader cannot be loaded.
    """
    in_english = english(task)
    for guard in CERTAIN:
        if not in_english and guard not in ANY_LANGUAGE:
            continue
        if guard is novelty:
            reason = novelty.check(candidate, seed, task, accepted, near_duplicate)
        else:
            reason = guard.check(candidate, seed, task, accepted)
        if reason is not None:
            return f"{name_of(guard)}: {reason}"
    if not (weigh and in_english):
        return None
    return fitted().refusal(odds_of(candidate, seed), doubts(candidate, seed, task))


def doubts(candidate: str, seed: Seed, task: Task) -> dict[str, str]:
    """Guard -> what it finds doubtful about a text, in the order of ``DOUBTING``."""
    found = {name_of(guard): guard.check(candidate, seed, task, ()) for guard in DOUBTING}
    return {name: reason for name, reason in found.items() if reason is not None}


def odds_of(candidate: str, seed: Seed) -> float:
    """What the reader says of a text, as log odds of drift."""
    return _odds(seed.text, candidate)


@lru_cache(maxsize=4096)
def _odds(instruction: str, text: str) -> float:
    from audioflan.paraphrase import reader  # llama.cpp, which most commands do without

    return reader.fitted().odds(instruction, text)


def name_of(guard: ModuleType) -> str:
    """The name of a guard in reasons and weights."""
    return guard.__name__.rpartition(".")[2]
