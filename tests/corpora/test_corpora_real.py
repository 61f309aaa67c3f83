"""The starter corpora as their packages hold them (folder in the environment: AUDIOFLAN_REAL).

Below that folder lies one folder a corpus, named by its id.
"""

import os
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus

REAL = os.environ.get("AUDIOFLAN_REAL")

EXPECTED = {
    "asterisk_prompts": (2740, 103),
    "sonic_pi_samples": (165, 0),
    "openmsx_rendered": (390, 2),
    "animal_sounds": (10, 0),
    "piano_velocity": (30, 0),
    "moh_songs": (112, 1),
    "guitar_strums": (295, 0),
}


def real(corpus_id: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    if REAL is None or not (Path(REAL) / corpus_id).is_dir():
        pytest.skip(f"AUDIOFLAN_REAL holds no {corpus_id}")
    return index_corpus(corpus_of(corpus_id), Path(REAL) / corpus_id)


@pytest.mark.parametrize("corpus_id", EXPECTED)
def test_counts(corpus_id):
    manifest, rejects = real(corpus_id)
    assert (manifest.height, rejects.height) == EXPECTED[corpus_id]
    hours = corpus_of(corpus_id).counts["hours"]
    assert manifest["duration"].sum() / 3600 == pytest.approx(hours, rel=0.05)


def test_prompts_leave_out_what_is_no_speech_or_no_audio():
    _, rejects = real("asterisk_prompts")
    counts = rejects["reason"].value_counts()
    assert dict(counts.iter_rows()) == {
        "no samples": 1,
        "not speech": 35,
        "several texts for one key": 1,
        "stage direction in the text": 50,
        "text too long for its recording (over 25 characters/s)": 4,
        "text without recording": 12,
    }


def test_prompts_are_parallel_in_five_languages():
    manifest, _ = real("asterisk_prompts")
    texts = manifest.filter(pl.col("text").is_not_null())
    languages = texts.group_by("sentence").agg(pl.col("language").n_unique())
    assert languages.filter(pl.col("language") == 5).height > 380


def test_samples_have_the_labels_their_names_give():
    manifest, _ = real("sonic_pi_samples")
    counts = {
        name: manifest.height - manifest[name].null_count()
        for name in ("instruments", "events", "pitch", "chords")
    }
    assert counts == {"instruments": 97, "events": 14, "pitch": 9, "chords": 2}


def test_pieces_have_beats_stems_and_mostly_one_tempo():
    manifest, _ = real("openmsx_rendered")
    assert manifest["group"].n_unique() == 31
    assert manifest["tempo"].null_count() == 5
    assert manifest["beats"].list.len().min() > 0
    assert manifest["stems"].list.len().min() > 0


def test_strums_have_the_chords_of_the_kit():
    manifest, _ = real("guitar_strums")
    labels = manifest["chords"].list.first().struct.field("label").unique().sort().to_list()
    assert len(labels) == 25
    assert {"A#:hdim7", "Bb:maj", "F#:min"} <= set(labels)
