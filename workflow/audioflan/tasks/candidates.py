"""A clip and some candidates are the question, the one that it belongs to the answer."""

import polars as pl

from audioflan.randomness import mixed
from audioflan.tasks.context import Context, short_name
from audioflan.tasks.formats import text
from audioflan.tasks.partners import partner
from audioflan.tasks.rows import because, build_rows

LISTED = "; "


def build(context: Context) -> pl.DataFrame:
    """At most one instance an anchor; the right candidate stands in every place equally often.

    With audio inputs after the first, a candidate is a clip and the answer its number; with a
    text input, candidates are values joined by ``; `` and the answer is the value. Candidates are
    of the anchor's split; the wrong ones have distinct values, each drawn by hash.

    Params of the template:
        match: manifest column (or ``extra.<field>``) that tells the candidates apart.
        count: how many candidates there are, at least 2.
        vary: column in which query and right candidate should differ (``sentence``).
        resemble: column in which candidates should agree (``gender``), where enough do.
    """
    name, count = short_name(context.param("match")), int(context.param("count"))
    spoken = not any(entry.kind == "text" for entry in context.task.input)
    drawn = _draw(context, spoken, count).drop("split")
    seats = _seats("clip" if spoken else "value", count)
    return build_rows(
        context,
        context.anchors.join(drawn, on="audio_id", how="left", maintain_order="left"),
        parts=_parts(context, spoken, seats),
        parents=[pl.col("audio_id"), *(seats if spoken else [])],
        rejects=[
            because(pl.col("value").is_null(), f"no {name}"),
            because(pl.col("clip_0").is_null(), f"no other clip of its {name}"),
            because(pl.col("seat").is_null(), f"fewer than {count} values of {name} in its split"),
        ],
        stratum=pl.col("seat").cast(pl.String).fill_null(""),
    )


def _parts(context: Context, spoken: bool, seats: list[pl.Expr]) -> dict[str, pl.Expr]:
    answer = (pl.col("seat") + 1).cast(pl.String) if spoken else pl.col("value")
    parts = {context.input_role("audio"): pl.col("audio_id"), context.output_role: answer}
    if spoken:
        return parts | {context.input_role("audio", n): seat for n, seat in enumerate(seats, 1)}
    return parts | {context.input_role("text"): pl.concat_str(seats, separator=LISTED)}


def _seats(kind: str, count: int) -> list[pl.Expr]:
    """What stands in each place: the right candidate (0) in its seat, the others around it."""
    right, others = pl.col(f"{kind}_0"), [pl.col(f"{kind}_{n}") for n in range(1, count)]
    places = []
    for place in range(count):
        before = others[place - 1] if place else right
        after = others[place] if place < count - 1 else right
        seat = pl.col("seat")
        places.append(
            pl.when(seat == place).then(right).when(seat < place).then(before).otherwise(after)
        )
    return places


def _draw(context: Context, spoken: bool, count: int) -> pl.DataFrame:
    """``audio_id, value, seat`` and candidates ``value_n, clip_n``; ``seat`` is null without."""
    clips = _clips(context, spoken)
    near = _wrong(context, clips, ["split", "resemble"], count)
    far = _wrong(context, clips, ["split"], count)
    enough = near.select(pl.all_horizontal(pl.all().is_not_null())).to_series()
    chosen = clips.with_columns(
        far.get_column(name).zip_with(~enough, near.get_column(name)) for name in near.columns
    )
    usable = pl.all_horizontal(pl.col("clip_0", *near.columns).is_not_null())
    seat = (pl.int_range(pl.len()) % count).over("split")
    seated = chosen.filter(usable).sort("hash", "audio_id").select("audio_id", seat.alias("seat"))
    return chosen.join(seated, on="audio_id", how="left").drop("hash", "resemble", "vary")


def _clips(context: Context, spoken: bool) -> pl.DataFrame:
    """Clips with a value, ``value_0`` and ``clip_0``: the right candidate of each.

    Without audio candidates the right one is the query itself, whose value is all that counts.
    """
    params = context.task.params
    value = text(context.value(context.param("match")))
    separated = value.str.contains(LISTED.strip(), literal=True) & (not spoken)
    vary = context.value(params.get("vary", "sentence"))
    resemble = context.value(params.get("resemble", "gender"))
    clips = context.manifest.filter(value.is_not_null() & ~separated).select(
        "audio_id",
        "split",
        value.alias("value"),
        pl.coalesce(vary.cast(pl.String), "audio_id").alias("vary"),
        resemble.cast(pl.String).fill_null("").alias("resemble"),
    )
    clips = clips.with_columns(context.hashes(clips["audio_id"], "clip").alias("hash"))
    right = clips["audio_id"]
    if spoken:
        same, draw = ["split", "value"], pl.col("hash")
        near = partner(clips, same, "vary", draw, ["vary", "hash"])
        right = near.fill_null(partner(clips, same, "audio_id", draw, ["hash", "audio_id"]))
    return clips.with_columns(right.alias("clip_0"), pl.col("value").alias("value_0"))


def _wrong(context: Context, clips: pl.DataFrame, within: list[str], count: int) -> pl.DataFrame:
    """Columns ``value_n, clip_n`` for n from 1, in the order of ``clips``; null where too few.

    The other values of a block form a ring; it is cut into equal arcs, and every wrong candidate
    is drawn from an arc of its own, so that they differ without being neighbours.
    """
    ring, names = _ring(context, clips, within)
    placed = clips.select("hash", *within, "value").join(
        ring, on=[*within, "value"], maintain_order="left"
    )
    others: list[pl.Series] = []
    for number in range(1, count):
        free = pl.col("size") - 1
        first, last = (free * n // (count - 1) for n in (number - 1, number))
        draw = _drawn(placed["hash"], f"candidate {number}")
        step = first + draw % pl.when(last > first).then(last - first)
        at = placed.select(*within, ((pl.col("at") + 1 + step) % pl.col("size")).alias("at"))
        other = at.join(ring, on=[*within, "at"], how="left", maintain_order="left")
        draw = _drawn(placed["hash"], f"clip {number}")
        clip = other.select(pl.col("first") + draw % pl.col("clips")).to_series()
        others += [
            other["value"].alias(f"value_{number}"),
            names.gather(clip).alias(f"clip_{number}"),
        ]
    return pl.DataFrame(others)


def _drawn(hashes: pl.Series, purpose: str) -> pl.Expr:
    return pl.lit(pl.Series(mixed(hashes.to_numpy(), purpose)))


def _ring(
    context: Context, clips: pl.DataFrame, within: list[str]
) -> tuple[pl.DataFrame, pl.Series]:
    """Every value of a block with its place ``at`` in hash order, and the clips in that order.

    A value has ``clips`` of them, from place ``first`` on.
    """
    values = clips.group_by(*within, "value").agg(pl.len().cast(pl.UInt64).alias("clips"))
    values = values.with_columns(context.hashes(values["value"], "ring").alias("order"))
    values = values.sort(*within, "order", "value").with_columns(
        (pl.col("clips").cum_sum() - pl.col("clips")).alias("first"),
        pl.int_range(pl.len(), dtype=pl.UInt64).over(within).alias("at"),
        pl.len().over(within).cast(pl.UInt64).alias("size"),
    )
    ordered = clips.join(values, on=[*within, "value"]).sort(*within, "order", "value", "audio_id")
    return values.drop("order"), ordered["audio_id"]
