"""Debian and Ubuntu packages, taken with ``apt-get download`` (nothing is installed)."""

import shutil
from pathlib import Path

from audioflan.catalog.models import Source
from audioflan.fetch.packages import obtain_package
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import Obtained, https

REPEATABLE = True
TOOL = "apt-get"


def pattern(source: Source) -> str:
    """``<package>_<version>_<architecture>.deb``."""
    return f"{source.fields['package']}_*.deb"


def obtain(source: Source, folder: Path, progress: Progress) -> Obtained:
    """Fetch the package file; where there is no apt, from the source's ``urls`` if it has any.

    Raises:
        AudioFlanError: neither apt nor ``urls``, or apt does not know the package.
    """
    if shutil.which(TOOL) is None and "urls" in source.fields:
        return https.obtain(source, folder, progress)
    name = source.fields["package"]
    if "version" in source.fields:
        name = f"{name}={source.fields['version']}"
    remedy = (
        "run `apt-get update` first (Debian and Ubuntu carry this package); on another system "
        f"set corpora.{folder.name}.root in the config to an unpacked copy, or place "
        f"{pattern(source)} in {folder}."
    )
    return obtain_package(source, folder, f"apt:{name}", [TOOL, "download", "--", name], remedy)
