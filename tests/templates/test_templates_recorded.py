"""The recorded paraphrases that ship: many, varied, and none that the guards would refuse."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.models import Task
from audioflan.files import read_jsonl
from audioflan.paraphrase.candidates import Selection
from audioflan.paraphrase.clean import clean
from audioflan.paraphrase.guards import first_refusal, novelty, slots
from audioflan.paraphrase.recorded import recorded_candidates
from audioflan.paraphrase.settings import ParaphraseSettings

HOME = Path(__file__).resolve().parents[2]
FOLDER = HOME / "templates" / "recorded"
FILES = sorted(FOLDER.glob("*/*.jsonl"))
DOMAINS = {path.name for path in FOLDER.iterdir() if path.is_dir()}
CATALOG = Catalog.load(HOME)
SETTINGS = ParaphraseSettings(source="recorded", recorded=str(FOLDER))
STYLES = {"command", "request", "question", "suggestion", "emphatic"}
LEAST = 60
LEAST_OF_A_STYLE = 9
LEAST_OPENINGS = 40

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def task_of(path: Path) -> Task:
    return CATALOG.tasks[path.stem]


def broken(path: Path, rule: Callable[[dict[str, str]], bool]) -> list[str]:
    return [line["text"] for line in read_jsonl(path) if not rule(line)]


@pytest.mark.parametrize(
    "task", [task for task in CATALOG.tasks.values() if task.domain in DOMAINS], ids=lambda t: t.id
)
def test_every_task_of_a_recorded_domain_has_its_pool(task: Task) -> None:
    assert (FOLDER / task.domain / f"{task.id}.jsonl").is_file()


@every_file
def test_a_pool_lies_in_the_domain_of_a_task(path: Path) -> None:
    assert task_of(path).domain == path.parent.name


@every_file
def test_lines_name_parent_style_and_text_and_nothing_else(path: Path) -> None:
    assert not broken(path, lambda line: set(line) == {"parent", "style", "text"})


@every_file
def test_parents_are_seeds_and_every_seed_has_children(path: Path) -> None:
    parents = Counter(line["parent"] for line in read_jsonl(path))
    assert set(parents) == {seed.id for seed in task_of(path).seeds}


@every_file
def test_texts_are_many_and_spread_over_the_five_styles(path: Path) -> None:
    styles = Counter(line["style"] for line in read_jsonl(path))
    assert set(styles) == STYLES
    assert styles.total() >= LEAST
    assert min(styles.values()) >= LEAST_OF_A_STYLE


@every_file
def test_questions_ask(path: Path) -> None:
    assert not broken(path, lambda line: line["style"] != "question" or "?" in line["text"])


@every_file
def test_slots_are_those_of_the_parent(path: Path) -> None:
    seeds = {seed.id: Counter(slots.SLOT.findall(seed.text)) for seed in task_of(path).seeds}
    assert not broken(
        path, lambda line: Counter(slots.SLOT.findall(line["text"])) == seeds[line["parent"]]
    )


@every_file
def test_texts_are_clean_already(path: Path) -> None:
    assert not broken(path, lambda line: clean(line["text"]) == line["text"])


@every_file
def test_openings_differ(path: Path) -> None:
    openings = {tuple(novelty.normalise(line["text"])[:3]) for line in read_jsonl(path)}
    assert len(openings) >= LEAST_OPENINGS


@every_file
def test_the_pool_takes_every_line_in_file_order(path: Path) -> None:
    selection = Selection(task_of(path), SETTINGS.near_duplicate)
    offered = len(read_jsonl(path))
    accepted = selection.offer(recorded_candidates(task_of(path), SETTINGS))
    assert [(line["raw"], line["reason"]) for line in selection.refused] == []
    assert accepted == offered


@pytest.mark.long
@every_file
def test_nobody_would_doubt_a_recorded_text(path: Path) -> None:
    seeds = {seed.id: seed for seed in task_of(path).seeds}
    lines = read_jsonl(path)
    refused = [
        (line["text"], reason)
        for line in lines
        if (reason := first_refusal(line["text"], seeds[line["parent"]], task_of(path), ()))
    ]
    assert refused == []


def test_no_two_texts_of_the_catalogue_read_the_same() -> None:
    seeds = [seed.text for task in CATALOG.tasks.values() for seed in task.seeds]
    recorded = [line["text"] for path in FILES for line in read_jsonl(path)]
    counts = Counter(" ".join(novelty.normalise(text)) for text in (*seeds, *recorded))
    assert not [text for text, count in counts.items() if count > 1]
