"""Decoding, storing and simulating audio."""

from audioflan.audio.clips import prepare_clips
from audioflan.audio.recipes import prepare_recipe
from audioflan.audio.settings import AudioSettings, Outputs, PreparedCorpus
from audioflan.audio.signal import Signal
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
