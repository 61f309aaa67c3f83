"""How well the guards judge labelled texts."""

from pathlib import Path

import orjson
import polars as pl

from audioflan.paraphrase.evaluation import LOST, MEASURES, PRECISION, RECALL, SEALED, share_of
from audioflan.report.section import Build, Section

PLACE = 56


def section(build: Build) -> Section:
    """Recall of drifted texts, good texts lost and precision, with 95 % Wilson intervals."""
    rows = orjson.loads(Path(build.layout.report("guards.json")).read_bytes())
    table = pl.DataFrame(rows, schema=MEASURES)
    figures = {name: share_of(table, SEALED, name) for name in (RECALL, LOST, PRECISION)}
    note = "; ".join(f"{name}: {share}" for name, share in figures.items())
    return Section(
        title="Guards",
        table=table,
        note=f"On labelled texts that nothing was fitted to: {note}.",
    )
