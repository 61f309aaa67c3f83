"""The columns of a manifest: names, types, units.

Times are seconds from the clip's start (``start`` itself counts from the recording's start),
rates Hz, tempo BPM, pitches MIDI numbers (C4 = 60), languages BCP-47 tags. A label in
``chords`` or ``events`` whose ``start`` and ``end`` are null holds for the clip as a whole.
"""

import polars as pl

from audioflan.errors import AudioFlanError
from audioflan.files import nearest

TEXTS = pl.List(pl.String)
SPANS = pl.List(pl.Struct({"label": pl.String, "start": pl.Float64, "end": pl.Float64}))

CANONICAL: dict[str, pl.DataType] = {
    "audio_id": pl.String(),
    "path": pl.String(),
    "start": pl.Float64(),
    "duration": pl.Float64(),
    "sample_rate": pl.Int32(),
    "channels": pl.Int32(),
    "split": pl.String(),
    "group": pl.String(),
    "speaker": pl.String(),
    "gender": pl.String(),
    "age": pl.String(),
    "accent": pl.String(),
    "dialect": pl.String(),
    "language": pl.String(),
    "emotion": pl.String(),
    "intent": pl.String(),
    "sentence": pl.String(),
    "text": pl.String(),
    "text_raw": pl.String(),
    "phonemes": pl.String(),
    "caption": pl.String(),
    "translation": pl.Struct({"language": pl.String, "text": pl.String, "audio_id": pl.String}),
    "device": pl.String(),
    "vocoder": pl.String(),
    "spoof": pl.Boolean(),
    "tempo": pl.Float64(),
    "key": pl.String(),
    "mode": pl.String(),
    "genre": TEXTS,
    "mood": TEXTS,
    "tags": TEXTS,
    "instruments": TEXTS,
    "technique": pl.String(),
    "pitch": pl.Int32(),
    "notes": pl.List(pl.Struct({"start": pl.Float64, "end": pl.Float64, "pitch": pl.Int32})),
    "beats": pl.List(pl.Struct({"time": pl.Float64, "position": pl.Int32})),
    "chords": SPANS,
    "events": SPANS,
    "lyrics": pl.String(),
    "stems": pl.List(pl.Struct({"name": pl.String, "path": pl.String})),
    "licence": pl.String(),
    "extra": pl.String(),
}

FOUND: dict[str, pl.DataType] = {
    "item": pl.String(),
    "reject": pl.String(),
    "utterance": pl.String(),
    **{name: dtype for name, dtype in CANONICAL.items() if name != "audio_id"},
}
"""What a reader may return: one row an item found."""

REJECTS: dict[str, pl.DataType] = {"item": pl.String(), "reason": pl.String()}


def conform(frame: pl.DataFrame) -> pl.DataFrame:
    """Give a reader's table every column of ``FOUND``, in order and of the right type.

    Raises:
        AudioFlanError: a column is not one of ``FOUND``, or its values do not fit the type.
    """
    for name in frame.columns:
        if name not in FOUND:
            near = nearest(name, FOUND)
            remedy = f"did you mean '{near}'?" if near else "see audioflan.corpora.columns"
            raise AudioFlanError(f"unknown column '{name}'", remedy=remedy)
    try:
        return frame.select(
            (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
            for name, dtype in FOUND.items()
        )
    except pl.exceptions.PolarsError as error:
        raise AudioFlanError(
            f"a column does not fit its type ({error})", remedy="see audioflan.corpora.columns"
        ) from error
