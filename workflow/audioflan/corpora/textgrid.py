"""Praat TextGrids, in the long and the short text form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audioflan.corpora.text_files import read_text
from audioflan.errors import AudioFlanError

# What is neither string, number nor flag (`xmin =`, `intervals [1]:`) only names what follows.
TOKEN = re.compile(
    r'(?P<string>"(?:[^"]|"")*")|\[\d*\]|(?P<number>(?<![\w.])-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)'
    r"|(?P<flag><(?:exists|absent)>)"
)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
REMEDY = "fetch the corpus again"


@dataclass(frozen=True)
class Tier:
    """One tier: spans of (start, end, text) in seconds; of a point both ends are its time."""

    name: str
    spans: tuple[tuple[float, float, str], ...]


def read_textgrid(path: Path) -> list[Tier]:
    """Tiers of a TextGrid, spans in file order, empty ones included.

    Raises:
        AudioFlanError: the file is no TextGrid or cut off; names the line.
    """
    reader = _Reader(path, _text(path))
    reader.string("ooTextFile")
    reader.string("TextGrid")
    reader.skip_extent()
    if reader.flag() == "<absent>":
        return []
    return [_tier(reader) for _ in range(int(reader.number()))]


def _tier(reader: "_Reader") -> Tier:
    points = reader.string() == "TextTier"
    name = reader.string()
    reader.skip_extent()
    count = int(reader.number())
    return Tier(name, tuple(_span(reader, points) for _ in range(count)))


def _span(reader: "_Reader", point: bool) -> tuple[float, float, str]:
    start = reader.number()
    return start, start if point else reader.number(), reader.string()


def _text(path: Path) -> str:
    try:
        if path.read_bytes()[:2] in UTF_16:
            return path.read_text(encoding="utf-16")
    except UnicodeDecodeError as error:
        raise AudioFlanError(f"unreadable text ({error})", where=path, remedy=REMEDY) from error
    return read_text(path)


class _Reader:
    """The strings, numbers and flags of a TextGrid, one after the other."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text
        self._tokens: Iterator[re.Match[str]] = TOKEN.finditer(text)

    def string(self, expected: str = "") -> str:
        value = self._next("string")[1:-1].replace('""', '"')
        if not value.startswith(expected):
            raise self._error(f"'{value}' where '{expected}' should stand", 0)
        return value

    def number(self) -> float:
        return float(self._next("number"))

    def skip_extent(self) -> None:
        self.number()
        self.number()

    def flag(self) -> str:
        return self._next("flag")

    def _next(self, kind: str) -> str:
        for token in self._tokens:
            if token.lastgroup is None:
                continue
            if token.lastgroup != kind:
                what = f"a {token.lastgroup} ({token[0][:20]}) where a {kind} should stand"
                raise self._error(what, token.start())
            return token[0]
        raise self._error(f"the TextGrid ends where a {kind} should stand", len(self._text))

    def _error(self, what: str, position: int) -> AudioFlanError:
        line = self._text.count("\n", 0, position) + 1
        return AudioFlanError(what, where=self._path, line=line, remedy=REMEDY)
