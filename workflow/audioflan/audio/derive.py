"""One clip through one recipe: draw, load, apply, pack."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.audio.decode import decode
from audioflan.audio.index import canonical_json
from audioflan.audio.part import Member, packed
from audioflan.audio.signal import Signal
from audioflan.audio.store import AudioStore
from audioflan.audio.transforms import Transform
from audioflan.audio.transforms.base import INPUT, Applied
from audioflan.catalog.licences import most_restrictive
from audioflan.catalog.models import Recipe
from audioflan.errors import AudioFlanError
from audioflan.randomness import Draws


def derived_id(anchor: str, recipe: str, role: str) -> str:
    """Audio id of what a recipe made from a clip; the input bears no role in its id."""
    return f"{anchor}-{recipe}" if role == INPUT else f"{anchor}-{recipe}-{role}"


@contextmanager
def declared_by(recipe: Recipe) -> Iterator[None]:
    """Errors that know no place are those of the file that declares the recipe."""
    try:
        yield
    except AudioFlanError as problem:
        if problem.where is None:
            problem.where = recipe.path
        raise


@dataclass(frozen=True)
class Derivation:
    """A recipe ready to run; called with a clip's row, it gives the members made of it.

    Attributes:
        recipe: what to do.
        transform: the module that does it.
        store: audio of the clips and of all companions.
        root: files of the clips' corpus, for stems.
        offered: companion name to split to clips on offer.
    """

    recipe: Recipe
    transform: Transform
    store: AudioStore
    root: Path
    offered: Mapping[str, Mapping[str, pl.DataFrame]]

    def __call__(self, clip: Mapping[str, Any]) -> tuple[Member, ...]:
        """Raises: Unsuitable or ClipError, when nothing can be made of the clip."""
        anchor = clip["audio_id"]
        drawn = self.draw(clip)
        source = _Source(clip, self.store, self.root)
        applied = self.transform.apply(self.store.read(anchor), drawn, source.load)
        parents = [anchor, *source.loaded]
        licences = [self.store.facts(parent)["licence"] for parent in parents]
        provenance = {
            "licence": most_restrictive(licences),
            "recipe": self.recipe.id,
            "anchor": anchor,
            "draw": canonical_json({**drawn, **applied.facts}),
            "parents": parents,
        }
        return self._members(anchor, applied, provenance)

    def draw(self, clip: Mapping[str, Any]) -> dict[str, Any]:
        """Everything random about the clip; companions are offered from its own split.

        Raises:
            Unsuitable: nothing can be made of the clip.
            AudioFlanError: the recipe's parameters are wrong.
        """
        companions = {
            name: splits[clip["split"]]
            for name, splits in self.offered.items()
            if clip["split"] in splits
        }
        draws = Draws(derived_id(clip["audio_id"], self.recipe.id, INPUT))
        with declared_by(self.recipe):
            return self.transform.draw(clip, self.recipe.params, draws, companions)

    def _members(
        self, anchor: str, applied: Applied, provenance: Mapping[str, Any]
    ) -> tuple[Member, ...]:
        return tuple(
            packed(derived_id(anchor, self.recipe.id, role), signal, role=role, **provenance)
            for role, signal in applied.signals.items()
        )


@dataclass
class _Source:
    """Loads what a transform asks for, and remembers which clips that were."""

    clip: Mapping[str, Any]
    store: AudioStore
    root: Path
    loaded: list[str] = field(default_factory=list)

    def load(self, name: str) -> Signal:
        """A companion's audio id, or a path of the corpus: what it has of the clip's span."""
        if name not in self.store:
            return decode(self.root, name, self.clip["start"], self.clip["duration"], whole=False)
        if name not in self.loaded:
            self.loaded.append(name)
        return self.store.read(name)
