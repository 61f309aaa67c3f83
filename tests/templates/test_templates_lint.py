"""What every task file must keep, whoever writes it; the walk-through's task is one of them."""

import itertools
import re
import string
from collections import Counter
from functools import partial

import pytest
import yaml
from template_files import HOME, found, guide, rendered, shipped

FOLDER = HOME / "tests" / "templates"
TASKS = list({task.place: task for task in [guide(), *shipped()]}.values())
TAXONOMY = yaml.safe_load((FOLDER / "taxonomy.yaml").read_text("utf-8"))
PARAPHRASES = yaml.safe_load((FOLDER / "paraphrases.yaml").read_text("utf-8"))
STYLES = {"command", "request", "question", "suggestion", "emphatic"}
SLOT_TYPES = {"text", "label", "language", "number", "time", "rate"}
SHOP_TALK = r"<\||\|>|\b(?:json|task|data ?set|corpus|corpora|instruction|prompt|template)s?\b"
TIDY = re.compile(r"[A-Z]\S*( \S+)*[.?!]")

every_task = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.place.stem)


def normalised(text):
    return " ".join(re.findall(r"[a-z0-9{}_]+", text.lower()))


def broken_seeds(task, rule):
    return {seed: text for seed, text in task.seeds.items() if not rule(text)}


def slots_of(text):
    return [slot for _, slot, _, _ in string.Formatter().parse(text) if slot is not None]


def test_ids_are_unique():
    ids = [task.data["id"] for task in TASKS]
    assert len(set(ids)) == len(ids)


def test_no_two_seeds_of_the_catalogue_read_the_same():
    texts = Counter(normalised(seed["text"]) for task in TASKS for seed in task.data["seeds"])
    assert not [text for text, count in texts.items() if count > 1]


@every_task
def test_the_file_lies_in_its_domain_under_its_id(task):
    assert task.place.as_posix() == f"{task.data['domain']}/{task.data['id']}.yaml"


@every_task
def test_names_are_those_of_the_taxonomy(task):
    row = [task.data[key] for key in ("domain", "major", "minor", "direction")]
    if task.data["id"] in TAXONOMY:
        assert row == TAXONOMY[task.data["id"]]
    else:
        assert row[2] not in {minor for _, _, minor, _ in TAXONOMY.values()}


@every_task
def test_audio_in_the_output_makes_it_generation(task):
    expected = "generation" if "audio" in task.kinds[1] else "understanding"
    assert task.data["direction"] == expected
    assert (task.data["answer"] == "audio") == (expected == "generation")


@every_task
def test_seeds_are_many_and_cover_the_five_styles(task):
    styles = Counter(seed["style"] for seed in task.data["seeds"])
    assert set(styles) == STYLES
    assert min(styles.values()) >= 2
    assert styles.total() >= 12


@every_task
def test_seed_ids_count_up(task):
    ids = [seed["id"] for seed in task.data["seeds"]]
    assert ids == [f"s{number:02d}" for number in range(1, len(ids) + 1)]


@every_task
def test_no_two_seeds_begin_alike(task):
    openings = Counter(" ".join(normalised(text).split()[:3]) for text in task.seeds.values())
    assert not [opening for opening, count in openings.items() if count > 1]


@every_task
def test_slots_are_declared_typed_and_used(task):
    slots = task.data["slots"]
    used = {slot for text in task.seeds.values() for slot in slots_of(text)}
    assert used == set(slots)
    assert set(slots.values()) <= SLOT_TYPES


@every_task
def test_a_slot_that_the_answer_depends_on_is_in_every_seed(task):
    slots = task.data["slots"].items()
    needed = {name for name, kind in slots if name.startswith("target_") or kind == "time"}
    assert broken_seeds(task, lambda text: needed <= set(slots_of(text))) == {}


@every_task
def test_a_seed_is_one_tidy_line(task):
    assert broken_seeds(task, TIDY.fullmatch) == {}
    assert broken_seeds(task, lambda text: 3 <= len(text.split()) <= 40) == {}
    asked = [seed["text"] for seed in task.data["seeds"] if seed["style"] == "question"]
    assert [text for text in asked if "?" not in text] == []


@every_task
def test_braces_of_a_seed_stand_around_slots_alone(task):
    braces = {text: (text.count("{"), text.count("}")) for text in task.seeds.values()}
    assert braces == {text: (len(slots_of(text)),) * 2 for text in braces}


@every_task
def test_no_article_stands_before_a_slot(task):
    """``a {language}`` would read "a English"."""
    assert broken_seeds(task, lambda text: not found(r"\ban? \{", text)) == {}


@every_task
def test_a_seed_does_not_talk_shop(task):
    assert broken_seeds(task, lambda text: not found(SHOP_TALK, text)) == {}


@every_task
def test_a_seed_passes_the_lexicon(task):
    assert broken_seeds(task, task.accepts) == {}


