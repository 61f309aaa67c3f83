"""Rewordings for the recognition task, a function of the request alone like a seeded model's."""

import itertools
import random
from typing import Any

VERBS = ("transcribe", "write down", "type up", "note down", "put into writing")
THINGS = ("the speech", "all the words", "every spoken word", "the talk")
PLACES = ("in this recording", "in the clip", "of this audio", "that you hear")
WISHES = ("Please", "Could you", "You might", "Carefully", "I need you to", "Do not")
TEXTS = [
    f"{wish} {verb} {thing} {place}{'?' if wish == 'Could you' else '.'}"
    for wish, verb, thing, place in itertools.product(WISHES, VERBS, THINGS, PLACES)
]


def reworded(request: dict[str, Any]) -> list[str]:
    """``n`` of the texts, drawn by what is asked and by the seed."""
    drawn = random.Random(f"{request['messages'][-1]['content']} {request['seed']}")
    return drawn.choices(TEXTS, k=request["n"])
