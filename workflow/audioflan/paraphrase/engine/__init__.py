"""Engines that write texts, one module each; the configuration names the module."""

import importlib
import pkgutil
from pathlib import Path

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
    if settings.engine not in engine_names():
        meant = nearest(settings.engine, engine_names()) or " or ".join(engine_names())
        what = f"unknown paraphrase engine '{settings.engine}'"
        raise AudioFlanError(what, remedy=f"set paraphrase.engine to {meant}.")
    module = importlib.import_module(f"{__name__}.{settings.engine}")
    engine: Engine = module.start(settings, model, threads)
    return engine
