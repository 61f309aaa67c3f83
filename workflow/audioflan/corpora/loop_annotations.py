"""What the annotators of the Freesound Loop Dataset say of a loop, and where they agree.

One JSON object an annotator and loop: ``instrumentation`` (name: bool), ``defined_tempo``, ``bpm``
(text, perhaps ``None`` or empty), ``signature``, ``key`` and ``mode`` (perhaps ``none`` or
``unknown``), ``genres``, ``discard``, ``save_for_later``.
"""

from collections.abc import Sequence
from typing import Any

MODES = {"maj": "major", "min": "minor"}
NOTES = {"c", "c#", "d", "d#", "e", "f", "f#", "g", "g#", "a", "a#", "b"}
Opinion = dict[str, Any]


def opinion(annotation: dict[str, Any], tempo: Sequence[float]) -> Opinion:
    """One annotation in our terms; what is not told, not known or not sensible is null."""
    key, played = annotation.get("key"), annotation.get("instrumentation") or {}
    return {
        "tempo": _tempo(annotation, tempo),
        "key": key.upper() if key in NOTES else None,
        "mode": MODES.get(annotation.get("mode") or ""),
        "signature": annotation.get("signature") or None,
        "genre": list(annotation.get("genres") or []),
        "instruments": [name for name, sounds in played.items() if sounds],
    }


def agreed(opinions: Sequence[Opinion]) -> Opinion:
    """What all say: a single value where they agree, of lists the entries they share."""
    first, *others = opinions
    shared: Opinion = {}
    for name, value in first.items():
        if isinstance(value, list):
            kept = [entry for entry in value if all(entry in other[name] for other in others)]
            shared[name] = kept or None
        else:
            shared[name] = value if all(other[name] == value for other in others) else None
    return shared


def _tempo(annotation: dict[str, Any], tempo: Sequence[float]) -> float | None:
    """Beats a minute where the loop has a tempo; ``tempo`` is the least and the most."""
    try:
        bpm = float(annotation.get("bpm") or "")
    except (TypeError, ValueError):
        return None
    sensible = annotation.get("defined_tempo") and tempo[0] <= bpm <= tempo[1]
    return bpm if sensible else None
