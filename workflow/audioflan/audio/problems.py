"""Problems of one clip: they reject the clip and never stop the job."""

from audioflan.errors import AudioFlanError


class ClipError(AudioFlanError):
    """One recording cannot be used: absent, undecodable, empty, too short, not finite."""

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.what, self.where)


class Unsuitable(Exception):  # noqa: N818 - a verdict on a clip, not an error
    """A transform cannot derive anything meaningful from this clip; the text is the reason."""


def _rebuild(what: str, where: str) -> ClipError:
    return ClipError(what, where=where)
