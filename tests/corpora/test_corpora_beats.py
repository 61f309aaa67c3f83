"""A beat at the very end of a window is the first of the next one, not the last of both or none."""

from pathlib import Path

import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import aam
from tests.miniatures.midi import Part, write_midi

from audioflan.corpora import index_corpus

OPTIONS = {"window": 10, "min_window": 2, "sample_rate": 44_100, "channels": 1}


def beats(corpus: str, folder: Path, piece: str) -> list[list[float]]:
    """Times of the beats of every window of a piece."""
    manifest, _ = index_corpus(corpus_of(corpus), folder)
    clips = manifest.filter(manifest["audio_id"].str.contains(piece))
    return [[beat["time"] for beat in clip] for clip in clips["beats"]]


def test_tempi_of_whole_microseconds_do_not_pull_beats_over_the_end(tmp_path: Path) -> None:
    notes = [(quarter, quarter + 1, 60) for quarter in range(60)]
    write_midi(tmp_path / "fast.mid", [Part(0, notes)], tempi=[(0, 120.0003)], metres=[(0, 4, 4)])
    first, second, third = beats("openmsx_rendered", tmp_path, "fast")
    assert (len(first), len(second)) == (20, 20)
    assert second[:2] == pytest.approx([0.0, 0.499979], abs=1e-9)
    assert third[0] == 0.0


def test_annotated_beats_less_than_half_a_hundredth_before_the_end_follow(tmp_path: Path) -> None:
    aam.build(tmp_path)
    text = aam.BEATS.replace("11.98,", "9.996,").replace("12.0,", "15.996,")
    aam.write(tmp_path, "0001", "beatinfo", text)
    aam.write(tmp_path, "0003", "beatinfo", aam.ODD_BEATS.replace("2.0,", "9.994,"))
    assert beats("aam", tmp_path, "0001") == [[0.0, 4.0, 8.0], [0.0, 4.0]]
    assert beats("aam", tmp_path, "0003") == [[0.0, 9.994]]
