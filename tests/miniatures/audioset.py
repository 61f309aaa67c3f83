"""AudioSet in little: ids that begin with - and Y, weak and strong clips, all ways to name them."""

from pathlib import Path

from tests.miniatures.audioset_tables import (
    BARK,
    DOG,
    FIRECRACKER,
    MALE_SPEECH,
    MUSIC,
    NOISE,
    SILENCE,
    SPEECH,
    write,
    write_audiocaps,
    write_audiosetcaps,
    write_ontology,
    write_segments,
)
from tests.miniatures.sound import append, write_garbage, write_tone

DASH, Y, SHORT, TALK, HELD, GONE, BROKEN = (
    "-AbCdEfGhI0",
    "YbCdEfGhIj1",
    "B_dEfGhIj_2",
    "bbbbbbbbbb3",
    "uuuuuuuuuu4",
    "gggggggggg5",
    "xxxxxxxxxx6",
)
SEGMENTS = {
    "eval": {
        DASH: (30.0, 40.0, f"{SPEECH},{DOG}"),
        Y: (0.0, 6.0, f"{MALE_SPEECH},{MUSIC}"),
    },
    "balanced_train": {
        SHORT: (12.5, 22.5, f"{DOG},{BARK}"),
        TALK: (0.0, 10.0, f"{SPEECH},{MALE_SPEECH}"),
    },
    "unbalanced_train": {
        HELD: (130.0, 140.0, SILENCE),
        GONE: (10.0, 20.0, MUSIC),
        BROKEN: (10.0, 20.0, MUSIC),
    },
}
STRONG = {
    "eval": [(DASH, 30000, 0.5, 1.25, SPEECH), (DASH, 30000, 0.1, 0.3, DOG)],
    "train": [(SHORT, 12500, 0.0, 0.75, FIRECRACKER), (SHORT, 12500, 0.0, 0.25, BARK)],
}
NAMES = [
    (SPEECH, "Speech"),
    (MALE_SPEECH, "Male speech, man speaking"),
    (DOG, "Dog"),
    (BARK, "Bark"),
    (MUSIC, "Music"),
    (SILENCE, "Silence"),
]
AUDIOCAPS = {
    "train": [(DASH, 30, "A man speaks, then a dog barks")],
    "val": [(TALK, 0, "A man is talking"), (TALK, 0, "Someone speaks")],
    "test": [(HELD, 130, "Nothing is heard")],
}
AUDIOSETCAPS = {
    f"Y{DASH}": "A machine's words, which do not count.",
    f"Y{Y}": "A man sings, and music plays.",
}
TABLES = [f"{name}_segments.csv" for name in SEGMENTS] + ["class_labels_indices.csv"]
STRONG_TABLES = ["audioset_eval_strong.tsv", "audioset_train_strong.tsv", "mid_to_display_name.tsv"]
ARCHIVES: dict[str, object] = {
    **{name: {"members": [f"metadata/{name}"], "strip": "metadata/"} for name in TABLES},
    **{
        name: {"members": [f"metadata/strong/{name}"], "strip": "metadata/strong/"}
        for name in STRONG_TABLES
    },
    **{
        f"audiocaps_{name}.csv": {"members": [f"dataset/audiocaps_{name}.csv"], "strip": "dataset/"}
        for name in AUDIOCAPS
    },
    "ontology.json": ["ontology.json"],
    "Dataset/AudioSetCaps_caption.csv": ["Dataset/AudioSetCaps_caption.csv"],
    "audioset_clips.tar": [
        "audios/*_segments/*.*",
        "audios/unbalanced_train_segments/unbalanced_train_segments_part00/*.*",
    ],
}


def build(folder: Path) -> None:
    """Write the tree that fetching the tables and unpacking one's own clips gives."""
    _write_clips(folder / "audios")
    metadata = folder / "metadata"
    for name, segments in SEGMENTS.items():
        write_segments(metadata / f"{name}_segments.csv", segments)
    with (metadata / "unbalanced_train_segments.csv").open("a", encoding="utf-8") as table:
        table.write("dddddddddd8, 10.000, 20.0")
    _write_strong(metadata / "strong")
    named = [f'{index},{mid},"{name}"\n' for index, (mid, name) in enumerate(NAMES)]
    write(metadata / "class_labels_indices.csv", "index,mid,display_name\n" + "".join(named))
    write_ontology(folder)
    write_audiocaps(folder / "dataset", AUDIOCAPS, "\r\n")
    write_audiosetcaps(folder / "Dataset/AudioSetCaps_caption.csv", AUDIOSETCAPS)


def _write_clips(audios: Path) -> None:
    write_tone(audios / f"eval_segments/Y{DASH}.wav", 2.0, rate=32000)
    write_tone(audios / f"eval_segments/{Y}.flac", 1.5, rate=48000, channels=2)
    write_tone(audios / f"balanced_train_segments/Y{SHORT}.wav", 1.0, rate=32000)
    write_tone(audios / f"balanced_train_segments/{TALK}_0_10.ogg", 1.0, rate=44100)
    part = audios / "unbalanced_train_segments/unbalanced_train_segments_part00"
    write_tone(part / f"Y{HELD}.wav", 1.0, rate=32000)
    write_garbage(part / f"Y{BROKEN}.wav")
    write_tone(part / "Ynot_listed9.wav", 1.0)
    write_tone(part / "jingle.wav", 1.0)
    write(part / "cccccccccc7.mp4", "video")


def _write_strong(folder: Path) -> None:
    for name, events in STRONG.items():
        lines = ["segment_id\tstart_time_seconds\tend_time_seconds\tlabel"]
        lines += [
            f"{video}_{at}\t{start:.3f}\t{end:.3f}\t{mid}" for video, at, start, end, mid in events
        ]
        write(folder / f"audioset_{name}_strong.tsv", "\n".join(lines) + "\n")
    names = [(FIRECRACKER, "Firecracker"), (DOG, "Dog (strong name)")]
    lines = [f"{mid}\t{name}\n" for mid, name in names]
    write(folder / "mid_to_display_name.tsv", "".join(lines))


def enlarge(folder: Path) -> None:
    """Add clips of nothing but music and of nothing but noise."""
    for video, mid in (("eeeeeeeeee9", MUSIC), ("ffffffffff0", NOISE)):
        write_tone(folder / f"audios/balanced_train_segments/Y{video}.wav", 1.0, rate=32000)
        row = f'{video}, 0.000, 10.000, "{mid}"\n'
        append(folder / "metadata/balanced_train_segments.csv", row)
    append(folder / "metadata/class_labels_indices.csv", f'6,{NOISE},"Noise"\n')
