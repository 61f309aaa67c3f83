"""Nothing is asked for besides: no further job, no limit, no quality that the templates lack."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

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
QUALITY = re.compile(
    r"""\b(?:happy|happily|joyful\w*|cheerful\w*|sad(?:ly|der)?|angry|angrily|furious\w*
          |fearful\w*|bored
        |whisper\w*|shout\w*|husky|childlike|elderly|robotic|humorous\w*|sarcastic\w*|british
        |american|australian)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a further job, a limit or a quality that none of the task's templates asks for."""
    del accepted
    known = " ".join([seed.text, *(each.text for each in task.seeds), *task.options]).lower()
    for what, pattern in (("asks besides", MORE), ("limits", LIMIT), ("wants it", QUALITY)):
        for found in pattern.finditer(candidate):
            if found.group().lower() not in known:
                return f"{what}: {found.group().lower()}"
    return None
