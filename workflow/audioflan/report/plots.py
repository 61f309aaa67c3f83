"""Pictures of the report: the same numbers give the same bytes."""

import io
from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

WIDTH_IN, DPI = 9.0, 110
COLOURS = ("#3b82c4", "#d97742", "#5aa469", "#b5539c", "#8c8c8c", "#c9a227")


def bars(
    labels: Sequence[str],
    series: Mapping[str, Sequence[float]],
    axis: str,
    limit: float | None = None,
) -> bytes:
    """Horizontal bars, the series of one label stacked; a PNG.

    Args:
        labels: one a bar, from the top.
        series: name to lengths, one for each label.
        axis: what the lengths are, with their unit.
        limit: where the axis ends; None = at the longest bar.
    """
    figure, axes = _figure(0.24 * len(labels) + 1.2)
    left = [0.0] * len(labels)
    for colour, (name, values) in zip(cycle(COLOURS), series.items(), strict=False):
        axes.barh(range(len(labels)), values, left=left, color=colour, label=name, height=0.7)
        left = [start + value for start, value in zip(left, values, strict=True)]
    axes.set_yticks(range(len(labels)), labels, fontsize=8)
    axes.invert_yaxis()
    axes.set_xlabel(axis)
    axes.set_xlim(0, limit)
    if len(series) > 1:
        axes.legend(fontsize=8, ncols=len(series), loc="lower center", bbox_to_anchor=(0.5, 1.0))
    return _png(figure)


def points(
    x: Sequence[float], y: Sequence[float], names: Sequence[str], x_axis: str, y_axis: str
) -> bytes:
    """Named points; a PNG.

    Args:
        x: one value a point.
        y: one value a point.
        names: one a point.
        x_axis: what ``x`` is, with its unit.
        y_axis: what ``y`` is, with its unit.
    """
    figure, axes = _figure(5.0)
    axes.scatter(x, y, s=22, color=COLOURS[0])
    for place in zip(x, y, names, strict=True):
        axes.annotate(place[2], place[:2], fontsize=5.5, xytext=(3, 2), textcoords="offset points")
    axes.set_xlabel(x_axis)
    axes.set_ylabel(y_axis)
    axes.grid(alpha=0.25)
    return _png(figure)


def _figure(height: float) -> tuple[Any, Any]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_IN, height), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def _png(figure: Any) -> bytes:
    image = io.BytesIO()
    figure.savefig(image, format="png", metadata={"Software": None})
    return image.getvalue()
