"""Asserts on task data: what all instances of a task must hold before its shards are written."""
