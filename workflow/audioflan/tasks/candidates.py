"""A clip and some candidates are the question, the one that it belongs to the answer."""

import polars as pl

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
    answer = (pl.col("seat") + 1).cast(pl.String) if spoken else pl.col("value")
    parts = {context.input_role("audio", 0): pl.col("audio_id"), context.output_role: answer}
    if spoken:
        parts |= {context.input_role("audio", i + 1): seat for i, seat in enumerate(seats)}
    else:
        parts[context.input_role("text")] = pl.concat_str(seats, separator=LISTED)
    return build_rows(
        context,
        context.anchors.join(drawn, on="audio_id", how="left", maintain_order="left"),
        parts=parts,
        parents=[pl.col("audio_id"), *(seats if spoken else [])],
        rejects=[
            because(pl.col("value").is_null(), f"no {name}"),
            because(pl.col("clip_0").is_null() & spoken, f"no other clip of its {name}"),
            because(pl.col("seat").is_null(), f"fewer than {count} values of {name} in its split"),
        ],
        stratum=pl.col("seat").cast(pl.String).fill_null(""),
    )


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
    columns = [f"{kind}_{n}" for n in range(1, count) for kind in ("value", "clip")]
    chosen = clips.with_columns(near.get_column(c).fill_null(far.get_column(c)) for c in columns)
    usable = pl.all_horizontal(pl.col("clip_0", *columns).is_not_null())
    seat = (pl.int_range(pl.len()) % count).over("split")
    seated = chosen.filter(usable).sort("hash", "audio_id").select("audio_id", seat.alias("seat"))
    return chosen.join(seated, on="audio_id", how="left").drop("hash", "resemble", "vary")


def _clips(context: Context, spoken: bool) -> pl.DataFrame:
    """Clips with a value, ``value_0`` and ``clip_0``: the right candidate of each.

    Without audio candidates the right one is the query itself, whose value is all that counts.
    """
    value = text(context.value("match"))
    separated = value.str.contains(LISTED.strip(), literal=True) & (not spoken)
    clips = context.manifest.filter(value.is_not_null() & ~separated).select(
        "audio_id",
        "split",
        value.alias("value"),
        pl.coalesce(context.value("vary", "sentence").cast(pl.String), "audio_id").alias("vary"),
        context.value("resemble", "gender").cast(pl.String).fill_null("").alias("resemble"),
    )
    clips = clips.with_columns(context.hashes(clips["audio_id"], "clip").alias("hash"))
    right = clips["audio_id"]
    if spoken:
        same, draw = ["split", "value"], pl.col("hash")
        near = partner(clips, same, "vary", draw, ["vary", "hash"])
        right = near.fill_null(partner(clips, same, "audio_id", draw, ["hash", "audio_id"]))
    return clips.with_columns(right.alias("clip_0"), pl.col("value").alias("value_0"))


def _wrong(
    context: Context, clips: pl.DataFrame, within: list[str], count: int
) -> pl.DataFrame:
    """Columns ``value_n, clip_n`` for n from 1, in the order of ``clips``; null where too few.

    The other values of a block form a ring; it is cut into equal arcs, and every wrong candidate
    is drawn from an arc of its own, so that they differ without being neighbours.
    """
    ring = _ring(context, clips, within)
    placed = clips.join(ring.drop("readings"), on=[*within, "value"], maintain_order="left")
    found = []
    for number in range(1, count):
        draw = context.hashes(placed["audio_id"], f"candidate {number}")
        free = pl.col("size") - 1
        first = free * (number - 1) // (count - 1)
        arc = free * number // (count - 1) - first
        step = first + pl.lit(draw) % pl.when(arc > 0).then(arc)
        at = placed.select(*within, ((pl.col("at") + 1 + step) % pl.col("size")).alias("at"))
        other = at.join(ring, on=[*within, "at"], how="left", maintain_order="left")
        turn = (pl.lit(draw) // 7919 % pl.col("readings").list.len()).cast(pl.Int64)
        found.append(
            other.select(
                pl.col("value").alias(f"value_{number}"),
                pl.col("readings").list.get(turn).alias(f"clip_{number}"),
            )
        )
    return pl.concat(found, how="horizontal")


def _ring(context: Context, clips: pl.DataFrame, within: list[str]) -> pl.DataFrame:
    """Every value of a block with its place ``at`` in hash order and its clips, ``readings``."""
    ring = clips.group_by(*within, "value").agg(pl.col("audio_id").sort().alias("readings"))
    ring = ring.with_columns(context.hashes(ring["value"], "ring").alias("order"))
    return ring.sort(*within, "order", "value").select(
        *within,
        "value",
        "readings",
        pl.int_range(pl.len(), dtype=pl.UInt64).over(within).alias("at"),
        pl.len().over(within).cast(pl.UInt64).alias("size"),
    )
