"""Records: instances put into words, judged line by line, packed into shards."""

from audioflan.records.check import Check
from audioflan.records.examples import render_example
from audioflan.records.expectation import Expectation
from audioflan.records.manifest import write_manifest
from audioflan.records.render import RecordSettings, render, write_records
from audioflan.records.shards import read_shard, write_shards
from audioflan.records.validate import validate, validate_file

__all__ = [
    "Check",
    "Expectation",
    "RecordSettings",
    "read_shard",
    "render",
    "render_example",
    "validate",
    "validate_file",
    "write_manifest",
    "write_records",
    "write_shards",
]
