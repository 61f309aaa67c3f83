"""Doubts are weighed together with what the reader says, and the weights are up to date."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.paraphrase import guards
from audioflan.paraphrase.evaluation import CALIBRATION, load_set
from audioflan.paraphrase.fitting import EXPECTED, LOST, Example, examples, fit, regression
from audioflan.paraphrase.guards import DOUBTING, first_refusal, name_of
from audioflan.paraphrase.guards._weighing import FITTED, Weights, fitted

WEIGHTS = Weights(reader=2.0, doubts={"form": 1.0, "quality": 3.0}, limit=4.0)


def test_doubts_add_up_and_the_heaviest_is_named():
    assert WEIGHTS.refusal(1.5, {"form": "too long"}) is None
    assert WEIGHTS.refusal(2.0, {"form": "too long"}) == "form: too long"
    both = {"form": "too long", "quality": "wants it loud"}
    assert WEIGHTS.refusal(0.0, both) is None
    assert WEIGHTS.refusal(0.1, both) == "quality: wants it loud"


def test_the_reader_alone_can_refuse_a_text_and_save_one():
    assert WEIGHTS.refusal(2.1, {}) == "reader: it seems to ask for something else"
    assert WEIGHTS.refusal(-3.0, {"form": "too long", "quality": "wants it loud"}) is None


@given(odds=st.floats(-8, 8), more=st.floats(0, 8))
def test_a_further_doubt_never_saves_a_text(odds, more):
    refused = WEIGHTS.refusal(odds, {"form": "a"})
    assert refused is None or WEIGHTS.refusal(odds + more, {"form": "a", "quality": "b"})


def test_certain_guards_ask_before_the_reader(asr, monkeypatch):
    monkeypatch.setattr(guards, "odds_of", lambda *_: math.inf)
    seed = asr.seeds[0]
    assert first_refusal(f"{seed.text} {{what}}", seed, asr, ()).startswith("slots: ")
    assert first_refusal(seed.text, seed, asr, ()) == "novelty: copy"
    said = first_refusal("Could you transcribe what is said in this recording?", seed, asr, ())
    assert said == "reader: it seems to ask for something else"


def test_the_regression_trusts_what_tells_and_keeps_weights_from_turning():
    random = np.random.default_rng(1)
    drifted = np.arange(600) % 2 == 0
    telling = random.normal(size=600) + 3 * drifted
    against = (random.random(600) < 0.5) & ~drifted
    values = np.stack([telling, against, np.zeros(600)], axis=1).astype(float)
    weights = regression(values, drifted, np.array([1.0, EXPECTED, EXPECTED]))
    assert weights[0] > 1.5
    assert weights[1] == pytest.approx(0.0, abs=1e-6)
    assert weights[2] == pytest.approx(EXPECTED)


def test_the_limit_lets_all_but_the_allowed_share_of_good_texts_pass():
    good = [Example(False, odds / 10, frozenset()) for odds in range(100)]
    weights = fit([*good, *(Example(True, 12.0, frozenset()) for _ in range(100))], lost=1)
    refused = [each for each in good if weights.refusal(each.odds, {}) is not None]
    assert len(refused) == math.floor(LOST * 101) - 1 > 0


def test_every_doubting_guard_is_weighed():
    assert set(fitted().doubts) == {name_of(guard) for guard in DOUBTING}
    assert min(fitted().doubts.values()) >= 0


@pytest.mark.slow
def test_the_weights_are_those_of_the_calibration_set():
    learned = fit(*examples(load_set(HOME, Catalog.load(HOME).tasks, CALIBRATION)))
    kept = json.loads(FITTED.read_text(encoding="utf-8"))
    told = "run: audioflan guards --fit"
    assert learned.reader == pytest.approx(kept["reader"], abs=0.05), told
    assert learned.doubts == pytest.approx(kept["doubts"], abs=0.1), told
    assert learned.limit == pytest.approx(kept["limit"], abs=0.1), told
