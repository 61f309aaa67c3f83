"""Asserts on task data: what each of them lets pass, and what it tells of."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tasks.taskbench import CORPUS, RECIPE, fields, make_task

from audioflan.asserts import data as assert_data
from audioflan.asserts.data import TaskData
from audioflan.asserts.names import assert_names
from audioflan.asserts.stage import assert_task
from audioflan.catalog.models import Task

CLOSED = make_task("attribute", answer="label", options=("cat", "dog"))
BOOLEAN = make_task("pair", answer="boolean", options=("yes", "no"))
NUMBER = make_task("measure", answer="number", params={"value": "snr_db"})
DRAWN = replace(NUMBER, recipe=replace(RECIPE, params={"snr_db": [-5, 20]}))
CHOICES = make_task(
    "attribute",
    answer="label",
    params={"choices": ["old", "young"]},
    slots={"choices": "text"},
)


def task_data(
    task: Task, answers: Sequence[str], inputs: Sequence[str] = (), **columns
) -> TaskData:
    names = list(inputs) or [f"90_Tiny_c{index:03}" for index in range(len(answers))]
    frame = pl.DataFrame(
        {
            "key": [f"k{index:03}" for index in range(len(answers))],
            "part.source": names,
            "part.target": list(answers),
            **{name.replace("__", "."): list(values) for name, values in columns.items()},
            "corpus": ["tiny"] * len(answers),
        },
        schema_overrides=dict.fromkeys(("key", "part.source", "part.target", "corpus"), pl.String),
    )
    return TaskData(task, {"tiny": CORPUS}, frame.lazy())


def found(data: TaskData) -> dict[str, list[str]]:
    """Assert -> what it found, for those that found something."""
    judged = assert_task(data, {})["asserts"]
    return {
        name: [problem["what"] for problem in its["problems"]]
        for name, its in judged.items()
        if its["problems"]
    }


@pytest.mark.parametrize(
    ("task", "answers", "problems"),
    [
        (CLOSED, ["cat", "dog"] * 10, {}),
        (CLOSED, [], {"no_instances": ["there are no instances"]}),
        (
            CLOSED,
            ["cat"] * 10,
            {
                "constant_output": ["the output of all 10 instances is 'cat'"],
                "unused_options": ["1 of 2 options never are the answer"],
            },
        ),
        (CLOSED, ["cat"] * 9, {"unused_options": ["1 of 2 options never are the answer"]}),
        (
            CLOSED,
            ["cat"] * 9 + ["dog"],
            {"label_entropy": ["label entropy is 0.47 of the maximum, below 0.8"]},
        ),
        (
            CLOSED,
            ["cat", "dog", "cow"],
            {"listed_options": ["1 labels are not among the options"]},
        ),
        (make_task("transcript"), ["one", "two"], {}),
        (NUMBER, ["1.5 dB", "-2 dB"], {}),
        (
            NUMBER,
            ["1.5 dB", "2 Hz", "loud"],
            {
                "written_number": ["1 answers are no number"],
                "one_unit": ["answers are in 3 units"],
            },
        ),
        (NUMBER, ["1", "2 dB"], {"one_unit": ["answers are in 2 units"]}),
        (DRAWN, ["-5.1 dB", "20.1 dB"], {}),
        (DRAWN, ["-5.2 dB", "20.0 dB"], {"answer_range": ["1 answers lie outside -5 to 20"]}),
        (
            BOOLEAN,
            ["yes"] * 53 + ["no"] * 47,
            {"balanced_boolean": ["'no' is the answer in 0.47 of the instances, not in 0.50"]},
        ),
        (BOOLEAN, ["yes"] * 52 + ["no"] * 48, {}),
    ],
)
def test_problems_are_told(task, answers, problems):
    assert found(task_data(task, answers)) == problems


def test_a_rare_class_among_many_is_no_problem():
    task = make_task("attribute", answer="label")
    answers = [f"label {index}" for index in range(20)] + ["label 0"] * 500
    assert found(task_data(task, answers)) == {}


def test_an_answer_that_was_not_offered_is_told():
    offered = ["old, young", "young, old", "old, young"]
    data = task_data(CHOICES, ["old", "young", "middling"], slot__choices=offered)
    assert found(data) == {"listed_options": ["1 labels are not among the choices offered"]}


def test_an_instance_that_stands_twice_is_told_and_a_slot_makes_inputs_differ():
    task = make_task("transcript", slots={"language": "language"})
    inputs = ["90_Tiny_a", "90_Tiny_a", "90_Tiny_b", "90_Tiny_b"]
    languages = ["en", "fr", "en", "en"]
    data = task_data(task, ["one", "un", "two", "two"], inputs, slot__language=languages)
    [problem] = assert_task(data, {})["asserts"]["repeated_instances"]["problems"]
    assert problem["what"] == "1 of 4 instances repeat another"
    assert problem["examples"] == ("k002", "k003")


def test_one_text_may_have_several_voices_but_one_clip_has_one_label():
    inputs = ["90_Tiny_a", "90_Tiny_a", "90_Tiny_b"]
    assert found(task_data(make_task("transcript"), ["v1", "v2", "v3"], inputs)) == {}
    told = found(task_data(CLOSED, ["cat", "dog", "cat"], inputs))
    assert told == {
        "contradicting_answers": ["1 of 3 questions have another answer elsewhere"],
    }
    many = found(task_data(make_task("transcript"), ["v1", "v2", "v3"], ["90_Tiny_a"] * 3))
    assert many == {"repeated_inputs": ["2 of 3 inputs are repeated"]}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=30))
def test_repeats_are_counted_like_a_set_would(pairs):
    inputs, answers = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    data = task_data(make_task("transcript"), answers, inputs)
    repeated, examples = data.repeats(["part.source", "part.target"])
    assert repeated == len(pairs) - len(set(pairs))
    assert bool(examples) == bool(repeated)


def test_repeats_are_counted_in_ranges_of_hashes(monkeypatch):
    monkeypatch.setattr(assert_data, "BUCKET", 7)
    inputs = [f"c{index % 40}" for index in range(100)]
    repeated, examples = task_data(CLOSED, ["cat"] * 100, inputs).repeats(["part.source"])
    assert repeated == 60
    assert len({int(key[1:]) % 40 for key in examples}) == 1


def test_an_audio_id_of_another_corpus_is_told():
    data = task_data(make_task("transcript"), ["a", "b"], ["90_Tiny_x", "91_Other_y"])
    [problem] = assert_task(data, {})["asserts"]["id_prefix"]["problems"]
    assert problem == {
        "what": "1 audio ids of 'source' do not begin with 90_Tiny_",
        "corpus": "tiny",
        "examples": ("91_Other_y",),
    }


@pytest.mark.parametrize(
    ("language", "texts", "strange"),
    [
        ("en", ["hello", "it's 5"], 0),
        ("zh-CN", ["今天天气很好", "OK 好"], 0),
        ("ru", ["добрый день"], 0),
        ("ja", ["ありがとう", "東京"], 0),
        ("sr", ["добро", "dobro"], 0),
        ("hi", ["hello there"], 1),
        ("ru", ["hello there", "привет"], 1),
        ("en", ["привет", "123"], 1),
        ("zh", ["12345", "..."], 0),
        ("tlh", ["нуqнех"], 0),
    ],
)
def test_texts_are_in_the_script_of_their_language(language, texts, strange):
    task = make_task("transcript", slots={"language": "language"})
    data = task_data(task, texts, slot__language=[language] * len(texts))
    told = found(data).get("text_language", [])
    assert len(told) == strange
    assert all(f"declared as '{language.split('-')[0]}'" in what for what in told)


def test_a_few_foreign_names_are_no_problem():
    task = make_task("transcript", slots={"language": "language"})
    data = task_data(task, ["привет"] * 19 + ["hello"], slot__language=["ru"] * 20)
    assert found(data).get("text_language") is None


def test_the_target_language_is_that_of_a_translation():
    task = make_task(
        "translation", slots={"source_language": "language", "target_language": "language"}
    )
    languages = {"slot__source_language": ["en"], "slot__target_language": ["ru"]}
    assert found(task_data(task, ["привет"], **languages)) == {}
    [told] = found(task_data(task, ["hello"], **languages))["text_language"]
    assert told == "1 of 1 texts ('target') declared as 'ru' hold no letter of its script"


def test_the_language_of_the_input_is_that_of_a_spoken_text():
    task = make_task(
        "synthesis",
        slots={"language": "language"},
        input=fields(source="text"),
        output=fields(target="audio"),
    )
    told = found(task_data(task, ["90_Tiny_a"], ["hello"], slot__language=["ru"]))
    assert list(told) == ["text_language"]


@pytest.mark.parametrize("name", assert_names())
def test_any_assert_can_be_switched_off(name):
    data = task_data(CLOSED, ["cat", "cow"] * 5, ["91_Other_y"] * 10)
    judged = assert_task(data, {name: "off"})["asserts"][name]
    assert (judged["verdict"], judged["problems"]) == ("off", [])
