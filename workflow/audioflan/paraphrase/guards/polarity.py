"""A request stays a request: "do not transcribe" and "everything except" are other tasks."""

import re
from collections.abc import Sequence, Set

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._scope import answers_of, scopes
from audioflan.paraphrase.guards.novelty import normalise, rouge_l

# "Why not ...?", "couldn't you", "if not" and "or not" negate nothing, and "leave nothing out",
# "do not miss a word" or "without any other sound" only stress what is asked anyway.
HARMLESS = re.compile(
    r"""\b(?:why\ (?:not|don't|doesn't)|(?:could|would|can|won|did)n?'t\ (?:you|we)
          |whether\ or\ not
        |(?:or|if|when|where)\ not|not\ (?:so|the\ case)|not\ only|no\ longer\ than|never\ mind
          |(?:not|n't)\ (?:care|matter)|(?:could|would|should|can|will|do|is|are)n't\ (?:it|they
          |you|we|there)
        |not\ (?:one|a\ single|a|another|an|even)\ \w+|not\ just
          |(?:don't|do\ not)\ (?:forget|hesitate)
        |(?:if|when|where|in\ case|should)\ (?:\w+\ ){0,6}?(?:\w+n't|not|never)
        |that\ (?:is|are|was|were)(?:n't|\ not)\ (?:mentioned|given|stated|present|there|named
          |known)
        |(?:not|\w+n't|never|without|avoid\w*)\ (?:\w+\ ){0,3}?(?:leav\w+|miss\w*|skip\w*
          |omit\w*|drop\w*
          |overlook\w*|los\w+|ignor\w+|add\w*|alter\w*|chang\w+|touch\w*|fool\w*|harm\w*
          |pass\ over
          |escape\w*)
        |no(?:thing)?\ (?:\w+\ ){0,4}?except
        |(?:not|without|ignor\w+|exclud\w+|except|avoid\w*|skip\w*)
          \ (?:(?:a|an|the|any|every|all|even|for|single|slightest)\ ){0,3}
          (?:other|others|else|trace|hint|bit\ of))\b""",
    re.IGNORECASE | re.VERBOSE,
)
NEGATION = re.compile(
    r"""(?:^|\bplease\ )stop\b | \b(?:not|cannot|never|without|except|excluding|instead|avoid
          |ignor\w+|skip|refrain
        |rather\ than|(?:any|every)thing\ (?:but|except|other)|all\ but)\b | n't\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What says the same as a negation of the list above, and is too common to be one by itself.
NONE = (
    r"no|none|nothing|nobody|nowhere|neither|nor|free|but|un(?:changed|touched|altered|mentioned"
    r"|named)|lack\w*|leav\w+\ out|omit\w*|never\ mind|forget"
)
ASKED_FOR = re.compile(rf"\b(?:{NONE})\b", re.IGNORECASE | re.VERBOSE)
AKIN = re.compile(
    rf"""\b(?:{NONE}|minus|disregard\w*|exclud\w+|only|alone|missing|eliminat\w+|remov\w+|but
        |has\ to|have\ to|must|every|\w+less(?:ly)?|un\w+ed|seamless\w*|same|kept?|keep|whole
          |intact|gone|away|out|absent|disappear\w*|vanish\w*|rid|clear\w*|clean\w*|aside|apart
          |weren't)\b""",
    re.IGNORECASE | re.VERBOSE,
)
ALIKE = 0.5
"""ROUGE-L F1 below which a text is worded afresh, and only an opening that forbids counts."""
FORBIDS = re.compile(
    r"""^(?:please\ )?(?:do\ not|don't|never(?!\ mind)|avoid|refrain|stop|skip)\b
        (?!.*\b(?:miss|leave|omit|forget|fool|slip|escape|pass|go|stop|overlook|lose|end|break|drop
          |skip|neglect|ignore|hesitate|let))""",
    re.IGNORECASE | re.VERBOSE,
)
# "The place that it was *not* made in" asks for the others.
OTHERS = re.compile(
    r"""\b(?:which|that|who|whom|what|where)\b[^.;,:!?]*
          \b(?:does|did|is|was|are|were|has|have|can|could)(?:\ (?:\w+ly\ )?not|n't|not)\b
        |\brul(?:e|ing)\ out\b|\bleast\ (?:likely|probable)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a negation that appeared or vanished, unless the other text says it in another way."""
    del accepted
    answers = answers_of(task)
    source, candidate = (_without(text, answers) for text in (seed.text, candidate))
    if OTHERS.search(HARMLESS.sub("", candidate)) and not _akin(source, AKIN):
        return "asks for what is not so"
    if rouge_l(normalise(source), normalise(candidate)) < ALIKE:
        forbids = FORBIDS.search(candidate) and not _akin(source, ASKED_FOR)
        return "forbids" if forbids else None
    wanted, found = _negations(source), _negations(candidate)
    if wanted and not found and not _akin(candidate, AKIN):
        return f"negation lost: {wanted[0]}"
    if (
        found
        and not wanted
        and not scopes(seed.text, answers).denials
        and not _akin(source, ASKED_FOR)
    ):
        return f"negation new: {found[0]}"
    return None


def _without(text: str, words: Set[str]) -> str:
    return re.sub(rf"\b(?:{'|'.join(sorted(words))})\b", "", text, flags=re.I) if words else text


def _akin(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a text negates something after all, be it in a harmless place or in other words."""
    return bool(NEGATION.search(text) or pattern.search(text))


def _negations(text: str) -> list[str]:
    return [word.lower() for word in NEGATION.findall(HARMLESS.sub("", text))]
