"""The labelled paraphrases by which the guards are judged: their form, not their labels."""

import string
from collections import Counter

import pytest
import yaml
from template_files import HOME, shipped

HALVES = ("tuning", "sealed")
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
LEAST_OF_ALL = 400
TASKS = {task.data["id"]: task for task in shipped()}
TAXONOMY = yaml.safe_load((HOME / "tests" / "templates" / "taxonomy.yaml").read_text("utf-8"))


def read(half):
    """Task -> entries of one half, with the domain of the folder that holds them."""
    files = sorted((HOME / "templates" / "evaluation" / half).glob("*/*.yaml"))
    return {
        task: (path.parent.name, entries)
        for path in files
        for task, entries in yaml.safe_load(path.read_text("utf-8")).items()
    }


LABELLED = {half: read(half) for half in HALVES}
NAMES = sorted({task for half in HALVES for task in LABELLED[half]})

every_half = pytest.mark.parametrize("half", HALVES)
every_task = pytest.mark.parametrize("task", NAMES)


def slots_of(text):
    return Counter(slot for _, slot, _, _ in string.Formatter().parse(text) if slot is not None)


def entries_of(task):
    """The entries of a task in both halves."""
    return [entry for half in HALVES for entry in LABELLED[half].get(task, ("", []))[1]]


def kinds_of(entries):
    return Counter("good" if entry["kind"] == "good" else "drifted" for entry in entries)


@every_half
def test_every_task_of_the_paper_is_labelled(half):
    assert set(TAXONOMY) <= set(LABELLED[half])


def test_both_halves_label_the_same_tasks():
    assert set(LABELLED["tuning"]) == set(LABELLED["sealed"])


@every_half
def test_a_task_is_labelled_in_the_folder_of_its_domain(half):
    domains = {task: domain for task, (domain, _) in LABELLED[half].items()}
    assert domains == {task: TASKS[task].place.parent.as_posix() for task in domains}


@every_half
def test_a_labelled_task_has_good_and_drifted_entries(half):
    scarce = {
        task: kinds
        for task, (_, entries) in LABELLED[half].items()
        if min((kinds := kinds_of(entries))["good"], kinds["drifted"]) < LEAST_OF_A_TASK
    }
    assert scarce == {}


@every_half
def test_every_kind_occurs_often_enough_for_a_figure(half):
    count = Counter(entry["kind"] for _, entries in LABELLED[half].values() for entry in entries)
    assert set(count) == KINDS
    assert min(count.values()) >= LEAST_OF_A_KIND


def test_both_halves_together_are_large_enough():
    count = kinds_of(entry for task in NAMES for entry in entries_of(task))
    assert min(count["good"], count["drifted"]) >= LEAST_OF_ALL


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
