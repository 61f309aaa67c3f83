"""What transforms share: their result and the loader they are handed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from audioflan.audio.signal import Signal

INPUT, TARGET = "input", "target"
# Name under which the clips of the clip's own corpus are on offer as companions.
SELF = "self"

# Signal of an audio id of a companion, or of a path of the clip's own corpus (same span).
Load = Callable[[str], Signal]


@dataclass(frozen=True)
class Applied:
    """Derived audio.

    Attributes:
        signals: role (``input``, ``target``, ...) to signal. Without a ``target`` the clip
            itself is the target.
        facts: what only the audio could tell (a gain, the segments that sound); stored with
            the draw.
    """

    signals: Mapping[str, Signal]
    facts: Mapping[str, Any] = field(default_factory=dict)
