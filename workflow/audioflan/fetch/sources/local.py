"""Files and folders that are already on this machine; they are linked, never changed."""

from pathlib import Path

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.digests import check_name, difference, measure
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import Obtained, attempt

REPEATABLE = False


def pattern(source: Source) -> str:
    """Nothing in the archive folder."""
    return ""


def obtain(source: Source, folder: Path, progress: Progress) -> Obtained:
    """Find the file or folder.

    Raises:
        AudioFlanError: it does not exist, or is a file of another digest.
    """
    path = Path(source.fields["path"]).expanduser().resolve()
    tried = (attempt(source, path.as_uri(), "found"),)
    if path.is_dir():
        return Obtained(path, path.as_uri(), None, tried, own=True)
    if not path.is_file():
        raise AudioFlanError(
            "there is no such file or folder.",
            where=path,
            remedy="correct `path` of this source in the corpus file.",
        )
    found = measure(path, source)
    wrong = difference(source, found)
    if wrong is not None:
        raise AudioFlanError(
            f"this is not the declared file: {wrong}.",
            where=path,
            remedy="correct the digest in the corpus file, or put the right file there.",
        )
    checked = check_name(source)
    return Obtained(path, path.as_uri(), found.bytes, tried, found.sha256, checked, own=True)
