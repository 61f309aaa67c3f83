"""Vocal Imitation Set: imitations, the recordings they imitate, and what is left out."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import vocal_imitation_set as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("vocal_imitation_set")
IMITATIONS = f"{small.ROOT}/vocal_imitations"
ORIGINALS = f"{small.ROOT}/original_recordings"


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def by_file(manifest: pl.DataFrame, *columns: str) -> dict[str, tuple[object, ...]]:
    names = manifest["path"].str.extract(r"([^/]+)$")
    return dict(zip(names, manifest.select(columns).rows(), strict=True))


def test_ids_have_no_blanks_and_say_the_class(both):
    assert both[0]["audio_id"].to_list() == [
        "50_VocalImitationSet_000Animal_Domestic_animals__pets_Cat_Growling-4808870065078272",
        "50_VocalImitationSet_000Animal_Domestic_animals__pets_Cat_Growling_reference",
        "50_VocalImitationSet_000_17__zoo__squeak",
        "50_VocalImitationSet_000_368011__trngle__meow__loud-8",
        "50_VocalImitationSet_029Animal_Wild_animals_Rodents__rats__mice_Mouse-5017091958636544",
        "50_VocalImitationSet_029Animal_Wild_animals_Rodents__rats__mice_Mouse___3Samples_reference",
        "50_VocalImitationSet_043Human_sounds_Heart_sounds__heartbeat-5138546386010112",
        "50_VocalImitationSet_043Human_sounds_Heart_sounds__heartbeat-5680316245082112",
    ]


def test_an_imitation_is_labelled_with_the_sound_and_its_place_in_the_ontology(both):
    labels = by_file(both[0], "caption", "tags", "events")
    pets = ["Animal", "Domestic animals, pets", "Cat", "Growling"]
    event = [{"label": "Growling", "start": None, "end": None}]
    path = "(Animal > Domestic animals, pets > Cat)"
    assert labels[f"{small.CAT}-4808870065078272.wav"] == (
        f"A vocal imitation of growling {path}.",
        ["vocal imitation", *pets],
        event,
    )
    assert labels["368011__trngle__meow, loud-8.wav"] == (
        f"A sound: growling {path}.",
        ["recording", *pets],
        event,
    )


def test_a_label_may_lie_two_levels_deep_and_hold_commas(both):
    caption, events = by_file(both[0], "caption", "events")[f"{small.HEART}-5138546386010112.wav"]
    assert caption == "A vocal imitation of heart sounds, heartbeat (Human sounds)."
    assert events[0]["label"] == "Heart sounds, heartbeat"


def test_names_of_references_that_deviate_are_joined_by_file(both):
    assert f"{small.MICE}___3Samples_reference.wav" in by_file(both[0], "caption")
    extra = by_file(both[0], "extra")[f"{small.HEART}-5138546386010112.wav"][0]
    assert json.loads(extra)["imitates"] == "043heartbeat_reference.wav"


def test_ratings_are_means_without_pairs_made_wrong_on_purpose(both):
    extra = by_file(both[0], "extra")[f"{small.CAT}-4808870065078272.wav"][0]
    assert json.loads(extra)["rating"] == 80.5


def test_a_participant_is_known_where_the_digits_left_tell_them_apart(both):
    people = by_file(both[0], "speaker", "gender", "age", "group")
    assert people[f"{small.CAT}-4808870065078272.wav"] == ("573424", "female", "21", "573424")
    assert people[f"{small.MICE}-5017091958636544.wav"] == ("491424", "male", "33", "491424")
    assert people[f"{small.HEART}-5138546386010112.wav"] == ("600071", None, None, "600071")
    nobody = f"{small.HEART}-5680316245082112.wav"
    assert people[nobody] == (None, None, None, f"{IMITATIONS}/included/{nobody}")


def test_originals_are_grouped_by_uploader(both):
    groups = by_file(both[0], "group")
    assert groups[f"{small.CAT}_reference.wav"] == ("anton",)
    assert groups["17__zoo__squeak.wav"] == ("17__zoo__squeak.wav",)


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"{IMITATIONS}/excluded/{small.CAT}-4815397341626368.wav": "a draft of an imitation",
        f"{IMITATIONS}/excluded/{small.MICE}-5112317826039808.wav": "an imitation for practice",
        f"{IMITATIONS}/excluded/{small.HEART}-5128928880492544.wav": (
            "listeners did not take it for the sound it imitates"
        ),
        f"{IMITATIONS}/included/stray.wav": "in none of the tables",
        f"{small.CAT}-9999999999999999.wav": "label without audio",
        f"{ORIGINALS}/non_reference/{small.MICE}/17__zoo__squeak.wav": (
            "the recording lies in the folder of another class as well"
        ),
        f"{ORIGINALS}/reference/043heartbeat_reference.wav": (
            "unreadable header: Format not recognised"
        ),
        f"{small.ROOT}/vocal_imitations.txt:10": "3 fields, not 18",
    }


def test_the_tables_that_only_add_may_be_missing(copy):
    for name in ("participant_survey.csv", "original_recordings_license.csv"):
        (copy / small.ROOT / name).unlink()
    (copy / small.ROOT / "vocal_imitations_assessment.txt").unlink()
    manifest, _ = index_corpus(CORPUS, copy)
    assert manifest.height == 8
    assert manifest["gender"].null_count() == 8


@pytest.mark.parametrize("name", ["vocal_imitations.txt", "original_recordings_classes.txt"])
def test_a_missing_faulty_or_foreign_table_is_named(copy, name):
    table = copy / small.ROOT / name
    table.write_text("filename\n", encoding="utf-8")
    with pytest.raises(AudioFlanError, match="the table has no column") as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (table, 1)
    table.write_bytes("é\n".encode("utf-16"))
    with pytest.raises(AudioFlanError, match="unreadable text"):
        index_corpus(CORPUS, copy)
    table.unlink()
    with pytest.raises(AudioFlanError, match=name) as caught:
        index_corpus(CORPUS, copy)
    assert "VocalImitationSet_v1.1.3.zip" in str(caught.value.remedy)


def test_without_audio_every_line_is_rejected(copy):
    shutil.rmtree(copy / IMITATIONS)
    shutil.rmtree(copy / ORIGINALS)
    manifest, rejects = index_corpus(CORPUS, copy)
    assert (manifest.height, rejects.height) == (0, 15)
