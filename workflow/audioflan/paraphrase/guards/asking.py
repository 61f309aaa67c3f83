"""A text asks for something: it is no chatter about the request, no answer and no reservation."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards.revision import requested, stem

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
CONTRAST = re.compile(
    r"""(?:^|[.;!?]\ )however,|,\ however\b|\balthough\b|(?<!\bas\ )\bthough\b
        |[,;]\ but\ (?:keep\ it|make\ it|be|do\ it|please|try|don't|in\ an?|with\ an?)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Doubt what talks about the request, states something, or takes something back."""
    del task, accepted
    found = META.search(candidate)
    if found and found.group().lower() not in seed.text.lower():
        return f"talk about the request: {found.group().lower()}"
    if ANSWER.match(candidate) or (_states(candidate) and not _states(seed.text)):
        return "a statement, not a request"
    if CONTRAST.search(candidate) and not CONTRAST.search(seed.text):
        return "adds a reservation"
    return None


def _states(text: str) -> bool:
    """Whether it asserts something and asks for nothing."""
    asks = "?" in text or DEMAND.search(text) or _orders(text)
    finite = FINITE.search(text) or text.endswith(".")
    return bool(STATEMENT.match(text) and finite and not asks)


def _orders(text: str) -> bool:
    """Whether a clause begins with a verb that requests are worded with."""
    return any(stem(word.lower()) in requested() for word in CLAUSE_START.findall(text))
