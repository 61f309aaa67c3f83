"""What is asked for is neither set aside nor turned into its contrary, nor all but it asked for."""

import re
from collections.abc import Sequence, Set

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._scope import (
    Scopes,
    answers_of,
    asks_for_the_rest,
    group,
    scopes,
)
from audioflan.paraphrase.guards._wording import plain_denials
from audioflan.paraphrase.guards.novelty import normalise
from audioflan.paraphrase.guards.revision import stem

# "With only the stem muted" leaves all the others, and so does "keep the others".
ALL_BUT_IT = re.compile(
    r"""\bwith\ only\b(?:\ [\w'{}-]+){1,7}?\ (?:muted|removed|silenced|missing|left\ out|excluded
          |omitted|dropped|gone|erased)\b
        |\b(?:restore|return|give|extract|isolate|recover|repair|fill|output|hear|single\ out
          |pull\ out|deliver|hand|get)(?:\ (?:me|back|only|just|over|to|hear)){0,3}\ the\ rest\b
        |\b(?:only|just)\ the\ (?:others?|rest)(?:\ \w+)?\ (?:is|are|remains?|stays?|left)\b
        |\b(?:extract|isolate|keep|return|give|recover|hear)\w*\ (?:only\ |just\ )?the\ other
          \ (?:source|sound|speech|voice|part|stem|speaker|instrument|one)s?\b
        |\ball\ the\ (?:rest|other\ \w+|others)(?:\ (?:of|in|from)\ [\w\ ]+?)?
          \ (?:alone|only|(?:should\ |must\ )?(?:become|change)s?)\b
        |(?<!not\ )(?<!n't\ )(?<!never\ )(?<!without\ )
          \b(?:omit|skip|drop|leave|leaving|omitting|skipping
          |dropping)\ (?:out\ )?(?:whatever|anything|what|parts|bits|some|any)(?:\ of\ \w+)?
          (?:\ (?:out
          |you|makes|seems|is))\b
        |\b(?:omit|skip|drop|leave\ out|leaving\ out|omitting|skipping)
          \ (?:some|a\ few|several|half|most|every|all|many)\b
        |(?<!not\ )(?<!n't\ )\b(?:keep|keeping|return|retain|preserve|give|recover
          |extract|isolate|write|say|name|list
          |tell|sing|speak|read|play)\w*
          (?:\ (?:me|back|only|all|just|of|the|down)){0,4}
          \ (?:others|rest|other\ \w+s|remainder|everything\ else|what\ remains|what\ is\ left)\b
          (?!\ (?:as|untouched|alone|un|intact|exactly|just|of|the\ way|out|in|to))""",
    re.IGNORECASE | re.VERBOSE,
)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a request for less than the seed's, for its contrary or for the rest."""
    del accepted
    answers = answers_of(task)
    then, now = (scopes(text, answers) for text in (seed.text, candidate))
    offered = {stem(word) for option in task.options for word in option.split()}
    if turned := _turned(then, now) - offered:
        return f"bars {min(turned)}"
    if contrary := _contrary(candidate, task, now):
        return f"asks for the contrary: {min(contrary)}"
    if _remainder(candidate) and not _remainder(seed.text):
        return "asks for all but what is asked for"
    return None


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
