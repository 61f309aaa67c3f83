"""Archives that a person must fetch: behind a form, a licence or a log-in."""

import glob
from pathlib import Path

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.digests import difference, measure
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import Obtained, attempt, obtained

REPEATABLE = False


def pattern(source: Source) -> str:
    """The one name of the archive."""
    return glob.escape(str(source.fields["filename"]))


def obtain(source: Source, folder: Path, progress: Progress) -> Obtained:
    """Find the archive where the reader was asked to put it.

    Raises:
        AudioFlanError: it is not there (names page, steps and exact place), or is another file.
    """
    place, page = folder / str(source.fields["filename"]), str(source.fields["url"])
    if not place.is_file():
        raise AudioFlanError(
            "this archive must be fetched by hand and is not there yet.",
            where=place,
            remedy=f"open {page}; {source.fields['steps']}; then put the file at {place}.",
        )
    found = measure(place, source)
    wrong = difference(source, found)
    if wrong is not None:
        raise AudioFlanError(
            f"this is not the declared file: {wrong}.",
            where=place,
            remedy=f"fetch it again from {page} and put it at {place}.",
        )
    return obtained(source, place, page, found, [attempt(source, page, "found")])
