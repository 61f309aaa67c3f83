"""Declarations: corpora, tasks and the config, and what they let us build."""
