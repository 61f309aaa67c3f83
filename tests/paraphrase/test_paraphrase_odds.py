"""The guard that has counted words: what it measures, what it learns, and that it is up to date."""

import dataclasses
import math

import numpy as np
import pytest

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.catalog.models import Seed
from audioflan.paraphrase.fitting import Example, count, examples, fit, regression
from audioflan.paraphrase.guards import _odds, odds
from audioflan.paraphrase.guards._odds import FITTED, STRONGEST, Odds, changes, measures
from audioflan.paraphrase.guards.revision import stem

SEED = Seed("s01", "command", "Transcribe the speech in this recording.")


@pytest.fixture
def blank():
    return Odds({}, {}, {}, frozenset(), {}, 0.0, 0.0)


def test_changes_are_stems_that_come_and_go():
    come, gone = changes("Kindly transcribe the singing in this {clip}.", SEED)
    assert come == {stem("kindly"), stem("singing")}
    assert gone == {stem("speech"), stem("recording")}


def test_a_text_is_measured_against_its_seed(asr, blank):
    told = dataclasses.replace(
        blank, new={"loud": 2.0, "word": -1.0}, gone={"speech": 0.5}, kept={"speech": 0.9}
    )
    text = "Never transcribe the loud words or noise in this recording."
    found = measures(text, SEED, asr, told)
    assert found["new_odds"] == pytest.approx(1.0)
    assert found["new_odds_most"] == pytest.approx(2.0)
    assert found["gone_odds"] == pytest.approx(0.5)
    assert found["gone_unusual"] == pytest.approx(-math.log(0.1))
    assert (found["negated"], found["affirmed"], found["alternatives"]) == (1.0, 0.0, 1.0)
    assert found["longer"] == pytest.approx(10 / 6 - 1)
    assert found["reordered"] == 0.0


def test_words_in_another_order_are_seen(asr, blank):
    found = measures("In this recording transcribe the speech.", SEED, asr, blank)
    assert found["overlap"] == 1.0
    assert found["reordered"] == pytest.approx(3 * 3 / 6)


def test_counts_tell_which_words_go_with_drift(asr):
    faithful = [
        Example(asr, SEED, "Write down the speech of this recording.", False),
        Example(asr, SEED, "Please transcribe what is said in this recording.", False),
    ]
    drifted = [
        Example(asr, SEED, "Transcribe the speech in this recording loudly.", True),
        Example(asr, SEED, "Translate the speech in this recording loudly.", True),
    ]
    counted = count([*faithful, *drifted])
    assert counted.new["loud"] == pytest.approx(math.log(2.5 / 0.5), abs=1e-3)
    assert counted.new["writ"] < 0 < counted.new["translat"]
    assert counted.kept["record"] == 0.75
    assert counted.kept["speech"] == 0.5
    assert "loud" not in counted.known
    assert all(abs(each) <= STRONGEST for each in counted.new.values())


def test_the_regression_finds_what_tells_two_kinds_apart():
    random = np.random.default_rng(1)
    drifted = np.arange(400) % 4 == 0
    values = random.normal(size=(400, 2))
    values[:, 0] += 3 * drifted
    weights, intercept = regression(values, drifted)
    assert weights[0] > 5 * abs(weights[1])
    guessed = values @ weights + intercept > 0
    assert (guessed == drifted).mean() > 0.9


def test_a_refusal_names_the_word_that_speaks_loudest_against_a_text(asr, monkeypatch, blank):
    told = dataclasses.replace(
        blank, new={"loud": 2.0, "kind": -1.0}, weights={"new_odds_most": 1.0}, limit=1.5
    )
    monkeypatch.setattr(odds, "fitted", lambda: told)
    assert odds.check("Kindly transcribe the speech.", SEED, asr, ()) is None
    reason = odds.check("Kindly transcribe the loud speech.", SEED, asr, ())
    assert reason == "seldom a faithful rewording: 'loud' is new"


@pytest.mark.slow
def test_the_fitted_odds_are_those_of_the_tuning_half_and_the_recorded_pools():
    learned = fit(examples(HOME, Catalog.load(HOME).tasks))
    kept = _odds.fitted()
    assert learned.new == kept.new
    assert learned.kept == kept.kept
    assert learned.weights == pytest.approx(kept.weights, abs=0.01)
    assert learned.limit == pytest.approx(kept.limit, abs=0.01)
    assert FITTED.read_text(encoding="utf-8") == kept.text(), "run: audioflan guards --fit"
