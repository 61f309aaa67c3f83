"""What a builder sees of the build."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from audioflan.catalog.models import Corpus, Task
from audioflan.errors import AudioFlanError
from audioflan.files import nearest
from audioflan.randomness import Draws, hash64

EXTRA = "extra."


def short_name(column: str) -> str:
    """What a column is called in a refusal: ``extra.chapter`` -> ``chapter``."""
    return column.removeprefix(EXTRA)


@dataclass(frozen=True)
class Context:
    """One task on one part of one corpus.

    Attributes:
        task: the task to build.
        corpus: the corpus it is built from.
        manifest: every clip of the corpus that survived decoding (canonical columns and
            ``frames``), sorted by ``audio_id``; partners are sought here.
        anchors: the rows of ``manifest`` that belong to this part.
        recipe: index of the audio the task's recipe made for this part, if it has a recipe.
        limit: most instances wanted of the whole corpus; the stage applies it.
    """

    task: Task
    corpus: Corpus
    manifest: pl.DataFrame
    anchors: pl.DataFrame
    recipe: pl.DataFrame | None = None
    limit: int | None = None

    def draws(self, identity: str) -> Draws:
        """Single random values that belong to ``identity`` within this task."""
        return Draws(f"{self.task.id}\n{identity}")

    def hashes(self, identities: pl.Series, purpose: str) -> pl.Series:
        """Hash a column of strings without nulls for one purpose within this task (uint64)."""
        return pl.Series(purpose, hash64(identities.to_list(), f"{self.task.id}\n{purpose}"))

    def param(self, name: str) -> Any:
        """A parameter the builder cannot do without.

        Raises:
            AudioFlanError: the template does not set it.
        """
        if name in self.task.params:
            return self.task.params[name]
        raise AudioFlanError(
            f"builder '{self.task.builder}' needs the parameter '{name}'",
            where=self.task.path,
            remedy=f"set it under 'params'; {self._close(name, self.task.params)}",
        )

    def column(self, param: str) -> str:
        """The manifest column that a parameter names.

        Raises:
            AudioFlanError: the parameter is not set, or manifests have no such column.
        """
        name = str(self.param(param))
        if name in self.manifest.columns:
            return name
        raise self._unknown_column(name)

    def value(self, name: str) -> pl.Expr:
        """What a column name points at: a manifest column, or ``extra.<field>`` as text.

        Raises:
            AudioFlanError: manifests have no such column.
        """
        if name.startswith(EXTRA):
            return pl.col("extra").str.json_path_match(f"$.{name.removeprefix(EXTRA)}")
        if name in self.manifest.columns:
            return pl.col(name)
        raise self._unknown_column(name)

    def input_role(self, kind: str, index: int = 0) -> str:
        """Role of the input field of a kind (``audio`` or ``text``), by its place among them.

        Raises:
            AudioFlanError: the template declares fewer inputs of that kind.
        """
        roles = [entry.role for entry in self.task.input if entry.kind == kind]
        if index < len(roles):
            return roles[index]
        raise AudioFlanError(
            f"builder '{self.task.builder}' needs {index + 1} {kind} input(s), found {len(roles)}",
            where=self.task.path,
            remedy=f"declare the {kind} input under 'input', or choose another builder.",
        )

    def _unknown_column(self, name: str) -> AudioFlanError:
        return AudioFlanError(
            f"manifests have no column '{name}'",
            where=self.task.path,
            remedy=self._close(name, self.manifest.columns),
        )

    @staticmethod
    def _close(name: str, names: Iterable[str]) -> str:
        close = nearest(name, names)
        return f"did you mean '{close}'?" if close else "see the builder's docstring."

    @property
    def output_role(self) -> str:
        """Role of the answer."""
        return self.task.output[0].role
