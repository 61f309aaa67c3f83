"""Texts are written in the script of the language that is declared for them."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import polars as pl
import yaml

from audioflan.asserts.data import SHOWN, Problem, TaskData, collect
from audioflan.asserts.names import FAIL

SEVERITY = FAIL
REMEDY = "mend 'language' or 'text' in the corpus's reader: they are of different clips or columns."
SCRIPTS = Path(__file__).with_name("scripts.yaml")
MOST = 0.05


def problems(data: TaskData) -> Iterator[Problem]:
    """At most one in twenty texts of a language has letters, but none of the language's script.

    A transcript may well be a foreign name or a number; a language whose texts are another's is
    met as a whole. Languages that ``scripts.yaml`` does not list are not judged.
    """
    for role, slot in _written(data):
        rows = data.rows.select(
            "corpus",
            pl.col(f"part.{role}").alias("text"),
            pl.col(f"slot.{slot}").str.to_lowercase().str.split("-").list.first().alias("language"),
        ).filter(pl.col("text").str.contains(r"\p{L}"))
        present = collect(rows.select(pl.col("language").unique()))["language"].to_list()
        scripts = {name: letters for name, letters in _scripts().items() if name in present}
        yield from _strangers(rows, scripts, role)


def _written(data: TaskData) -> Iterator[tuple[str, str]]:
    """Text roles, with the slot that declares their language."""
    task = data.task
    for fields, end in ((task.input, "source_language"), (task.output, "target_language")):
        slot = next((name for name in (end, "language") if task.slots.get(name) == "language"), "")
        if slot:
            yield from ((entry.role, slot) for entry in fields if entry.kind == "text")


def _strangers(rows: pl.LazyFrame, scripts: Mapping[str, str], role: str) -> Iterator[Problem]:
    language, text = pl.col("language"), pl.col("text")
    strange = pl.lit(value=False)
    for letters in sorted(set(scripts.values())):
        spoken = [name for name, its in scripts.items() if its == letters]
        strange = strange | (language.is_in(spoken) & ~text.str.contains(letters))
    counts = rows.group_by("corpus", "language").agg(
        pl.len().alias("texts"),
        strange.sum().alias("strange"),
        text.filter(strange).sort().head(SHOWN).alias("examples"),
    )
    for row in collect(counts).sort("corpus", "language").iter_rows(named=True):
        if row["strange"] > MOST * row["texts"]:
            what = (
                f"{row['strange']} of {row['texts']} texts ('{role}') declared as "
                f"'{row['language']}' hold no letter of its script"
            )
            yield Problem(what, row["corpus"], tuple(row["examples"]))


@cache
def _scripts() -> dict[str, str]:
    """Language -> pattern of one letter of its scripts."""
    table = yaml.safe_load(SCRIPTS.read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for script, languages in table.items():
        for name in languages:
            found[name] = found.get(name, "") + rf"\p{{{script}}}"
    return {name: f"[{classes}]" for name, classes in found.items()}
