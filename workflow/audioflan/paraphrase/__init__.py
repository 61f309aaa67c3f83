"""Paraphrases of a task's instruction templates: written by a model, kept only when guarded.

``obtain_model`` finds the model, ``build_pool`` writes a task's pool. The model only ever sees a
template with its slots, never an instance.
"""

from audioflan.paraphrase.pool import PoolSummary, build_pool
from audioflan.paraphrase.settings import ParaphraseSettings

__all__ = ["ParaphraseSettings", "PoolSummary", "build_pool"]
