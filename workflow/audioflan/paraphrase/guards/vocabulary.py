"""Every word is a word: small models write "novelwite" for what they cannot spell."""

from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._english import is_word, words


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse words that neither the English lexicon nor the task's own texts know."""
    del accepted
    strange = [word for word in words(candidate) if not is_word(word)]
    if not strange:
        return None
    own = {word for text in _texts(seed, task) for word in words(text)}
    unknown = [word for word in strange if word not in own]
    return f"'{unknown[0]}' is no word" if unknown else None


def _texts(seed: Seed, task: Task) -> list[str]:
    labels = [label for field in task.fields for label in field.labels]
    return [seed.text, *(each.text for each in task.seeds), *task.options, *labels, *task.lead_ins]
