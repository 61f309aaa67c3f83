"""Readers by name, and their failures in the words of the corpus."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

import audioflan.corpora
from audioflan.catalog.models import Corpus
from audioflan.errors import AudioFlanError
from audioflan.files import nearest

Reader = Callable[[Path, Mapping[str, Any]], pl.DataFrame]

REFETCH = "check that the corpus is whole, or fetch it again"


def reader_of(corpus_id: str) -> Reader:
    """The function ``read`` of ``audioflan.corpora.<corpus_id>``.

    Raises:
        AudioFlanError: there is no such module, or it has no ``read``.
    """
    module = f"audioflan.corpora.{corpus_id}"
    try:
        reader: Reader = importlib.import_module(module).read
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        near = nearest(corpus_id, _modules())
        remedy = f"did you mean '{near}'?" if near else "write the module with a function read"
        raise AudioFlanError(f"no reader '{module}'", where=corpus_id, remedy=remedy) from error
    except AttributeError as error:
        raise AudioFlanError(
            "the module has no function 'read'", where=module, remedy="define read(root, options)"
        ) from error
    return reader


def find_items(corpus: Corpus, root: Path) -> pl.DataFrame:
    """Call the corpus's reader; one row an item found.

    Raises:
        AudioFlanError: ``root`` is no folder, or the reader failed or found nothing.
    """
    if not root.is_dir():
        raise AudioFlanError(f"corpus {corpus.id} is not here", where=root, remedy=REFETCH)
    reader = reader_of(corpus.id)
    try:
        found = reader(root, corpus.options)
    except AudioFlanError as error:
        raise AudioFlanError(
            f"corpus {corpus.id}: {error.what}",
            where=error.where or root,
            line=error.line,
            remedy=error.remedy or REFETCH,
        ) from error
    except Exception as error:
        where = getattr(error, "filename", None) or root
        what = f"the reader of corpus {corpus.id} failed ({type(error).__name__}: {error})"
        raise AudioFlanError(what, where=where, remedy=REFETCH) from error
    if found.is_empty():
        raise AudioFlanError(f"corpus {corpus.id}: nothing found", where=root, remedy=REFETCH)
    return found


def _modules() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(audioflan.corpora.__path__)]
