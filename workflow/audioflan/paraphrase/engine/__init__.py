"""Engines that write texts, one module each; the configuration names the module."""

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

from audioflan.errors import AudioFlanError
from audioflan.files import nearest
from audioflan.paraphrase.engine.base import Engine, EngineDiedError, Message, Prompt, Written
from audioflan.paraphrase.settings import ParaphraseSettings

__all__ = [
    "Engine",
    "EngineDiedError",
    "Message",
    "Prompt",
    "Written",
    "engine_names",
    "needs_model",
    "open_engine",
]


def engine_names() -> list[str]:
    """Names that ``paraphrase.engine`` may take."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return [name for name in found if not name.startswith("_") and name != "base"]


def open_engine(settings: ParaphraseSettings, model: Path | None, threads: int) -> Engine:
    """Start the engine that the settings name.

    Args:
        settings: of the paraphrases.
        model: GGUF file, for engines that run one.
        threads: processor threads.

    Raises:
        AudioFlanError: no such engine, or it cannot start.
    """
    engine: Engine = _module(settings).start(settings, model, threads)
    return engine


def needs_model(settings: ParaphraseSettings) -> bool:
    """Whether the engine that the settings name runs a GGUF file on this machine.

    Raises:
        AudioFlanError: no such engine.
    """
    return bool(_module(settings).NEEDS_MODEL)


def _module(settings: ParaphraseSettings) -> ModuleType:
    if settings.engine not in engine_names():
        meant = nearest(settings.engine, engine_names()) or " or ".join(engine_names())
        what = f"unknown paraphrase engine '{settings.engine}'"
        raise AudioFlanError(what, remedy=f"set paraphrase.engine to {meant}.")
    return importlib.import_module(f"{__name__}.{settings.engine}")
