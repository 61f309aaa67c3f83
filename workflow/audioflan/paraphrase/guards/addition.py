"""Nothing is asked for besides: no further job, no second question, nothing joined on."""

import re
from collections.abc import Sequence, Set

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._scope import denies
from audioflan.paraphrase.guards._synonyms import akin
from audioflan.paraphrase.guards.novelty import normalise
from audioflan.paraphrase.guards.revision import plain_words, request_words, stem

ORDERED = re.compile(
    r"(?:^|[.!?;:,]\s|\b(?:and|then|please)\s)"
    r"(explain|justify|comment|discuss|rate|summari[sz]e|translate|count|recommend|elaborate"
    r"|evaluate|add an?)\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:describe|name|state|tell|say|give|estimate|identify|determine|classify)\b",
    re.IGNORECASE,
)
QUESTION = re.compile(r"\b(?:what|who|whose|why|how|where|when|which)$", re.IGNORECASE)
# "Say what is written" is said by templates that have a text spoken.
SPOKEN = re.compile(r"say\s+(?:what|how)\b(?!\s+(?:else|it|they|made|plays?))", re.IGNORECASE)
DETERMINER = (
    r"(?:(?:a|an|the|its|their|his|her|each|every|one|any|some|of|by|on|in|at|also|then)\s+)*"
)
# "... and the title", "... with a comment on the style": what is joined on.
JOINED = re.compile(
    r"\b(?:and|plus|along with|together with|as well as|with|including|also)\s+"
    rf"{DETERMINER}([a-z'-]+)"
    rf"(?:\s+((?!(?:of|by|on|in)\b)[a-z'-]+)|\s+(?:of|by|on|in)\s+{DETERMINER}([a-z'-]+))?",
    re.IGNORECASE,
)
DEGREE = re.compile(
    r"\bhow\s+(?!(?:do|does|did|is|are|was|the|it|this|that|they|each|somebody)\b)\w+"
)
# "... and how well it is sung", "... and who made it": a further question.
ASKED = re.compile(
    r"\b(?:and|plus|as well as|along with|together with)\s+"
    r"(?:(?:also|then|say|tell|me|mention|note|state|rate|judge|explain|for|on|to|from|by|about)"
    rf"\s+){{0,3}}(why|who|whom|whose|{DEGREE.pattern})\b",
    re.IGNORECASE,
)
# Where sound is asked for, nothing is to be said: "... and say what else was in there".
TOLD = re.compile(
    r"\b(?:and|then|also|plus)\s+(?:(?:also|then|please|to)\s+){0,2}"
    r"((?:say|tell|state|mention|note|report|name|list|explain|describe|show|write|specify|indicate"
    r"|count|rate|judge|guess|identify|point out|let me know|come up with|suggest|propose|add|give"
    r"|find|see|title|label)\s+(?:me\s+|us\s+)?(?:to\s+)?(?:what|which|who|whose|why|how|where|when"
    r"|whether|if|an?\s+(?:\w+\s+)?(?:title|name|label|caption|description|summary|list|comment"
    r"|note|transcript|rating|score|heading)|the\s+(?:\w+\s+)?(?:title|name|label|caption"
    r"|description|summary|list|transcript|key|tempo|genre|emotion|mood))\b)",
    re.IGNORECASE,
)
# "... and put the key at the end": a further thing to tell.
GIVEN = re.compile(
    r"(?:\b(?:and|then|also|plus)|[;:.])\s+(?:(?:also|then|please|finally)\s+){0,2}"
    r"(?:say|tell|state|name|mention|note|report|list|give|add|put|write|include|provide|specify"
    r"|count|rate|find|identify|describe|explain|estimate|guess|mark|show)\s+"
    rf"(?:(?:me|us|down|out|in)\s+)?{DETERMINER}([a-z'-]+)",
    re.IGNORECASE,
)
# What stands behind these comes on top, and must be the seed's own.
BESIDES = re.compile(
    rf"\b(?:plus|together with|along with|as well as|and also|followed by|in addition to)\s+"
    rf"{DETERMINER}([a-z'-]+)\b",
    re.IGNORECASE,
)
# "Which tool made it?": what a question is about.
ABOUT = re.compile(
    r"(?<!from )(?<!of )(?<!with )(?<!by )(?<!on )"
    r"\b(?:which|what|how many|how much)\s+(?:(?:kind|type|sort|class|style|form)s?\s+of\s+)?"
    r"(?:an?\s+|the\s+)?([a-z-]+)\b",
    re.IGNORECASE,
)
# "... and at which moment?", "... and is it good?": a further question of the same sentence.
SECOND = re.compile(
    r"\band\s(?:(?:to|from|by|in|at|for|on|with|about)\s)?((?:which|what)\s([\w'-]+)"
    r"|(?:is|are|was|does|did|has|can)\s(?:it|they|he|she|this|that))\b",
    re.IGNORECASE,
)
REST = frozenset({"rest", "other", "all"})
ROOT = 5
"""Letters by which words of one family are told: ``clean`` and ``cleanness``."""


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a further question, a further verb, and a thing joined on that no template knows."""
    del accepted
    texts = [seed.text, *(each.text for each in task.seeds), *task.options]
    own = {stem(word) for text in texts for word in normalise(text)}
    if asked := _asked(candidate, " ".join(texts).lower(), own, task):
        return f"asks besides: {asked}"
    told = _told(candidate, task)
    if told and not TOLD.search(seed.text) and not _spoken(candidate[told.start(1) :], task):
        return f"asks besides: {told[1].lower()}"
    family = own | {stem(word) for phrase in akin(seed.text) for word in normalise(phrase)}
    said = {stem(word) for text in (seed.text, *akin(seed.text)) for word in normalise(text)}
    if besides := [
        word for word in _parts(BESIDES, candidate.lower()) if stem(word) not in said | REST
    ]:
        return f"joins on {besides[0]}"
    joined = _joined(candidate, family)
    joined += [word for pattern in (GIVEN, ABOUT) for word in _parts(pattern, candidate.lower())]
    new = [word for word in joined if not _belongs(word, family)]
    return f"joins on {new[0]}" if new else None


def _told(candidate: str, task: Task) -> re.Match[str] | None:
    """Something to be told where sound is asked for, or after something else was to be told."""
    for found in TOLD.finditer(candidate):
        if task.direction == "generation":
            return found
        if QUESTION.search(found[1]) and ASKS.search(candidate[: found.start()]):
            return found
    return None


def _spoken(told: str, task: Task) -> bool:
    return task.direction == "generation" and SPOKEN.match(told) is not None


def _asked(candidate: str, known: str, own: Set[str], task: Task) -> str | None:
    """What else is asked for; free answers may be asked for with "explain" and "what" alike."""
    free = task.answer == "open"
    for pattern in (ASKED,) if free else (ASKED, ORDERED):
        for found in pattern.finditer(candidate):
            said = found[1].lower()
            # Templates that ask how fast and how lively may be worded with how near.
            if said not in known and not (DEGREE.match(said) and DEGREE.search(known)):
                return said
    for question, thing in () if free else SECOND.findall(candidate.lower()):
        if question.replace("which", "what") not in known and not _names(thing, own):
            return str(question)
    return None


def _names(word: str, own: Set[str]) -> bool:
    """Whether a word names something that the templates ask about anyway."""
    root = stem(word)
    return root in own and (root == stem("time") or root not in plain_words())


def _joined(text: str, family: Set[str]) -> list[str]:
    """The words that something is joined on with, compounds in their parts."""
    joined = []
    for word, noun, other in JOINED.findall(text.lower()):
        # "And unnatural transitions": what a known word is said of is known.
        if not (noun and stem(noun) in family - plain_words()):
            joined += [word, other]
    return [part for word in joined for part in word.split("-") if part]


def _parts(pattern: re.Pattern[str], text: str) -> list[str]:
    return [part for word in pattern.findall(text) for part in word.split("-") if part]


def _belongs(word: str, family: Set[str]) -> bool:
    root = stem(word)
    if root in family or root in request_words() or denies(word):
        return True
    return len(root) >= ROOT and any(each.startswith(root[:ROOT]) for each in family)
