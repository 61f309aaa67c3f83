"""Audio ids begin with the number and name of their corpus."""

from collections.abc import Iterator

import polars as pl

from audioflan.asserts.data import Problem, TaskData
from audioflan.asserts.names import FAIL

SEVERITY = FAIL
REMEDY = "build the corpus again from its manifest on: its number or name was changed."


def problems(data: TaskData) -> Iterator[Problem]:
    """Every audio that an instance names carries the prefix of the instance's corpus."""
    prefixes = {name: corpus.audio_id("") for name, corpus in data.corpora.items()}
    prefix = pl.col("corpus").replace_strict(prefixes, return_dtype=pl.String)
    for role in data.task.audio_roles:
        column = pl.col(f"part.{role}")
        for among in data.among(~column.str.starts_with(prefix), column):
            what = f"{among.count} audio ids of '{role}' do not begin with {prefixes[among.corpus]}"
            yield Problem(what, among.corpus, among.examples)
