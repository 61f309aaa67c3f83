"""GTZAN-Rhythm in little: excerpts of four genres, each with a fault of its own."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

LABELS = "gtzan_tempo_beat-main"
BEATS = {
    "blues_00000": "0.113\t1\n0.829\t2\n1.537\t3\n",
    "hiphop_00007": "0.500\t4\n1.000\t1\n",
    "jazz_00014": "0.91\n1.862\n",
    "jazz_00054": "0.1\t1\n",
    "reggae_00002": "0.22\t4\n1.515\t1\n2.117\t2\n",
    "rock_00099": "0.5\t1\n",
}
TEMPI = {name: f"{80 + 20 * index:.18e}\n" for index, name in enumerate(BEATS)}
UNLABELLED = "reggae_00086"
SILENT, BROKEN = "rock_00099", "jazz_00054"
ARCHIVES = {"genres.tar.gz": ["genres/**"], "annot.zip": [f"{LABELS}/**"]}


def build(folder: Path) -> None:
    """Write the tree that unpacking both archives gives."""
    for name in (*BEATS, UNLABELLED):
        if name != SILENT:
            write_tone(recording(folder, name), 2.0, rate=22050)
    write_garbage(recording(folder, BROKEN))
    for kind, suffix, texts in (("beats", "beats", BEATS), ("tempo", "bpm", TEMPI)):
        (folder / LABELS / kind).mkdir(parents=True)
        for name, text in texts.items():
            path = folder / LABELS / kind / f"gtzan_{name}.{suffix}"
            path.write_text(text, encoding="utf-8")
    (folder / LABELS / "README.md").write_text("# GTZAN tempo and beat\n", encoding="utf-8")


def recording(folder: Path, name: str) -> Path:
    """Where the excerpt of a label lies: dots instead of underscores, no prefix."""
    genre, number = name.split("_")
    return folder / f"genres/{genre}/{genre}.{number}.wav"
