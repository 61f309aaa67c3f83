"""Tracks of a multitrack recording that belong to a window of it."""

import polars as pl

SHORTFALL = 0.05
"""Seconds of a window that a track may lack at its end and still belong to it."""


def of_windows(windows: pl.DataFrame, tracks: pl.DataFrame, song: str) -> pl.DataFrame:
    """Every track that reaches the end of a window, for every window.

    A track that ends earlier is no part of the mixture there; it could not be read to its end.

    Args:
        windows: ``window``, ``start``, ``duration`` (seconds) and the column ``song``.
        tracks: ``length`` (seconds), the column ``song`` and any others.
        song: name of the column that tells the recording.

    Returns:
        ``window``, ``start``, ``duration`` and the columns of ``tracks``, in their order.
    """
    end = pl.col("start") + pl.col("duration")
    return (
        windows.select(song, "window", "start", "duration")
        .join(tracks, on=song, maintain_order="left_right")
        .filter(pl.col("length") >= end - SHORTFALL)
    )
