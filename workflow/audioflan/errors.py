"""The one exception type that users see."""

from pathlib import Path


class AudioFlanError(Exception):
    """A problem stated so that the reader can act on it.

    Args:
        what: the problem in one sentence.
        where: file (or other place) the problem lies in.
        line: 1-based line inside ``where``, when known.
        remedy: what to do about it.
    """

    def __init__(
        self,
        what: str,
        *,
        where: Path | str | None = None,
        line: int | None = None,
        remedy: str | None = None,
    ) -> None:
        self.what = what
        self.where = where
        self.line = line
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        place = "" if self.where is None else f"{self.where}"
        if self.line is not None:
            place = f"{place}:{self.line}"
        text = f"{place}: {self.what}" if place else self.what
        return f"{text.rstrip('.')}. Remedy: {self.remedy}" if self.remedy else text

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.what, self.where, self.line, self.remedy)


def _rebuild(
    what: str, where: Path | str | None, line: int | None, remedy: str | None
) -> AudioFlanError:
    return AudioFlanError(what, where=where, line=line, remedy=remedy)
