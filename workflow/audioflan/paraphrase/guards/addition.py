"""Nothing is asked for besides: no further job, no limit, no quality that the templates lack."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

JOB = r"""(?:explain|justif\w+|add|rate|describe|comment|estimate|mention|include|summari[sz]e
    |translate|count|discard|delete|remove|repeat|reverse|introduce|rank|score|define|spell|guess
    |say\ (?:why|how|what|where|when|who)|tell\ (?:me\ )?(?:why|how|what|where|when|who))\b"""
MORE = re.compile(
    rf"""\b(?:and|then|plus|also|,)\ (?:also\ |then\ |please\ )?{JOB}
        |\b(?:as\ well\ as|along\ with|together\ with|followed\ by|in\ addition|additionally
          |plus|besides\ that|on\ top\ of|afterwards?|and\ then)\b""",
    re.IGNORECASE | re.VERBOSE,
)
LIMIT = re.compile(
    r"""\b(?:at\ (?:most|least)|no\ (?:more|fewer|less)\ than|up\ to\ \d+|maximum|minimum|half|halv\w+
        |(?:full|whole|complete|long|short|single|in\ a|one|two|three|few)\ (?:sentences?|paragraphs?)
        |in\ (?:one|two|three|a\ few|a\ single)\ words?|briefly|in\ (?:brief|short|detail)|chorus
        |in\ brackets|bullet\w*|tables?|markdown|upper\ ?case|lower\ ?case|capital\w*|rhym\w+
        |only\ (?:that|the\ first|the\ last)|(?:first|last)\ (?:few|half|part))\b""",
    re.IGNORECASE | re.VERBOSE,
)
QUALITY = re.compile(
    r"""\b(?:happ(?:y|ily)|joyful\w*|cheerful\w*|sad(?:ly|der)?|ang(?:ry|rily)|furious\w*|fearful\w*
        |bored|excited(?:ly)?|calm(?:ly)?|gentl[ey]|soft(?:ly|er|est)?|loud(?:ly|er|est)?
        |whisper\w*|shout\w*|slow(?:ly|er|est)?|deep(?:er)?|husky|childlike|elderly|young(?:er)?
        |old(?:er)|(?:wo)?man's|girl's|boy's|robotic|dramatic(?:ally)?|funny|humorous\w*
        |sarcastic\w*|romantic|dark(?:er)?|gloomy|jazzy|operatic|acoustic|electric|british
        |american|australian|formal(?:ly)?|polite(?:ly)?|casual(?:ly)?|poetic\w*)\b""",
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
