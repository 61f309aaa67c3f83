"""Instances of a task: which audio, which text, which slots, from manifests and recipes."""

from audioflan.tasks.context import Context
from audioflan.tasks.stage import instantiate

__all__ = ["Context", "instantiate"]
