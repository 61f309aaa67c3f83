"""Relatives in one build: splits agree, and an edit of one packs no clip of the other again."""

import importlib

import polars as pl
import pytest
from workbench import Workflow

pytestmark = [pytest.mark.slow, pytest.mark.long]

MEMBERS = ("esc50", "urbansound8k")


@pytest.fixture(scope="module")
def family(tmp_path_factory):
    folder = tmp_path_factory.mktemp("family")
    for name in MEMBERS:
        importlib.import_module(f"tests.miniatures.{name}").build(folder / name)
    esc50, urbansound8k = ({"root": str(folder / name)} for name in MEMBERS)
    # The first fold of ESC-50 holds a sound that UrbanSound8K trains on.
    esc50["options"] = {"folds": {"dev": [4], "test": [1]}}
    config = {
        "corpora": {"esc50": esc50, "urbansound8k": urbansound8k},
        "tasks": ["sound_event_recognition"],
        "paraphrase": {"source": "none"},
    }
    workflow = Workflow(folder / "project", config)
    workflow.run()
    return workflow


def splits(workflow, folder, corpus):
    rows = pl.read_parquet(workflow.folder / f"build/manifests/{folder}{corpus}.parquet")
    return dict(rows.select("group", "split").iter_rows())


def test_a_sound_in_both_is_in_one_split(family):
    esc50, urban = (splits(family, "aligned/", name) for name in MEMBERS)
    shared = esc50.keys() & urban.keys()
    assert shared
    assert {key: esc50[key] for key in shared} == {key: urban[key] for key in shared}
    assert {splits(family, "", "urbansound8k")[key] for key in shared} == {"train"}
    assert {urban[key] for key in shared} == {"test"}


def test_an_edited_relative_packs_no_clip_of_the_other_again(family):
    reader = family.folder / "workflow/audioflan/corpora/urbansound8k.py"
    reader.write_text(reader.read_text() + "\n# edited\n")
    planned = family.planned()
    assert (planned["index_corpus"], planned["prepare_clips"]) == (1, 1)
    assert (planned["align_splits"], planned["instantiate"]) == (2, 2)
