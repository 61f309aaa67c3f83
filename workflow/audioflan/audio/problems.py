"""Problems of one clip: they reject the clip and never stop the job."""

from audioflan.errors import AudioFlanError


class ClipError(AudioFlanError):
    """One recording cannot be used: absent, undecodable, empty, too short, not finite."""

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.what, self.where)


class Unsuitable(Exception):  # noqa: N818 - a verdict on a clip, not an error
    """A transform cannot derive anything meaningful from this clip; the text is the reason."""


# Seconds of the longest clip: all of it is in memory while it is worked on.
LONGEST = 1200.0


def check_length(duration: float, path: str) -> None:
    """Refuse a clip of more seconds than ``LONGEST``.

    Raises:
        ClipError: it is longer.
    """
    if duration > LONGEST:
        what = f"the clip lasts {duration:.0f} s, more than {LONGEST:.0f} s: cut it into windows"
        raise ClipError(what, where=path)


def _rebuild(what: str, where: str) -> ClipError:
    return ClipError(what, where=where)
