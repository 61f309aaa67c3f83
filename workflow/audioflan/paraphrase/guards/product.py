"""What comes out stays what it is: sound where the task gives sound, words where it gives words."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

WORDS = re.compile(
    r"""\b(?:write|writing|jot|note)\ (?:\w+\ ){0,4}?(?:down|out)\b|\btranscrib\w+|\btyp(?:e
          |ing)\ (?:out|up)
        |\b(?:answer|reply|respond)\ (?:with|in|by)\ (?:a\ |an\ |the\ )?
          (?:list|text|words?|numbers?|names?|labels?|yes|sentence)
        |\b(?:create|write|give|provide|generate)\ (?:a\ (?:written\ )?|written\ )
          (?:text|document)\b
        |\b(?:create|write|give|provide|generate)\ (?:a|the)\ (?:description|caption
          |transcript\w*|list
          |summary|label|report)\b
        |(?:^|[.!?;:]\ |\b(?:please|you|and)\ )(?:describe|explain|characteri[sz]e|summari[sz]e
          |classify|count|rate)\b
        |\bin\ writing\b|\btell\ (?:me\ )?(?:whether|if|which|who|how\ many)\b|\bhow\ many\b""",
    re.IGNORECASE | re.VERBOSE,
)
SOUND = re.compile(
    r"""\b(?:answer|reply|respond)\ (?:with|in|by)\ (?:a\ |an\ |the\ )?(?:audio|sound|recording
          |speech)
        |\b(?:return|give\ back|send\ back|output)\ (?:\w+\ ){0,2}?(?:audio|clip|recording|sound
          |speech)\b
        |\bsynthesi[sz](?:e|es|ing)\b|\b(?:generate|create|produce|compose)\ (?:\w+\ ){0,2}?
          (?:audio|sounds?|speech|music|songs?|recordings?)\b|\baloud\b|\bout\ loud\b
        |\b(?:have|hear|play|want)\ (?:me\ )?(?:some|a\ piece\ of)\ (?:music|sounds?|audio|speech)\b
        |\b(?:want|like|need|give\ me|generate|create|produce|make|play\ me)\ (?:\w+\ ){0,1}?
          (?:audio|speech|music|sound)\ (?:that|which|for)\b
        |\bfrom\ (?:the|this|a|my)\ (?:\w+\ )?(?:description|caption|lyrics)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse words as the answer of a task that gives audio, and the reverse."""
    del accepted
    wrong = WORDS if task.direction == "generation" else SOUND
    texts = [seed.text, *(each.text for each in task.seeds)]
    known = {found.group().lower() for text in texts for found in wrong.finditer(text)}
    new = [
        found.group() for found in wrong.finditer(candidate) if found.group().lower() not in known
    ]
    return f"answers with something else: {new[0].lower()}" if new else None
