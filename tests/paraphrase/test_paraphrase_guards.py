"""Guards: good rewordings pass, drifted ones are seen by the guard that should see them."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards import (
    CERTAIN,
    DOUBTING,
    binding,
    doubts,
    first_refusal,
    name_of,
    novelty,
    slots,
)
from audioflan.paraphrase.guards._weighing import READER

HERE = Path(__file__).parent
TEMPLATES = HERE.parents[1] / "templates"
PAIRS = yaml.safe_load((HERE / "pairs.yaml").read_text(encoding="utf-8"))
TASKS = sorted(path.stem for path in TEMPLATES.glob("*/*.yaml"))
TaskOf = Callable[[str], Task]
NAMES_OF_GUARDS = {name_of(guard) for guard in (*CERTAIN, *DOUBTING)}


def _seed(task: Task, name: str) -> Seed:
    return next(seed for seed in task.seeds if seed.id == name)


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(pair["task"], pair["seed"], case, id=f"{pair['task']}-{case}"[:90])
        for pair in PAIRS
        for case in pair.get(kind, ())
    ]


@pytest.mark.parametrize(("task", "seed", "text"), _cases("good"))
def test_good_rewording_passes(task_of: TaskOf, task: str, seed: str, text: str) -> None:
    loaded = task_of(task)
    assert first_refusal(text, _seed(loaded, seed), loaded, ()) is None


@pytest.mark.parametrize(("task", "seed", "case"), _cases("drifted"))
def test_drift_is_seen_by_its_guard(
    task_of: TaskOf, task: str, seed: str, case: dict[str, str]
) -> None:
    loaded = task_of(task)
    refusal = first_refusal(case["text"], _seed(loaded, seed), loaded, ())
    raised = doubts(case["text"], _seed(loaded, seed), loaded)
    assert case["guard"] in {*raised, (refusal or "").partition(":")[0]}


@pytest.mark.xfail(strict=True, reason="the reader takes it for a drift")
@pytest.mark.parametrize(("task", "seed", "text"), _cases("lost"))
def test_good_rewording_that_is_known_to_be_lost(
    task_of: TaskOf, task: str, seed: str, text: str
) -> None:
    loaded = task_of(task)
    assert first_refusal(text, _seed(loaded, seed), loaded, ()) is None


@pytest.mark.xfail(strict=True, reason="the reader takes it for faithful")
@pytest.mark.parametrize(("task", "seed", "text"), _cases("missed"))
def test_drift_that_is_known_to_be_missed(task_of: TaskOf, task: str, seed: str, text: str) -> None:
    loaded = task_of(task)
    assert first_refusal(text, _seed(loaded, seed), loaded, ()) is not None


@pytest.mark.parametrize("task", TASKS)
def test_every_seed_of_the_catalogue_is_refused_only_as_a_copy_of_itself(
    task_of: TaskOf, task: str
) -> None:
    loaded = task_of(task)
    reasons = {first_refusal(seed.text, seed, loaded, ()) for seed in loaded.seeds}
    assert reasons == {"novelty: copy"}


def test_every_guard_module_takes_part() -> None:
    files = Path(first_refusal.__code__.co_filename).parent.glob("[!_]*.py")
    assert {path.stem for path in files} == NAMES_OF_GUARDS


def test_every_guard_has_examples_of_what_it_refuses() -> None:
    named = Counter(case["guard"] for pair in PAIRS for case in pair.get("drifted", ()))
    # Of another script or language, see test_paraphrase_languages.py.
    expected = NAMES_OF_GUARDS - {"script"} | {READER}
    assert {guard for guard, count in named.items() if count >= 2} == expected


def test_an_accepted_paraphrase_is_not_accepted_twice(asr: Task) -> None:
    seed = asr.seeds[0]
    text = "Could you transcribe what is said in this recording?"
    again = "Could you transcribe what is said in this recording, please?"
    assert first_refusal(text, seed, asr, [text]) == "novelty: copy"
    assert first_refusal(again, seed, asr, [text]) == "novelty: near-duplicate"
    assert first_refusal(again, seed, asr, [text], near_duplicate=0.99) is None


def test_audio_spans_are_kept(asr: Task) -> None:
    seed = Seed("s", "command", "Transcribe <|SOA|>91_A_b<|EOA|> here.")
    changed = "Transcribe <|SOA|>91_A_c<|EOA|> here."
    assert slots.check(seed.text, seed, asr, ()) is None
    assert slots.check(changed, seed, asr, ()) == "audio span lost <|SOA|>91_A_b<|EOA|>"


def test_quotes_round_a_slot_are_kept(asr: Task) -> None:
    seed = Seed("s", "command", 'Say "{text}" in {language}.')
    assert slots.check('In {language}, say "{text}".', seed, asr, ()) is None
    assert slots.check("In {language}, say {text}.", seed, asr, ()) is not None


def test_a_slot_keeps_its_direction_behind_an_article(asr: Task) -> None:
    seed = Seed("s", "command", "Go from {a} to {b}.")
    assert binding.check("Reach {b} from the {a}.", seed, asr, ()) is None
    assert binding.check("Reach {a} from the {b}.", seed, asr, ()) is not None


NAMES = st.lists(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), min_size=1, max_size=5)


@given(names=NAMES, data=st.data())
def test_slots_may_be_reordered_and_never_lost_or_invented(
    asr: Task, names: list[str], data: st.DataObject
) -> None:
    seed = Seed("s", "command", "Use " + " then ".join(f"{{{name}}}" for name in names) + ".")
    order = data.draw(st.permutations(names))
    text = "Take " + " and ".join(f"{{{name}}}" for name in order) + "."
    assert slots.check(text, seed, asr, ()) is None
    gone = data.draw(st.sampled_from(order))
    assert slots.check(text.replace(f"{{{gone}}}", "it", 1), seed, asr, ()) is not None
    assert slots.check(f"{text} {{{gone}}}", seed, asr, ()) is not None


@given(text=st.text(max_size=120))
def test_any_text_gets_a_verdict(asr: Task, text: str) -> None:
    reason = first_refusal(text, asr.seeds[0], asr, ())
    assert reason is None or reason.partition(":")[0] in {*NAMES_OF_GUARDS, READER}


WORDS = st.lists(st.sampled_from("abcd"), max_size=12)


def _longest_common(left: list[str], right: list[str]) -> int:
    """Textbook table, slow and obvious."""
    row = [0] * (len(right) + 1)
    for word in left:
        before = row[:]
        for at, other in enumerate(right):
            row[at + 1] = before[at] + 1 if word == other else max(before[at + 1], row[at])
    return row[-1]


@given(left=WORDS, right=WORDS)
def test_rouge_l_is_that_of_the_longest_common_subsequence(
    left: list[str], right: list[str]
) -> None:
    total = len(left) + len(right)
    expected = 2 * _longest_common(left, right) / total if left and right else 0.0
    assert novelty.rouge_l(left, right) == pytest.approx(expected)
    assert novelty.rouge_l(left, left) == (1.0 if left else 0.0)
