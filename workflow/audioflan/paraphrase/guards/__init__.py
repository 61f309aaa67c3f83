"""What a paraphrase must pass before it may stand in a record, one small pure file each.

A guard is ``check(candidate, seed, task, accepted) -> reason or None``: ``candidate`` the cleaned
text, ``seed`` the template it rephrases, ``accepted`` the task's paraphrases so far. Guards run in
the order below and the first refusal counts, so the cheap and certain ones stand first. Those that
only know English are passed over where the task's seeds are worded in another language.
"""

from collections.abc import Sequence
from types import ModuleType

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards import (
    addition,
    alternatives,
    binding,
    demands,
    form,
    handling,
    lexicon,
    literals,
    medium,
    novelty,
    odds,
    phrases,
    polarity,
    product,
    quality,
    question,
    relations,
    repetition,
    reversal,
    revision,
    script,
    slots,
    vocabulary,
)
from audioflan.paraphrase.guards._english import english

ORDER: tuple[ModuleType, ...] = (
    script,
    slots,
    binding,
    literals,
    form,
    alternatives,
    polarity,
    reversal,
    question,
    product,
    medium,
    lexicon,
    quality,
    addition,
    relations,
    handling,
    revision,
    vocabulary,
    novelty,
    phrases,
    demands,
    repetition,
    odds,
)
ANY_LANGUAGE = frozenset({script, slots, literals, lexicon, novelty})


def first_refusal(
    candidate: str,
    seed: Seed,
    task: Task,
    accepted: Sequence[str],
    near_duplicate: float = novelty.NEAR_DUPLICATE,
) -> str | None:
    """``<guard>: <reason>`` of the first guard that refuses, None when all let it pass.

    Args:
        candidate: cleaned text.
        seed: the template it rephrases.
        task: the task of both.
        accepted: paraphrases accepted before it.
        near_duplicate: ROUGE-L F1 from which a text repeats an earlier one, in (0, 1].
    """
    known = english(task)
    for guard in ORDER:
        if not known and guard not in ANY_LANGUAGE:
            continue
        if guard is novelty:
            reason = novelty.check(candidate, seed, task, accepted, near_duplicate)
        else:
            reason = guard.check(candidate, seed, task, accepted)
        if reason is not None:
            return f"{guard.__name__.rpartition('.')[2]}: {reason}"
    return None
