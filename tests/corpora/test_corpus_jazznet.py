"""jazznet: patterns named by tables, of which each size draws its own splits."""

import json
from dataclasses import replace

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import jazznet

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def manifest(indexed):
    return indexed("jazznet")[0]


def subset(name):
    return replace(corpus_of("jazznet"), options={"subset": name})


def test_patterns_have_the_split_of_the_full_table_and_ids_that_keep_the_case(manifest):
    assert manifest.select("audio_id", "split").rows() == [
        ("29_Jazznet_A-1-aug-chord-0", "train"),
        ("29_Jazznet_Bb-2-maj7_2-chord-1", "train"),
        ("29_Jazznet_C-5-ii_-V_-ii-V-167", "train"),
        ("29_Jazznet_C_-4-maj7-arpeggio-1", "dev"),
        ("29_Jazznet_Eb-3-dorian-0", "test"),
        ("29_Jazznet_F_-4-ii-V-I-maj-12", "test"),
        ("29_Jazznet_F_-4-ii-V-i-min-12", "train"),
    ]


def test_a_scale_has_its_tonic_and_its_mode_and_nothing_else_has(manifest):
    scales = manifest.filter(pl.col("mode").is_not_null())
    assert scales.select("path", "key", "mode").rows() == [
        ("scales/dorian/Eb-3-dorian-0.wav", "Eb", "dorian")
    ]
    assert manifest["key"].null_count() == manifest.height - 1


def test_a_progression_is_its_degrees_in_the_case_that_tells_major_from_minor(manifest):
    chords = manifest.filter(pl.col("chords").is_not_null()).select("path", "chords")
    labels = {path: [span["label"] for span in spans] for path, spans in chords.rows()}
    assert labels == {
        "progressions/ii#-V#-ii-V/C-5-ii#-V#-ii-V-167.wav": ["ii#", "V#", "ii", "V"],
        "progressions/ii-V-I-maj/F#-4-ii-V-I-maj-12.wav": ["ii", "V", "I"],
        "progressions/ii-V-i-min/F#-4-ii-V-i-min-12.wav": ["ii", "V", "i"],
    }


def test_type_and_pattern_are_tags_with_the_kind_left_out_of_the_mode(manifest):
    assert manifest["tags"].to_list()[:4] == [
        ["chord", "aug"],
        ["chord", "maj7 2"],
        ["progression", "ii#-V#-ii-V"],
        ["arpeggio", "maj7"],
    ]
    assert json.loads(manifest["extra"][3]) == {
        "type": "arpeggio",
        "octave": "4",
        "inversion": "1",
        "mode": "maj7",
    }


def test_everything_is_a_piano_of_two_channels_at_16_khz(manifest):
    facts = manifest.select("duration", "sample_rate", "channels").unique().rows()
    assert facts == [(0.5, 16000, 2)]
    assert manifest["instruments"].to_list() == [["piano"]] * 7


def test_what_misses_its_counterpart_is_rejected(indexed):
    assert dict(indexed("jazznet")[1].rows()) == {
        "metadata/full.csv:10": "label without audio",
        f"scales/phrygian/{jazznet.BROKEN}.wav": "unreadable header: Format not recognised",
        "scales/dorian/E-9-dorian-0.wav": "not listed in full.csv",
    }


def test_the_medium_table_is_read_in_spite_of_its_columns_without_name(miniature):
    manifest, rejects = index_corpus(subset("medium"), miniature("jazznet"))
    assert set(manifest["split"]) == {"dev", "test"}
    assert manifest.height == 7
    assert rejects.height == 3


def test_a_smaller_subset_leaves_out_what_its_table_lacks(miniature):
    manifest, rejects = index_corpus(subset("small"), miniature("jazznet"))
    assert manifest.height == 5
    assert (rejects["reason"] == "not listed in small.csv").sum() == 3


def test_a_missing_table_is_named_with_the_archive_it_comes_in(tmp_path):
    jazznet.build(tmp_path)
    (tmp_path / "metadata/full.csv").unlink()
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(corpus_of("jazznet"), tmp_path)
    assert "metadata.tar.gz" in caught.value.remedy


def test_a_table_cut_off_in_a_line_loses_that_line_only(tmp_path):
    jazznet.build(tmp_path)
    table = tmp_path / "metadata/full.csv"
    table.write_bytes(table.read_bytes()[:175])
    manifest, rejects = index_corpus(corpus_of("jazznet"), tmp_path)
    assert manifest["path"].to_list()[0] == "chords/aug-chord/A-1-aug-chord-0.wav"
    assert ("metadata/full.csv:4", "no split") in rejects.rows()


@pytest.mark.parametrize("content", [b"", b"<html>\nnot found\n</html>", b"id,name\n1,A-1\n"])
def test_what_is_no_such_table_is_named(tmp_path, content):
    jazznet.build(tmp_path)
    table = tmp_path / "metadata/full.csv"
    table.write_bytes(content)
    with pytest.raises(AudioFlanError, match=r"is empty|no column") as caught:
        index_corpus(corpus_of("jazznet"), tmp_path)
    assert caught.value.where == table


def test_a_table_in_another_encoding_is_named(tmp_path):
    jazznet.build(tmp_path)
    table = tmp_path / "metadata/full.csv"
    table.write_bytes(table.read_bytes().decode().encode("utf-16"))
    with pytest.raises(AudioFlanError, match="not in utf-8") as caught:
        index_corpus(corpus_of("jazznet"), tmp_path)
    assert caught.value.where == table


def test_an_empty_audio_folder_leaves_labels_without_audio(tmp_path):
    jazznet.build(tmp_path)
    for path in tmp_path.rglob("*.wav"):
        path.unlink()
    manifest, rejects = index_corpus(corpus_of("jazznet"), tmp_path)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}
