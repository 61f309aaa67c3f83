"""Label tables of the YouTube corpora in little, byte for byte as their authors write them."""

import json
from pathlib import Path

SPEECH, MALE_SPEECH, MUSIC = "/m/09x0r", "/m/05zppz", "/m/04rlf"
SILENCE, NOISE = "/m/028v0c", "/m/096m7z"
ANIMAL, PETS, DOG, BARK = "/m/0jbk", "/m/068hy", "/m/0bt9lr", "/m/05tny_"
FIRECRACKER = "/g/122z_qxw"

ONTOLOGY = {
    SPEECH: ("Speech", [MALE_SPEECH]),
    MALE_SPEECH: ("Male speech, man speaking", []),
    MUSIC: ("Music", []),
    SILENCE: ("Silence", []),
    NOISE: ("Noise", []),
    ANIMAL: ("Animal", [PETS]),
    PETS: ("Domestic animals, pets", [DOG]),
    DOG: ("Dog", [BARK]),
    BARK: ("Bark", []),
}

Captions = dict[str, list[tuple[str, int, str]]]


def write(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a text as it is, line ends included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def write_ontology(folder: Path) -> None:
    """Write ``ontology.json``, every object with its seven keys."""
    nodes = [
        {
            "id": mid,
            "name": name,
            "description": "",
            "citation_uri": "",
            "positive_examples": [],
            "child_ids": children,
            "restrictions": [],
        }
        for mid, (name, children) in ONTOLOGY.items()
    ]
    write(folder / "ontology.json", json.dumps(nodes))


def write_segments(path: Path, segments: dict[str, tuple[float, float, str]]) -> None:
    """Write a table of segments: three header lines, blanks after commas, quoted labels."""
    lines = [
        "# Segments csv created Sun Mar  5 10:54:31 2017",
        f"# num_ytids={len(segments)}, num_segs={len(segments)}",
        "# YTID, start_seconds, end_seconds, positive_labels",
        *(
            f'{video}, {start:.3f}, {end:.3f}, "{mids}"'
            for video, (start, end, mids) in segments.items()
        ),
    ]
    write(path, "\n".join(lines) + "\n")


def write_audiocaps(folder: Path, tables: Captions, end: str, prefix: str = "audiocaps") -> None:
    """Write the three tables of a release; 1.0 ends its lines with CRLF, 2.0 with LF."""
    number = 91138
    for name, rows in tables.items():
        lines = ["audiocap_id,youtube_id,start_time,caption"]
        for video, start, caption in rows:
            number += 1
            lines.append(f"{number},{video},{start},{_quoted(caption)}")
        write(folder / f"{prefix}_{name}.csv", end.join([*lines, ""]))


def write_audiosetcaps(path: Path, captions: dict[str, str]) -> None:
    """Write a table of AudioSetCaps."""
    lines = ["id,caption", *(f"{name},{_quoted(text)}" for name, text in captions.items())]
    write(path, "\n".join(lines) + "\n")


def write_vggsound(path: Path, rows: list[tuple[str, int, str, str]]) -> None:
    """Write ``vggsound.csv``: no header, only labels with commas quoted."""
    lines = [f"{video},{at},{_quoted(label)},{split}\n" for video, at, label, split in rows]
    write(path, "".join(lines))


def _quoted(text: str) -> str:
    return f'"{text}"' if "," in text else text
