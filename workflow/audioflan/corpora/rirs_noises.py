"""Room impulse responses and noises (SLR28), or its simulated part alone (SLR26).

Layout (below any folder of the root)::

    RIRS_NOISES/pointsource_noises/{noise_list,<stem>.wav}
    RIRS_NOISES/real_rirs_isotropic_noises/{rir_list,noise_list,<stem>.wav}
    RIRS_NOISES/simulated_rirs/<size>room/{rir_list,room_info,Room<n>/Room<n>-<m>.wav}

A line of the lists is options and a path: ``--rir-id <id> --room-id <id> <path>`` or ``--noise-id
<id> --noise-type <type> [--room-linkage <room>] <path>``. What a real recording is, response or
noise, only the lists tell. ``room_info`` gives a room's size, receiver and absorption.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.lines import faults, label_files, read_lines, split_fields
from audioflan.corpora.pairing import pair

SIMULATED = r"(?:^|/)simulated_rirs[^/]*/(small|medium|large)room/(Room\d+)/(Room\d+-\d+)\.wav$"
NOISE = r"(?:^|/)pointsource_noises/([^/]+)\.wav$"
REAL = r"(?:^|/)real_rirs_isotropic_noises/([^/]+)\.wav$"
ABOVE = r"^(?:.*/)?RIRS_NOISES/"
ROOM = ("room", "length", "width", "height")


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a response or noise, and one a line without recording.

    ``tags`` are ``rir`` and ``simulated`` or ``real``, or ``noise`` and its type. The group is the
    room; that of a point-source noise its name, as in MUSAN, from which it was copied.
    """
    rooms = _rooms(root)
    rows = pair(_recordings(root), _lists(root), on="key")
    rows = rows.with_columns(pl.coalesce("room", "listed_room").alias("room"))
    measured = rooms.drop("place", "reject").unique("room", keep="first")
    rows = rows.join(measured, on="room", how="left", maintain_order="left")
    kind = pl.coalesce("kind", "listed_kind")
    unlisted = pl.when(kind.is_null()).then(pl.lit("in neither rir_list nor noise_list"))
    about = pl.struct(*ROOM, "absorption").struct.json_encode()
    found = rows.select(
        "item",
        pl.coalesce("reject", unlisted).alias("reject"),
        *("utterance", "path", "duration", "sample_rate", "channels"),
        kind.str.split(" ").alias("tags"),
        pl.coalesce("room", "utterance").alias("group"),
        pl.when(pl.col("room").is_not_null()).then(about).alias("extra"),
    )
    return pl.concat([found, faults(rooms)], how="diagonal")


def _recordings(root: Path) -> pl.DataFrame:
    """Recordings and what their folder says: ``key, kind, room, utterance``."""
    path = pl.col("path")
    simulated = path.str.extract_groups(SIMULATED).struct
    noise, real = path.str.extract(NOISE), path.str.extract(REAL)
    kind = (
        pl.when(simulated[0].is_not_null())
        .then(pl.lit("rir simulated"))
        .when(noise.is_not_null())
        .then(pl.lit("noise point-source"))
    )
    return (
        find_audio(root, (".wav",))
        .drop("frames")
        .with_columns(
            key=path.str.replace(ABOVE, ""),
            kind=kind,
            room=simulated[0] + "-" + simulated[1],
            utterance=pl.coalesce(simulated[0] + "-" + simulated[2], noise, real),
        )
    )


def _lists(root: Path) -> pl.DataFrame:
    """Lines of the lists: ``key`` (path), ``listed_kind``, ``listed_room``."""
    files = [*label_files(root, "/rir_list"), *list_files(root, ("/noise_list",))["path"]]
    lines = read_lines(root, files)
    text = pl.col("text").str.strip_chars()
    noise_type = text.str.extract(r"--noise-type\s+(\S+)")
    response = text.str.extract(r"(--rir-id)\s")
    simulated = text.str.contains(r"[/\s]simulated_rirs")
    kind = (
        pl.when(noise_type.is_not_null())
        .then("noise " + noise_type)
        .when(response.is_not_null())
        .then(pl.when(simulated).then(pl.lit("rir simulated")).otherwise(pl.lit("rir real")))
    )
    unread = pl.when(kind.is_null()).then(pl.lit("neither a response nor a noise"))
    return lines.select(
        "place",
        pl.coalesce("reject", unread).alias("reject"),
        text.str.extract(r"(\S+)$").str.replace(ABOVE, "").alias("key"),
        kind.alias("listed_kind"),
        text.str.extract(r"--(?:room-id|room-linkage)\s+(\S+)").alias("listed_room"),
    )


def _rooms(root: Path) -> pl.DataFrame:
    """Measures (m) and absorption of simulated rooms, and faulty lines."""
    lines = read_lines(root, list_files(root, ("/room_info",))["path"])
    names = (*ROOM, "receiver_x", "receiver_y", "receiver_z", "absorption")
    table = split_fields(lines, names).drop("receiver_x", "receiver_y", "receiver_z")
    numbers = pl.col(*ROOM[1:], "absorption").cast(pl.Float64, strict=False)
    return table.with_columns(numbers)
