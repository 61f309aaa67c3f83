"""OpenMSX: MIDI pieces cut into windows; the scores are the labels, the audio is rendered.

Layout: ``.../*.mid`` for the scores, ``soundfont/**/*.sf2`` for the sounds. A path that ends in
``.mid`` is rendered when its audio is read; ``<path>#<i>`` is its instrument ``i`` alone.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.midi import Score, load_score, window_labels
from audioflan.corpora.windows import cut
from audioflan.errors import AudioFlanError

MIDI = (".mid", ".midi")


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a window of a piece.

    Options: ``window`` and ``min_window`` in seconds, ``sample_rate`` in Hz and ``channels`` of
    the rendering.
    """
    scores = {path: _load(root, path) for path in list_files(root, MIDI)["path"]}
    pieces = pl.DataFrame(
        [
            {"item": path, "path": path, "reject": reject, "duration": score and score.duration}
            for path, (score, reject) in scores.items()
        ],
        schema={"item": pl.String, "path": pl.String, "reject": pl.String, "duration": pl.Float64},
    )
    windows = cut(pieces, options["window"], options["min_window"])
    rows = [_row(window, scores[window["path"]][0], options) for window in windows.to_dicts()]
    return pl.DataFrame(rows, infer_schema_length=None)


def _load(root: Path, path: str) -> tuple[Score | None, str | None]:
    try:
        score = load_score(root / path)
    except AudioFlanError as error:
        return None, error.what
    return (score, None) if score.duration > 0 else (None, "no notes")


def _row(window: dict[str, Any], score: Score | None, options: Mapping[str, Any]) -> dict[str, Any]:
    piece = Path(window["path"]).stem
    row = {
        **{name: window[name] for name in ("item", "reject", "path", "start", "duration")},
        "utterance": f"{piece}_{window['window']:03d}",
        "group": piece,
        "sample_rate": options["sample_rate"],
        "channels": options["channels"],
    }
    if score is not None and row["reject"] is None:
        row.update(window_labels(score, window["path"], row["start"], row["duration"]))
        row["reject"] = None if row["instruments"] else "nothing sounds"
    return row
