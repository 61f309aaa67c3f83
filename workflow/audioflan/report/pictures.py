"""A small picture of a sound: waveform above, spectrogram below."""

from io import BytesIO
from itertools import pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from scipy import signal as dsp

from audioflan.audio.signal import Signal

SIZE_INCHES, DOTS_PER_INCH = (4.2, 2.3), 100
COLOURS = 24
COLUMNS, ROWS = 150, 60
RANGE_DB = 70.0
STYLE: dict[Any, Any] = {
    "font.size": 8,
    "font.family": "DejaVu Sans",
    "axes.linewidth": 0.6,
    "path.simplify": False,
    "text.hinting": "none",
}
Grid = npt.NDArray[np.float64]


def picture(sound: Signal, title: str, top_hz: float, peak: float = 1.0) -> bytes:
    """A PNG of a sound; the same samples give the same bytes.

    Args:
        sound: its channels are averaged.
        title: one line above the picture.
        top_hz: highest frequency of the axis, so that several pictures compare; what lies above
            half the sound's own rate stays blank.
        peak: highest level of the axis, a share of full scale.
    """
    mono = sound.samples.mean(axis=1).astype(np.float64)
    seconds = len(mono) / sound.sample_rate
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=SIZE_INCHES, dpi=DOTS_PER_INCH, layout="constrained")
        canvas: Any = FigureCanvasAgg(figure)
        wave, bands = figure.subplots(2, 1, sharex=True, height_ratios=(1, 2))
        _draw_wave(wave, mono, seconds, peak)
        _draw_bands(bands, mono, sound.sample_rate, top_hz)
        bands.set_xlim(0, seconds)
        wave.set_title(title, fontsize=8, loc="left")
        figure.align_ylabels()
        canvas.draw()
        return _png(np.asarray(canvas.buffer_rgba()))


def _draw_wave(axes: Any, mono: Grid, seconds: float, peak: float) -> None:
    """Highest and lowest sample of each column, as a share of full scale."""
    edges = np.linspace(0, len(mono), 2 * COLUMNS + 1).astype(int)
    pieces = [mono[a : max(b, a + 1)] for a, b in pairwise(edges)]
    times = np.linspace(0, seconds, 2 * COLUMNS)
    low, high = [piece.min() for piece in pieces], [piece.max() for piece in pieces]
    axes.fill_between(times, low, high, color="#1f4e79", linewidth=0.5)
    axes.set_ylim(-1.05 * peak, 1.05 * peak)
    axes.set_yticks((-peak, 0, peak), (f"-{peak:.2g}", "0", f"{peak:.2g}"))
    axes.set_ylabel("level")
    axes.tick_params(labelbottom=False)


def _draw_bands(axes: Any, mono: Grid, sample_rate: int, top_hz: float) -> None:
    seconds, nyquist = len(mono) / sample_rate, sample_rate / 2000
    axes.imshow(
        decibels(mono, sample_rate, min(1.0, top_hz / 1000 / nyquist)),
        origin="lower",
        aspect="auto",
        interpolation="nearest",
        cmap="magma",
        vmin=-RANGE_DB,
        vmax=0.0,
        extent=(0, seconds, 0, min(nyquist, top_hz / 1000)),
    )
    axes.set_facecolor("#e8e8e8")
    axes.set_ylim(0, top_hz / 1000)
    axes.set_xlabel("time (s)")
    axes.set_ylabel("frequency (kHz)")


def decibels(mono: Grid, sample_rate: int, share: float = 1.0) -> Grid:
    """Power in a coarse grid over frequency (rows, low first) and time.

    Args:
        mono: samples; shape [frames], at least one.
        sample_rate: Hz.
        share: the part of the spectrum that the rows span, from 0 Hz up.

    Returns:
        dB below the loudest cell, floored at ``-RANGE_DB``; shape [ROWS, <= COLUMNS].
    """
    window = int(min(max(2 * ROWS / share, 0.03 * sample_rate), max(len(mono), 16)))
    step = max(1, (len(mono) - window) // (4 * COLUMNS))
    padded = np.pad(mono, (0, max(0, window - len(mono))))
    _, _, power = dsp.spectrogram(padded, sample_rate, nperseg=window, noverlap=window - step)
    cells = power[: max(1, round(len(power) * share))]
    cells = _binned(_binned(cells, ROWS).T, COLUMNS).T
    loudest = max(float(cells.max()), 1e-20)
    relative: Grid = 10 * np.log10(np.maximum(cells / loudest, 1e-20))
    return np.clip(relative, -RANGE_DB, None)


def _binned(rows: Grid, count: int) -> Grid:
    """Means of at most ``count`` neighbouring groups of rows."""
    edges = np.linspace(0, len(rows), min(count, len(rows)) + 1).astype(int)
    sums: Grid = np.add.reduceat(rows, edges[:-1], axis=0)
    means: Grid = sums / np.diff(edges)[:, None]
    return means


def _png(pixels: npt.NDArray[np.uint8]) -> bytes:
    image = Image.fromarray(pixels).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
