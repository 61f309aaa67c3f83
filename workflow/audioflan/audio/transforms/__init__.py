"""Ways to derive audio from a clip: one module each, ``draw`` (random) and ``apply`` (pure)."""

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Any, Protocol, cast

import polars as pl

from audioflan.audio.signal import Signal
from audioflan.audio.transforms.base import Applied, Load
from audioflan.errors import AudioFlanError
from audioflan.files import nearest
from audioflan.randomness import Draws

_SUPPORT = {"base", "mixing", "params", "partners"}


class Transform(Protocol):
    """What a transform module offers."""

    def draw(
        self,
        clip: Mapping[str, Any],
        parameters: Mapping[str, Any],
        draws: Draws,
        companions: Mapping[str, pl.DataFrame],
    ) -> dict[str, Any]:
        """Choose everything random about one clip, without hearing it.

        Args:
            clip: the clip's manifest row, its length and rate as stored.
            parameters: the recipe's parameters.
            draws: random values of this clip and recipe.
            companions: for each companion name, the clips on offer (same split).

        Raises:
            Unsuitable: nothing can be derived from this clip.
            AudioFlanError: the parameters are wrong.
        """

    def apply(self, signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
        """Make the audio of a draw; the same draw gives the same samples.

        Args:
            signal: the stored clip.
            drawn: what ``draw`` returned (facts that an earlier ``apply`` added are ignored).
            load: gives the signal of a companion's audio id or of a path of the corpus.

        Raises:
            Unsuitable: the audio turns out not to allow it (silence, too few stems).
        """


def transform_names() -> list[str]:
    """Names of all transforms, sorted."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name for name in found if name not in _SUPPORT)


def load_transform(name: str) -> Transform:
    """The transform of that name.

    Raises:
        AudioFlanError: there is none; the nearest name is proposed.
    """
    names = transform_names()
    if name not in names:
        raise AudioFlanError(
            f"there is no transform '{name}'.",
            remedy=f"did you mean '{nearest(name, names) or names[0]}'? There are: "
            + ", ".join(names),
        )
    return cast(Transform, importlib.import_module(f"{__name__}.{name}"))
