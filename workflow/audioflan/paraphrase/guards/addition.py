"""Nothing is asked for besides: no further job, no limit, no quality that the templates lack."""

import re
from collections.abc import Sequence, Set
from functools import cache
from pathlib import Path

import yaml

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._scope import denies
from audioflan.paraphrase.guards._synonyms import akin
from audioflan.paraphrase.guards.novelty import normalise
from audioflan.paraphrase.guards.revision import plain_words, request_words, stem

MORE = re.compile(
    r"""\b(?:and|then|plus|also)\ (?:also\ |then\ )?(?:explain|justify|rate|comment|summari[sz]e
          |discard|add\ an?
          |mention|mark\ |marking|rank\w*|why\b|who\b|(?:the|its)\ (?:reason|title|date|year)
        |how\ (?:sure|confident|likely|certain|loud)\b(?!\ as)|give\ (?:it\ )?an?\ (?:mark|score
          |rating)
        |(?:in\ addition\ to|together\ with|along\ with)\ (?:the|its|a|an|why|how|what)
        |(?:with|by)\ (?:the|a|an|its)\ (?:reason|title|time|sentence|comment|explanation
          |translation)
        |(?:say|tell\ me|mention|note)\ (?:why|how|what\ else))\b""",
    re.IGNORECASE | re.VERBOSE,
)
ORDERED = re.compile(
    r"(?:^|[.!?;:,]\s|\b(?:and|then|please)\s)"
    r"(explain|justify|comment|discuss|rate|summari[sz]e|translate|count|recommend|elaborate|evaluate)\b",
    re.IGNORECASE,
)
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
QUALITIES = Path(__file__).with_name("qualities.yaml")
COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
OUT_LOUD = re.compile(r"\bout loud\b", re.IGNORECASE)
DETERMINER = r"(?:(?:a|an|the|its|their|his|her|each|every|one|any|some|of|by|on|in|at|also|then)\s+)*"
# "... and the title", "... with a comment on the style": what is joined on.
JOINED = re.compile(
    rf"\b(?:and|plus|along with|together with|as well as|with|including|also)\s+{DETERMINER}([a-z'-]+)"
    rf"(?:\s+((?!(?:of|by|on|in)\b)[a-z'-]+)|\s+(?:of|by|on|in)\s+{DETERMINER}([a-z'-]+))?",
    re.IGNORECASE,
)
DEGREE = re.compile(r"\bhow\s+(?!(?:do|does|did|is|are|was|the|it|this|that|they|each|somebody)\b)\w+")
# "... and how well it is sung", "... and who made it": a further question.
ASKED = re.compile(
    r"\b(?:and|plus|as well as|along with|together with)\s+"
    r"(?:(?:also|then|say|tell|me|mention|note|state|rate|judge|explain|to|from|by|about)\s+){0,3}"
    rf"(why|who|whom|whose|{DEGREE.pattern})\b",
    re.IGNORECASE,
)
ROOT = 5
"""Letters by which words of one family are told: ``clean`` and ``cleanness``."""


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a further job, a limit or a quality that none of the task's templates asks for."""
    del accepted
    texts = [seed.text, *(each.text for each in task.seeds), *task.options]
    known = " ".join(texts).lower()
    for what, pattern in _patterns(task):
        for found in pattern.finditer(candidate):
            said = found.group(pattern.groups).lower()
            # Templates that ask how fast and how lively may be worded with how near.
            if said not in known and not (DEGREE.match(said) and DEGREE.search(known)):
                return f"{what}: {found.group().lower()}"
    own = {stem(word) for text in texts for word in _words(text)}
    if task.answer == "timestamps":
        own.add("timestamp")
    if quality := [word for word in _words(candidate) if _is_quality(word) and stem(word) not in own]:
        return f"wants it {quality[0]}"
    family = own | {stem(word) for phrase in akin(seed.text) for word in normalise(phrase)}
    new = [word for word in _joined(candidate, family) if not _belongs(word, family)]
    return f"joins on {new[0]}" if new else None


def _patterns(task: Task) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What asks besides or limits; free answers may be asked for with "explain" as well."""
    further = () if task.answer == "open" else (ORDERED,)
    return ("limits", LIMIT), *(("asks besides", each) for each in (MORE, ASKED, *further))


def _words(text: str) -> list[str]:
    return [word.lower() for word in COMPOUND.findall(OUT_LOUD.sub("aloud", text))]


def _is_quality(word: str) -> bool:
    sound, exact = _qualities()
    return word in exact or stem(word) in sound


@cache
def _qualities() -> tuple[frozenset[str], frozenset[str]]:
    """Stems of the qualities and limits, and those that count only as they stand."""
    groups = yaml.safe_load(QUALITIES.read_text(encoding="utf-8"))
    stems = {stem(word) for name in ("sound", "limit") for word in groups[name].split()}
    return frozenset(stems), frozenset(groups["exact"].split())


def _joined(text: str, family: Set[str]) -> list[str]:
    """The words that something is joined on with, compounds in their parts."""
    joined = []
    for word, noun, other in JOINED.findall(text.lower()):
        # "And unnatural transitions": what a known word is said of is known.
        if not (noun and stem(noun) in family - plain_words()):
            joined += [word, other]
    return [part for word in joined for part in word.split("-") if part]


def _belongs(word: str, family: Set[str]) -> bool:
    root = stem(word)
    if root in family or root in request_words() or denies(word):
        return True
    return len(root) >= ROOT and any(each.startswith(root[:ROOT]) for each in family)
