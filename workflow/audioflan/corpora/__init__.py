"""Corpora: one reader module each, and the stage that turns what it finds into a manifest.

Readers are imported by name when their corpus is indexed, never here.
"""

from audioflan.corpora.columns import CANONICAL
from audioflan.corpora.stage import index_corpus

__all__ = ["CANONICAL", "index_corpus"]
