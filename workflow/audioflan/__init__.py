"""Rebuild Audio-FLAN style instruction-tuning datasets from their source corpora."""

__version__ = "0.1.0"
