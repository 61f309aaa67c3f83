"""Where models come from, one module each: ``paraphrase.model`` begins with the module's name."""

import importlib
import pkgutil
from pathlib import Path
from typing import Protocol, cast

from audioflan.fetch.progress import Progress


class Origin(Protocol):
    """What a module of this package offers."""

    def obtain(self, spec: str, folder: Path, progress: Progress) -> Path:
        """Bring a model into ``folder``; one that is already there is used again.

        Args:
            spec: the whole of ``paraphrase.model``, ``<module>:...``.
            folder: where models are kept.
            progress: told of the download.

        Returns:
            The GGUF file; the first part of a model in several.

        Raises:
            AudioFlanError: the spec is not well formed, or the model cannot be had.
        """


def origin_of(spec: str) -> Origin | None:
    """The module that ``spec`` begins with; None for the path of a file."""
    name, colon, _ = spec.partition(":")
    if not colon or name not in [module.name for module in pkgutil.iter_modules(__path__)]:
        return None
    return cast(Origin, importlib.import_module(f"{__name__}.{name}"))
