"""What a builder sees of the build."""

from dataclasses import dataclass

import polars as pl

from audioflan.catalog.models import Corpus, Task
from audioflan.errors import AudioFlanError
from audioflan.randomness import Draws, hash64


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

    @property
    def output_role(self) -> str:
        """Role of the answer."""
        return self.task.output[0].role
