"""What a task's recipe made of each anchor, and what was drawn for it."""

from typing import Any

import polars as pl

from audioflan.errors import AudioFlanError
from audioflan.tasks.context import Context
from audioflan.tasks.rows import because

NOT_SIMULATED = because(pl.col("input").is_null(), "no simulated audio")


def simulated(context: Context) -> pl.DataFrame:
    """The anchors with ``input``, ``target`` (audio ids) and ``draw`` (JSON text).

    All three are null where the recipe made nothing. A recipe without targets of its own has
    the clean clip as its target.

    Raises:
        AudioFlanError: the task declares no recipe.
    """
    if context.recipe is None:
        raise AudioFlanError(
            f"builder '{context.task.builder}' works on simulated audio",
            where=context.task.path,
            remedy="declare a 'recipe' in the template.",
        )
    inputs = _of_role(context.recipe, "input", "draw")
    targets = _of_role(context.recipe, "target")
    clean = pl.when(pl.col("input").is_not_null()).then("audio_id")
    return (
        context.anchors.join(inputs, on="audio_id", how="left", maintain_order="left")
        .join(targets, on="audio_id", how="left", maintain_order="left")
        .with_columns(pl.coalesce("target", clean))
    )


def heard(context: Context, column: str) -> pl.DataFrame:
    """The anchors with ``input``, the audio id of what is to be heard, and its labels over time.

    Without a recipe that is the clip and its own column. With one it is the simulated audio, and
    ``column`` holds the ``{label, start, end}`` of the draw's entry of that name; both are null
    where the recipe made nothing.
    """
    if context.recipe is None:
        return context.anchors.with_columns(pl.col("audio_id").alias("input"))
    labels = drawn(column, context.manifest.schema[column]).alias(column)
    return simulated(context).with_columns(labels)


def drawn(key: str, dtype: Any) -> pl.Expr:
    """One value of the draws, null where the draw lacks it; lists are decoded from JSON."""
    value = pl.col("draw").str.json_path_match(f'$["{key}"]')
    if isinstance(dtype, pl.List):
        return value.str.json_decode(dtype)
    return value.cast(dtype, strict=False)


def _of_role(recipe: pl.DataFrame, role: str, *extra: str) -> pl.DataFrame:
    rows = recipe.filter(pl.col("role") == role)
    return rows.select(pl.col("anchor").alias("audio_id"), pl.col("audio_id").alias(role), *extra)