@every_task
def test_closed_answers_are_offered_in_every_seed(task):
    for option in task.data.get("options", []):
        assert broken_seeds(task, partial(found, rf"\b{re.escape(option)}\b")) == {}


@every_task
def test_closed_answers_take_turns_in_coming_first(task):
    options = task.data.get("options", [])
    first = Counter(
        min(options, key=lambda option: re.search(rf"\b{option}\b", text, re.IGNORECASE).start())
        for text in task.seeds.values()
        if options
    )
    assert set(first) == set(options)
    assert all(count >= len(task.seeds) / 4 for count in first.values())


@every_task
def test_options_are_texts_and_what_the_builder_answers(task):
    options = task.data.get("options", [])
    assert all(isinstance(option, str) and option == option.strip() for option in options)
    assert len(set(options)) == len(options) != 1
    if "answers" in task.data["params"]:
        assert set(task.data["params"]["answers"].values()) == set(options)


@every_task
def test_lexicon_patterns_are_portable(task):
    """Both regular expression engines of the build read them: no look-around, no references."""
    for pattern in itertools.chain(*task.data["lexicon"].values()):
        re.compile(pattern, re.IGNORECASE)
        assert not re.search(r"\(\?(?!:)|\\[1-9]", pattern)
        assert not re.search(pattern, "")


@every_task
def test_input_labels_offer_choice_and_end_with_a_colon(task):
    for field in task.data["input"]:
        labels = field["labels"]
        assert labels[0] == ""
        assert 3 <= len(labels) == len(set(labels)) <= 5
        assert all(re.fullmatch(r"[^\s:<|>][^:<|>]*: ", label) for label in labels[1:])


@every_task
def test_lead_ins_end_with_a_colon_and_leave_short_answers_bare(task):
    lead_ins = task.data["lead_ins"]
    assert lead_ins[0] == ""
    assert len(set(lead_ins)) == len(lead_ins)
    assert all(re.fullmatch(r"[A-Z][^:<|>]*: ", lead_in) for lead_in in lead_ins[1:])
    closed = task.data["answer"] in ("label", "boolean", "number")
    assert len(lead_ins) == 1 if closed else 3 <= len(lead_ins) <= 6


@every_task
def test_roles_are_distinct(task):
    roles = [field["role"] for field in task.data["input"] + task.data["output"]]
    assert len(set(roles)) == len(roles)


@every_task
def test_there_are_three_worked_examples_of_different_seeds(task):
    examples = task.data["examples"]
    assert len({example["seed"] for example in examples}) == len(examples) >= 3


@pytest.mark.parametrize(
    ("task", "example"),
    [(task, example) for task in TASKS for example in task.data["examples"]],
    ids=lambda value: value["seed"] if isinstance(value, dict) else value.place.stem,
)
def test_a_worked_example_renders_to_its_record(task, example):
    assert rendered(task, example) == example["record"]
    roles = {field["role"]: field["kind"] for field in task.data["input"] + task.data["output"]}
    assert set(example["parts"]) == set(roles)
    assert set(example["slots"]) == set(task.data["slots"])
    ids = [example["parts"][role] for role, kind in roles.items() if kind == "audio"]
    assert all(re.fullmatch(r"\d{2,3}_[A-Za-z0-9-]+_[A-Za-z0-9_-]+", audio_id) for audio_id in ids)


@every_task
def test_a_simulated_input_is_named_after_the_recipe(task):
    recipe = task.data.get("recipe")
    for example in task.data["examples"] if recipe else []:
        simulated = example["corpus"] in recipe.get("corpora", [example["corpus"]])
        parts = example["parts"]
        made = parts.get("source", parts["target"]).endswith(f"-{task.data['id']}")
        assert made == simulated


@every_task
def test_the_lexicon_refuses_the_seeds_of_tasks_with_the_same_fields(task):
    rivals = [other for other in TASKS if other is not task and other.kinds == task.kinds]
    accepted = [
        f"{rival.place.stem}/{seed}"
        for rival in rivals
        for seed, text in rival.seeds.items()
        if task.accepts(text)
    ]
    assert accepted == []


@pytest.mark.parametrize("name", PARAPHRASES)
def test_the_lexicon_tells_faithful_from_drifted(name):
    task = next(task for task in TASKS if task.data["id"] == name)
    verdicts = PARAPHRASES[name]
    assert [text for text in verdicts["faithful"] if not task.accepts(text)] == []
    assert [text for text in verdicts["drifted"] if task.accepts(text)] == []


def test_the_taxonomy_has_the_eighty_tasks():
    assert len(TAXONOMY) == 80
    assert len({minor for _, _, minor, _ in TAXONOMY.values()}) == 80
    domains = Counter(domain for domain, *_ in TAXONOMY.values())
    assert sum(domains.values()) == 80
