"""Paraphrases of a task's instruction templates: written by a model, kept only when guarded.

``obtain_model`` finds the model, ``build_pool`` writes a task's pool, ``reword_records`` rewords
single records. The model only ever sees templates with their slots, never what fills them.
"""

from audioflan.paraphrase.pool import Models, PoolFiles, build_pool
from audioflan.paraphrase.settings import ParaphraseSettings
from audioflan.paraphrase.summary import PoolSummary, read_summary

__all__ = [
    "Models",
    "ParaphraseSettings",
    "PoolFiles",
    "PoolSummary",
    "build_pool",
    "read_summary",
]
