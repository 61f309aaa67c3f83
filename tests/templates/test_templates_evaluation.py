"""The labelled paraphrases by which the guards are judged: their form, not their labels."""

import string
from collections import Counter

import pytest
import yaml
from template_files import HOME, shipped

SETS = ("tuning", "calibration", "sealed")
KINDS = {
    "good",
    "slot",
    "literal",
    "language",
    "task_swap",
    "polarity",
    "attribute",
    "constraint",
    "addition",
    "relation_swap",
    "meta",
}
LEAST_OF_A_TASK = 3
LEAST_OF_A_KIND = 20
LEAST_OF_A_SET = 380
TASKS = {task.data["id"]: task for task in shipped()}
TAXONOMY = yaml.safe_load((HOME / "tests" / "templates" / "taxonomy.yaml").read_text("utf-8"))


def read(which):
    """Task -> entries of one set, with the domain of the folder that holds them."""
    files = sorted((HOME / "templates" / "evaluation" / which).glob("*/*.yaml"))
    return {
        task: (path.parent.name, entries)
        for path in files
        for task, entries in yaml.safe_load(path.read_text("utf-8")).items()
    }


LABELLED = {which: read(which) for which in SETS}
NAMES = sorted({task for which in SETS for task in LABELLED[which]})

every_set = pytest.mark.parametrize("which", SETS)
every_task = pytest.mark.parametrize("task", NAMES)


def slots_of(text):
    return Counter(slot for _, slot, _, _ in string.Formatter().parse(text) if slot is not None)


def entries_of(task):
    """The entries of a task in all sets."""
    return [entry for which in SETS for entry in LABELLED[which].get(task, ("", []))[1]]


def kinds_of(entries):
    return Counter("good" if entry["kind"] == "good" else "drifted" for entry in entries)


@every_set
def test_every_task_of_the_paper_is_labelled(which):
    assert set(TAXONOMY) <= set(LABELLED[which])


def test_all_sets_label_the_same_tasks():
    assert set(LABELLED["tuning"]) == set(LABELLED["calibration"]) == set(LABELLED["sealed"])


@every_set
def test_a_task_is_labelled_in_the_folder_of_its_domain(which):
    domains = {task: domain for task, (domain, _) in LABELLED[which].items()}
    assert domains == {task: TASKS[task].place.parent.as_posix() for task in domains}


@every_set
def test_a_labelled_task_has_good_and_drifted_entries(which):
    scarce = {
        task: kinds
        for task, (_, entries) in LABELLED[which].items()
        if min((kinds := kinds_of(entries))["good"], kinds["drifted"]) < LEAST_OF_A_TASK
    }
    assert scarce == {}


@every_set
def test_every_kind_occurs_often_enough_for_a_figure(which):
    count = Counter(entry["kind"] for _, entries in LABELLED[which].values() for entry in entries)
    assert set(count) == KINDS
    assert min(count.values()) >= LEAST_OF_A_KIND


@every_set
def test_a_set_is_large_enough_for_a_figure(which):
    count = kinds_of(entry for _, entries in LABELLED[which].values() for entry in entries)
    assert min(count["good"], count["drifted"]) >= LEAST_OF_A_SET


@every_task
def test_an_entry_names_a_seed_and_a_kind(task):
    for entry in entries_of(task):
        assert set(entry) == {"seed", "kind", "text"}
        assert entry["seed"] in TASKS[task].seeds
        assert entry["kind"] in KINDS


@every_task
def test_an_entry_is_one_line_and_no_copy_of_a_seed(task):
    texts = [entry["text"] for entry in entries_of(task)]
    assert texts == [" ".join(text.split()) for text in texts]
    assert not set(texts) & set(TASKS[task].seeds.values())


@every_task
def test_only_a_slot_drift_touches_the_slots(task):
    seeds = TASKS[task].seeds
    wrong = [
        entry
        for entry in entries_of(task)
        if (slots_of(entry["text"]) == slots_of(seeds[entry["seed"]])) == (entry["kind"] == "slot")
    ]
    assert wrong == []


def test_no_text_occurs_twice():
    count = Counter(entry["text"].casefold() for task in NAMES for entry in entries_of(task))
    assert [text for text, times in count.items() if times > 1] == []
