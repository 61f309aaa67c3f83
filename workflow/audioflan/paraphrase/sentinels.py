"""Stand-ins for what a model must not touch: ``{name}`` in the text, the value kept aside.

A text with sentinels is a template like any other: the slots of a seed are sentinels already.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

SENTINEL = re.compile(r"\{(\w+)\}")
QUOTED = r'"[^"]*"'
NUMBER = r"(?<![\w.])[-+]?\d+(?:[.,]\d+)*"
# A capital inside a sentence belongs to a name or a unit: English, BPM, kHz.
NAME = r"(?<=[a-z,;:] )(?=\w+)\w*[A-Z]\w+|(?<=\d )\w*[A-Z]\w*"


def mask(text: str, words: Sequence[str] = ()) -> tuple[str, dict[str, str]]:
    """Put sentinels ``{v1}``, ``{v2}``, ... for all facts of a template.

    Args:
        text: its slots, as ``{name}``, stay as they are.
        words: further words that are facts, such as a task's closed answers.

    Returns:
        The masked text, and the value of each new sentinel.
    """
    options = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(words, key=len, reverse=True)]
    facts = re.compile("|".join([SENTINEL.pattern, QUOTED, *options, NUMBER, NAME]))
    names = _fresh(text)
    values: dict[str, str] = {}

    def stand_in(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[0]
        name = next(names)
        values[name] = found[0]
        return f"{{{name}}}"

    return facts.sub(stand_in, text), values


def changed(source: str, text: str) -> str | None:
    """What became of the sentinels of ``source`` in ``text``; None when each is there once more."""
    wanted, found = (Counter(SENTINEL.findall(each)) for each in (source, text))
    lost, new = sorted((wanted - found).elements()), sorted((found - wanted).elements())
    if lost:
        return f"sentinel lost {{{lost[0]}}}"
    if new:
        return f"sentinel invented {{{new[0]}}}"
    return "loose brace" if re.search(r"[{}]", SENTINEL.sub("", text)) else None


def restore(text: str, values: Mapping[str, str]) -> str:
    """Put the values back; a sentinel without a value stays, and values are not read again."""
    return SENTINEL.sub(lambda found: values.get(found[1], found[0]), text)


def holds(restored: str, text: str, values: Mapping[str, str]) -> bool:
    """Whether ``restored`` is ``text`` with every value in its place, letter for letter."""
    at = 0
    for literal, name in _pieces(text):
        value = values.get(name, f"{{{name}}}") if name else ""
        for expected in (literal, value):
            if not restored.startswith(expected, at):
                return False
            at += len(expected)
    return at == len(restored)


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """Each literal with the name of the sentinel behind it, the last one without."""
    parts = SENTINEL.split(text)
    yield from zip(parts[::2], [*parts[1::2], None], strict=True)


def _fresh(text: str) -> Iterator[str]:
    taken, number = set(SENTINEL.findall(text)), 0
    while True:
        number += 1
        if f"v{number}" not in taken:
            yield f"v{number}"
