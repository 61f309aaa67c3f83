"""What the rules of this room call."""

from audioflan.audio.clips import prepare_clips
from audioflan.audio.recipes import prepare_recipe
from audioflan.audio.settings import AudioSettings, Outputs, PreparedCorpus

__all__ = ["AudioSettings", "Outputs", "PreparedCorpus", "prepare_clips", "prepare_recipe"]
