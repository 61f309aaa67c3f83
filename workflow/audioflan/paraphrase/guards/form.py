"""One line that asks for something: no chatter, no answer, no list, no cut end."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards.revision import requested, stem

LEAST_WORDS = 3
LONGEST = 2.0
# A short seed may still become a polite question.
SHORT_SEED = 60
WORD = re.compile(r"[A-Za-z][\w'-]*|\{\w+\}")
SENTENCE_END = re.compile(r"[.?!](?=\s|$)")
MARKS = re.compile(r"[*#`\[\]<>|\\_~^=@]|https?:")
META = re.compile(
    r"""\b(?:paraphras\w*|re-?phras\w*|re-?word\w*|re-?writ\w*|json|prompt|chatbot|instructions?
        |sentences?\ (?:is|means|above|below)|(?:this|your|the|my)\ task|as\ an?\ (?:ai|assistant)
        |language\ model|assistant|the\ user|placeholder|template|alternatively
        |(?:above|previous|following)\ (?:sentence|request|question)|(?:another|other)\ ways?\ to
        |(?:output|input|target)\ field
        |i'?m\ (?:sorry|unable|an?|here|happy|glad)|i\ am\ (?:sorry|unable|an?|here|happy|glad)
        |i\ (?:did|will|think|believe)|i\ (?:do|don't)(?!\ (?:not\ )?(?:want|need|care|require
          |wish|mind))
        |i\ (?:have|'ve)\ \w+ed|i'll|i\ could|i(?:'m|\ am)\ (?:trying|interested\ in\ (?!the)\w+ing)
          |i\ would\ say
        |when\ i\ give|we\ could\ also|(?:can't|cannot)\ (?:help|assist|do|provide
          |answer))(?!\w)
      | (?:^|[.!?:;]\ )(?:here(?:\ is|\ are|'s)|sure|certainly|of\ course|i\ can
        |i\ cannot(?!\ (?:hear|tell|see|wait|make\ out))
        |(?:example|note|style|input|output|text|answer|question)\ ?:)(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
STATEMENT = re.compile(
    r"""^(?:(?:below|above|attached|enclosed|the|this|that|these|those|there|they|he|she|we|a|an|my|our|its)\b
        |it\ (?:is|was|has|seems|appears|sounds)\b|it's\b|i\b|you're\b|you\ (?:are|have|were
        |will|need|asked|wanted|requested|said)\b
        |thank)""",
    re.IGNORECASE | re.VERBOSE,
)
ANSWER = re.compile(r"^(?:yes|no|okay|ok)\b(?=[,.!])", re.IGNORECASE)
FINITE = re.compile(
    r"""\b(?:is|are|was|were|ha[sd]|have|been|will|sounds|seems|appears|contains|includes|shows
          |plays
        |says|said|speaks|uses|comes|does|did|went|made)\b|'s\ (?:a|an|the|not|been)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "The answer must be one word", "It is the genre that I want": a wish in the form of a statement.
DEMAND = re.compile(
    r"""\b(?:must|ha(?:s|ve)\ to|needs?\ to|(?:is|are)\ to\ be|should|shall|let|please
        |i(?:'d|\ would)|i\ (?:really\ |only\ |just\ |must\ |do\ |hereby\ )?(?:want|need|require
          |insist
          |wish|ask|care|am\ after
          |am\ interested|am\ looking|request|expect|wonder|know)
        |(?:is|are)\ (?:what|all|wanted|needed|required|requested|expected|enough|important
          |essential
          |vital|necessary|crucial|urgent|imperative|time)
        |would\ (?:be|do|suit|make)|(?:could|can|will|would)\ (?:you|we)|counts?|matters?
          |of\ interest
        |had\ (?:better|best)|it(?:'s|\ is)\ best|i\ don't\ want
        |we\ (?:could|can|might)|ought\ to|deserves?|may\ (?:be|not)|cannot\ be|will\ do|might
        |perhaps
        |(?:is|are)\ not\ (?:wanted|needed|to|enough|allowed)|(?:is|are)\ to\b|worth
        |i(?:'ll|\ will)\ need|i'm\ after|if\ you|you\ (?:might|may|can(?!\ (?:see|hear))|need\ to
          |will\ want))\b
      | [:;.!]\ (?:so\ |and\ |then\ |just\ |now\ |only\ ){0,2}(?:sort|decide|choose|pick|restore
          |remove|take|clean|get|tag|rebuild|repair|fill|bring|separate|isolate|extract|read|sing
          |sort
          |speak|convert|change|turn|continue|transcribe|translate|describe|sort|classify|compare
          |judge|estimate|call|let|show|generate|create|produce|carry|pull|go|look|start|follow
          |leave|strip|lift|check|do|don't|never|what|which|who)\b
      | [,;:.!]\ (?:so\ |and\ |then\ |just\ |now\ |only\ ){0,2}(?:answer|tell|give|name|write
          |say|reply
        |respond|list|state|label|find|identify|mark|listen|make|use|keep|put|return|provide
          |turn)\b""",
    re.IGNORECASE | re.VERBOSE,
)
CLAUSE_START = re.compile(
    r"[:;.!]\s(?:(?:so|and|then|just|now|only|please|kindly|simply)\s){0,2}([\w'-]+)\s(?!is\b|are\b)",
    re.I,
)
DANGLING = frozenset({"a", "an", "the", "and", "or", "but", "your", "my"})
SHOUTED = re.compile(r"\b[A-Z]{5,}\b")
CONTRAST = re.compile(
    r"""(?:^|[.;!?]\ )however,|,\ however\b|\balthough\b|(?<!\bas\ )\bthough\b
        |[,;]\ but\ (?:keep\ it|make\ it|be|do\ it|please|try|don't|in\ an?|with\ an?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
REPEATED = re.compile(r"\b(\w{2,})\s+\1\b|\b(\w+ \w+ \w+ \w+ \w+)\b.*\b\2\b", re.IGNORECASE)
LAST_LATIN = 0x24F
TYPOGRAPHY = frozenset("–—°×")


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse what is not one well-formed request of fitting length."""
    del task, accepted
    tests = (_characters, _length, _chatter, _ending)
    return next((reason for test in tests if (reason := test(candidate, seed.text))), None)


def _characters(text: str, source: str) -> str | None:
    if not text:
        return "empty"
    if "\n" in text or "\r" in text:
        return "more than one line"
    if any(mark not in source for mark in MARKS.findall(_without_slots(text))):
        return "markup"
    if any(word not in source for word in SHOUTED.findall(text)):
        return "a word in capitals"
    strange = [c for c in text if ord(c) > LAST_LATIN and c not in TYPOGRAPHY and c not in source]
    if strange or not text.isprintable():
        return "strange characters"
    return None


def _length(text: str, source: str) -> str | None:
    if len(WORD.findall(text)) < LEAST_WORDS:
        return "fewer than three words"
    if len(text) > LONGEST * max(len(source), SHORT_SEED):
        return "longer than twice the seed"
    if len(_ends(text)) > max(2, len(_ends(source)) + 1):
        return "too many sentences"
    return None


def _chatter(text: str, source: str) -> str | None:
    found = META.search(text)
    if found and found.group().lower() not in source.lower():
        return f"talk about the request: {found.group().lower()}"
    if ANSWER.match(text) or (_states(text) and not _states(source)):
        return "a statement, not a request"
    if CONTRAST.search(text) and not CONTRAST.search(source):
        return "adds a reservation"
    twice = REPEATED.search(text)
    if twice and not REPEATED.search(source):
        return "repeats itself"
    return None


def _states(text: str) -> bool:
    """Whether it asserts something and asks for nothing."""
    asks = "?" in text or DEMAND.search(text) or _orders(text)
    finite = FINITE.search(text) or text.endswith(".")
    return bool(STATEMENT.match(text) and finite and not asks)


def _orders(text: str) -> bool:
    """Whether a clause begins with a verb that requests are worded with."""
    return any(stem(word.lower()) in requested() for word in CLAUSE_START.findall(text))


def _ending(text: str, source: str) -> str | None:
    if _ends(source) and not text.rstrip("\"')").endswith((".", "?", "!")):
        return "cut off"
    last = re.findall(r"[\w']+", text)[-1:]
    if text[-1] in ",;:-(" or not last or last[0].lower() in DANGLING:
        return "cut off"
    if text.count('"') % 2 or text.count("(") != text.count(")"):
        return "loose quote or bracket"
    if not (text[0].isupper() or text[0] in "{\"'"):
        return "does not begin like a sentence"
    return None


def _without_slots(text: str) -> str:
    return re.sub(r"\{[^{}]*\}", "", text)


def _ends(text: str) -> list[str]:
    return SENTENCE_END.findall(text)
