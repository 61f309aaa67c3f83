"""Which records are reworded one by one."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from audioflan.paraphrase.settings import ParaphraseSettings
from audioflan.randomness import hash64, share


def chosen(uuids: Sequence[str], settings: ParaphraseSettings) -> npt.NDArray[np.bool_]:
    """Whether each record belongs to the share of ``settings.fraction``; shape [n]."""
    return share(hash64(uuids, "reworded"), settings.fraction)
