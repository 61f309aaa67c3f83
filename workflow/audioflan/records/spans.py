"""The audio span ``<|SOA|>id<|EOA|>``: how audio is named inside a record's text.

Printed examples of the format carry slips (``|SOA|>x<|EOA|``, ``<|SOA|x<|EOA|>``, ``<SOA>``).
Only the exact form is read; every other form is refused with its name.
"""

import re

SOA = "<|SOA|>"
EOA = "<|EOA|>"
AUDIO_ID = r"[A-Za-z0-9_-]+"
"""Characters of an audio id: no dot, because WebDataset cuts keys at the first one."""

MARK = r"[<|]+/?(?:SOA|EOA)\b[|>]*|\b(?:SOA|EOA)[|>]+|<\||\|>"
"""Anything that is or resembles a span mark, in the syntax common to Python and Rust."""

SPAN = re.compile(f"{re.escape(SOA)}({AUDIO_ID}){re.escape(EOA)}")
"""A span in order; its group is the audio id."""

_MARK = re.compile(MARK, re.IGNORECASE)
_BRACKET = re.compile("[<|>]")
_ID = re.compile(AUDIO_ID)


class SpanError(ValueError):
    """A text holds something that resembles an audio span but is not one."""


def audio_ids(text: str) -> list[str]:
    """Audio ids of the spans in ``text``, in order.

    Raises:
        SpanError: the text holds a mangled, unbalanced, nested or empty span, or an id
            with a character that ids may not have; the message names which.
    """
    if "<" not in text and "|" not in text and ">" not in text:
        return []
    pieces = SPAN.split(text)
    if not _BRACKET.search("".join(pieces[::2])):
        return pieces[1::2]
    return _read_marks(text)


def _read_marks(text: str) -> list[str]:
    found: list[str] = []
    opened: int | None = None
    for mark in _MARK.finditer(text):
        if mark[0] == SOA and opened is None:
            opened = mark.end()
        elif mark[0] == EOA and opened is not None:
            found.append(_checked(text[opened : mark.start()]))
            opened = None
        else:
            raise SpanError(_fault(mark[0]))
    if opened is not None:
        raise SpanError(f"{SOA} is never closed")
    return found


def _fault(mark: str) -> str:
    if mark == SOA:
        return f"{SOA} inside an open span"
    if mark == EOA:
        return f"{EOA} without {SOA} before it"
    return f"mangled span mark {mark!r}"


def _checked(audio_id: str) -> str:
    if not audio_id:
        raise SpanError("empty audio id")
    if not _ID.fullmatch(audio_id):
        wrong = sorted({character for character in audio_id if not _ID.fullmatch(character)})
        raise SpanError(f"audio id {audio_id!r} holds {', '.join(map(repr, wrong))}")
    return audio_id
