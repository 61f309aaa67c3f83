"""Decoding, storing and simulating audio."""

from audioflan.audio.signal import Signal
from audioflan.audio.stage import (
    AudioSettings,
    Outputs,
    PreparedCorpus,
    prepare_clips,
    prepare_recipe,
)
from audioflan.audio.store import AudioStore

__all__ = [
    "AudioSettings",
    "AudioStore",
    "Outputs",
    "PreparedCorpus",
    "Signal",
    "prepare_clips",
    "prepare_recipe",
]
