"""No quality of the sound and no limit on the answer that the templates lack."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards.revision import stem

QUALITIES = Path(__file__).with_name("qualities.yaml")
LIMIT = re.compile(
    r"""\b(?:(?:at\ (?:least|most)|no\ (?:more|fewer|less)\ than)\ \w+\ (?:words?|sentences?
          |seconds?|items?)
        |in\ (?:two|three|four|five|ten)\ sentences?|(?:in|as|with)\ an?\ (?:full|complete
          |whole)\ sentence
        |rank\w*|(?:strongest|loudest|softest|most\ likely)\ (?:to|first)|order\ of\ (?:loudness
          |length|importance)
        |condens\w+|abridg\w+|shorten\w*|summar\w+|only\ that\ (?:part|bit|section)
        |half\ (?:of|the)|(?:first|last|second)\ half|in\ brackets
        |bullet\w*|markdown|upper\ ?case|rhym\w+)\b""",
    re.IGNORECASE | re.VERBOSE,
)
COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
OUT_LOUD = re.compile(r"\bout loud\b", re.IGNORECASE)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a limit or a quality that none of the task's templates asks for."""
    del accepted
    texts = [seed.text, *(each.text for each in task.seeds), *task.options]
    known = " ".join(texts).lower()
    for found in LIMIT.finditer(candidate):
        if found.group().lower() not in known:
            return f"limits: {found.group().lower()}"
    own = {stem(word) for text in texts for word in _words(text)}
    if task.answer == "timestamps":
        own.add(stem("timestamp"))
    new = [word for word in _words(candidate) if _is_quality(word) and stem(word) not in own]
    return f"wants it {new[0]}" if new else None


def _words(text: str) -> list[str]:
    return [word.lower() for word in COMPOUND.findall(OUT_LOUD.sub("aloud", text))]


def _is_quality(word: str) -> bool:
    stems, exact = _qualities()
    return word in exact or stem(word) in stems


@cache
def _qualities() -> tuple[frozenset[str], frozenset[str]]:
    """Stems of the qualities and limits, and those that count only as they stand."""
    groups = yaml.safe_load(QUALITIES.read_text(encoding="utf-8"))
    stems = {stem(word) for name in ("sound", "limit") for word in groups[name].split()}
    return frozenset(stems), frozenset(groups["exact"].split())
