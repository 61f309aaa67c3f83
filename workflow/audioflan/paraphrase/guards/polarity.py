"""A request stays a request: "do not transcribe" and "everything except" are other tasks."""

import re
from collections.abc import Sequence, Set

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._scope import Scopes, asks_for_the_rest, group, scopes
from audioflan.paraphrase.guards._wording import plain_denials
from audioflan.paraphrase.guards.novelty import normalise, rouge_l
from audioflan.paraphrase.guards.revision import stem

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
        (?!.*\b(?:miss|leave|omit|forget|fool|slip|escape|pass|go))""",
    re.IGNORECASE | re.VERBOSE,
)
# "The place that it was *not* made in" asks for the others.
OTHERS = re.compile(
    r"""\b(?:which|that|who|whom|what|where)\b[^.;,:!?]*
          \b(?:does|did|is|was|are|were|has|have|can|could)(?:\ (?:\w+ly\ )?not|n't|not)\b
        |\brul(?:e|ing)\ out\b|\bleast\ (?:likely|probable)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "With only the stem muted" leaves all the others, and so does "keep the others".
ALL_BUT_IT = re.compile(
    r"\bwith only\b(?:\s[\w'{}-]+){1,7}?\s(?:muted|removed|silenced|missing|left out|excluded|omitted"
    r"|dropped|gone|erased)\b"
    r"|\b(?:omit|skip|drop|leave out|leaving out|omitting|skipping)\s(?:some|a few|several|half|most|every|all|many)\b"
    r"|\b(?:keep|keeping|return|retain|preserve|give|recover|extract|isolate)\w*(?:\s(?:me|back|only|all|just|of|the)){0,4}"
    r"\s(?:others|other \w+s|remainder|everything else|what remains|what is left)\b(?!\s(?:as|untouched|alone|un))",
    re.IGNORECASE,
)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a negation that appeared or vanished, unless the other text says it in another way."""
    del accepted
    answers = _answers(task)
    then, now = (scopes(text, answers) for text in (seed.text, candidate))
    if turned := _turned(then, now) - {stem(word) for each in task.options for word in each.split()}:
        return f"bars {min(turned)}"
    if contrary := _contrary(candidate, task, now):
        return f"asks for the contrary: {min(contrary)}"
    if _remainder(candidate) and not _remainder(seed.text):
        return "asks for all but what is asked for"
    source, candidate = (_without(text, answers) for text in (seed.text, candidate))
    if OTHERS.search(HARMLESS.sub("", candidate)) and not _akin(source, AKIN):
        return "asks for what is not so"
    if rouge_l(normalise(source), normalise(candidate)) < ALIKE:
        forbids = FORBIDS.search(candidate) and not _akin(source, ASKED_FOR)
        return "forbids" if forbids else None
    wanted, found = _negations(source), _negations(candidate)
    if wanted and not found and not _akin(candidate, AKIN):
        return f"negation lost: {wanted[0]}"
    if found and not wanted and not then.denials and not _akin(source, ASKED_FOR):
        return f"negation new: {found[0]}"
    return None


def _answers(task: Task) -> frozenset[str]:
    """Denying words that most templates offer as an answer: "yes or no" denies nothing."""
    texts = [normalise(each.text) for each in task.seeds]
    return frozenset(
        word for word in group("deny") if 2 * sum(word in text for text in texts) > len(texts)
    )


def _without(text: str, words: Set[str]) -> str:
    return re.sub(rf"\b(?:{'|'.join(sorted(words))})\b", "", text, flags=re.I) if words else text


def _turned(then: Scopes, now: Scopes) -> Set[str]:
    """What the seed asserts and the candidate denies.

    Where the seed denies as much, the two must have changed places.
    """
    turned = now.denied & then.asserted
    if (then.denied & now.asserted) - then.asserted - then.unsure - now.denied - now.unsure:
        return turned
    more = now.denials > then.denials
    return turned - now.asserted - now.unsure if more else frozenset()


def _contrary(candidate: str, task: Task, now: Scopes) -> Set[str]:
    """Words that ask for the contrary, which no template of the task knows."""
    known = {word for each in task.seeds for word in normalise(each.text)}
    words = group("contrary") | group("defying" if task.direction == "generation" else "unheard")
    if now.denials:
        words -= group("unheard")
    return (set(normalise(plain_denials(candidate))) & words) - known


def _remainder(text: str) -> bool:
    """Whether it is all but one thing that a text asks for."""
    return asks_for_the_rest(text) or ALL_BUT_IT.search(text) is not None


def _akin(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a text negates something after all, be it in a harmless place or in other words."""
    return bool(NEGATION.search(text) or pattern.search(text))


def _negations(text: str) -> list[str]:
    return [word.lower() for word in NEGATION.findall(HARMLESS.sub("", text))]
