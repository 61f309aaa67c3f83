"""Instances -> records: one row in, one row out or refused; columns at a time.

The choice of wording is a function of the instance's uuid and the purpose of the choice, so
neither the order of the rows nor the part they lie in changes a record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.catalog.models import Corpus, Field, Task
from audioflan.files import atomic_path
from audioflan.randomness import Hashes, identity_words, jump_hash, mixed, rendezvous
from audioflan.records.refusal import refusal, require_columns
from audioflan.records.spans import EOA, SOA
from audioflan.records.wordings import Wording, filled, pick, wordings
from audioflan.tasks.formats import slot_expression

WORDING = "wording"
LEAD_IN = "lead_in"


@dataclass(frozen=True)
class RecordSettings:
    """How records are written.

    ``other``: fill the record's ``other`` (False gives the published form, null);
    ``unseen``: value of ``task_type.unseen``; ``heldout``: why the record is held out
    (``none``, ``task``, ``corpus`` or ``template``).
    """

    other: bool = True
    unseen: bool = False
    heldout: str = "none"


def render(
    task: Task,
    corpus: Corpus,
    instances: pl.DataFrame,
    pool: Sequence[Mapping[str, Any]],
    settings: RecordSettings,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Render the instances of one task and corpus.

    Args:
        task: what is asked; its seeds are the first wordings on offer.
        corpus: where the instances come from.
        instances: columns as in ``instances/<domain>/<task>/<corpus>.<part>.parquet``.
        pool: the task's accepted paraphrases.
        settings: how records are written.

    Returns:
        Records (columns in record order, rows in the order of ``instances``) and rejects
        (``item``: uuid, ``reason``); together as many rows as ``instances``.

    Raises:
        AudioFlanError: a column is missing, or a wording cannot be filled.
    """
    offered = wordings(task, pool)
    accepted, rejects = presentable(task, instances)
    choices = draw_choices(task, offered, accepted["uuid"])
    texts = compose(task, offered, accepted, choices)
    rows = accepted.hstack(choices).hstack(texts)
    return rows.select(_columns(task, corpus, offered, settings)), rejects


def presentable(task: Task, instances: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Instances that can become records, slots as display text; and rejects (``item, reason``).

    Raises:
        AudioFlanError: a column is missing.
    """
    require_columns(task, instances)
    shown = show_slots(task, instances).with_columns(refusal(task).alias("reason"))
    rejects = shown.filter(pl.col("reason").is_not_null()).select(item="uuid", reason="reason")
    return shown.filter(pl.col("reason").is_null()), rejects


def show_slots(task: Task, instances: pl.DataFrame) -> pl.DataFrame:
    """Replace raw slot values by their display text (null where a value has none)."""
    return instances.with_columns(
        slot_expression(kind, f"slot.{name}").alias(f"slot.{name}")
        for name, kind in task.slots.items()
    )


def draw_choices(task: Task, offered: Sequence[Wording], uuids: pl.Series) -> pl.DataFrame:
    """Draw which wording, labels and lead-in each instance gets.

    Wordings are dealt by their ids and not by their places, so that a pool may grow, shrink or
    change its order: a new wording takes its share of the records, and of a wording that goes
    only its own records change.

    Returns:
        Indexes, shape [n]: ``wording`` (into ``offered``), ``label.<role>`` for every field
        of the task, ``lead_in``.
    """
    words = identity_words(uuids.to_list())
    keys = identity_words([wording.id for wording in offered])
    dealt = rendezvous(mixed(words, "instruction"), keys)
    buckets = {
        label_choice(entry): (f"label:{entry.role}", len(entry.labels)) for entry in task.fields
    } | {LEAD_IN: ("lead-in", len(task.lead_ins))}
    drawn = {name: _draw(words, purpose, count) for name, (purpose, count) in buckets.items()}
    return pl.DataFrame({WORDING: pl.Series(dealt, dtype=pl.Int64)} | drawn)


def label_choice(entry: Field) -> str:
    """Name of the column that holds the choice of a field's label."""
    return f"label.{entry.role}"


def compose(
    task: Task, offered: Sequence[Wording], shown: pl.DataFrame, choices: pl.DataFrame
) -> pl.DataFrame:
    """Texts of records whose choices are made: ``instruction``, ``input``, ``output``.

    Args:
        task: fields, labels and lead-ins.
        offered: the wordings that ``choices`` points into.
        shown: ``part.<role>`` and, as display text, ``slot.<name>``.
        choices: as :func:`draw_choices` returns them.
    """
    return shown.hstack(choices).select(
        instruction=filled(offered, WORDING),
        input=pl.concat_str([_value(entry) for entry in task.input], separator="\n"),
        output=pl.concat_str(
            pick(task.lead_ins, LEAD_IN),
            pl.concat_str([_value(entry) for entry in task.output], separator="\n"),
        ),
    )


def write_records(frame: pl.DataFrame, path: Path | str) -> None:
    """Write records as compact JSON Lines in UTF-8, keys in column order, atomically."""
    with atomic_path(path) as temporary:
        frame.write_ndjson(temporary)


def _draw(words: Hashes, purpose: str, count: int) -> pl.Series:
    if count == 1:
        return pl.zeros(len(words), pl.Int64, eager=True)
    return pl.Series(jump_hash(mixed(words, purpose), count), dtype=pl.Int64)


def _value(entry: Field) -> pl.Expr:
    part = pl.col(f"part.{entry.role}")
    marks = (pl.lit(SOA), part, pl.lit(EOA)) if entry.kind == "audio" else (part,)
    return pl.concat_str(pick(entry.labels, label_choice(entry)), *marks)


def _columns(
    task: Task, corpus: Corpus, offered: Sequence[Wording], settings: RecordSettings
) -> list[pl.Expr]:
    task_type = pl.struct(
        pl.concat_list(pl.lit(task.major)).alias("major"),
        pl.concat_list(pl.lit(task.minor)).alias("minor"),
        pl.concat_list(pl.lit(task.direction)).alias("U/G"),
        pl.lit(settings.unseen).alias("unseen"),
    )
    return [
        pl.col("instruction", "input", "output", "uuid"),
        pl.concat_list("split").alias("split"),
        task_type.alias("task_type"),
        pl.lit(task.domain).alias("domain"),
        pl.col("source"),
        (_other(corpus, offered, settings) if settings.other else pl.lit(None)).alias("other"),
    ]


def _other(corpus: Corpus, offered: Sequence[Wording], settings: RecordSettings) -> pl.Expr:
    """One type and one set of keys in every shard, or Hugging Face readers fail."""
    return pl.struct(
        pl.lit(corpus.id).alias("corpus"),
        pl.col("licence"),
        pick([entry.template for entry in offered], WORDING).alias("template"),
        pick([entry.paraphrase for entry in offered], WORDING).alias("paraphrase"),
        pl.col("group").fill_null(""),
        pl.lit(settings.heldout).alias("heldout"),
    )
