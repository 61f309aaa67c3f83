"""The guards on labelled texts, and the arithmetic of what is said about them."""

import polars as pl
import pytest
from typer.testing import CliRunner

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.cli import app
from audioflan.errors import AudioFlanError
from audioflan.paraphrase.evaluation import (
    CALIBRATION,
    LOST,
    MEASURED,
    PRECISION,
    RECALL,
    TUNING,
    evaluate,
    judge,
    load_set,
    measure,
    misjudged,
    share_of,
)
from audioflan.statistics import exact, wilson

# Recall of drift, at least, and share of good texts lost, at most.
REACHED = (0.95, 0.05)


@pytest.fixture(scope="module")
def catalog():
    return Catalog.load(HOME)


@pytest.fixture(scope="module")
def measures(catalog):
    return evaluate(HOME, catalog.tasks)


@pytest.mark.parametrize("which", MEASURED)
def test_guards_refuse_drift_and_let_good_wording_pass(measures, which):
    recall, lost = share_of(measures, which, RECALL), share_of(measures, which, LOST)
    assert recall.total >= 240
    assert lost.total >= 240
    least, most = REACHED
    assert recall.share >= least, recall
    assert lost.share <= most, lost


@pytest.mark.parametrize("which", MEASURED)
def test_sums_close(measures, which):
    of_set = measures.filter(pl.col("set") == which)
    for name in (RECALL, LOST):
        rows = of_set.filter(pl.col("measure") == name)
        whole = rows.filter(pl.col("of") == "all")["count"].item()
        assert rows.filter(pl.col("of") != "all")["count"].sum() == whole
    refused = share_of(measures, which, PRECISION)
    both = share_of(measures, which, RECALL).count + share_of(measures, which, LOST).count
    assert refused.total == both


def test_counts_of_a_made_table():
    rows = [
        ("slot", "slots"), ("slot", None), ("meta", "form"), ("good", None), ("good", "form"),
    ]  # fmt: skip
    verdicts = pl.DataFrame(rows, schema={"kind": pl.String, "guard": pl.String}, orient="row")
    table = measure(verdicts, "made")
    shares = {(row["measure"], row["of"]): (row["count"], row["total"]) for row in table.to_dicts()}
    assert shares == {
        (RECALL, "all"): (2, 3),
        (RECALL, "meta"): (1, 1),
        (RECALL, "slot"): (1, 2),
        (LOST, "all"): (1, 2),
        (LOST, "form"): (1, 2),
        (PRECISION, "all"): (2, 3),
        (PRECISION, "form"): (1, 2),
        (PRECISION, "slots"): (1, 1),
    }
    assert misjudged(verdicts).rows() == [("slot", None), ("good", "form")]


def test_intervals_are_the_published_ones():
    """Newcombe (1998), table I: 81 of 263, and 0 of 20."""
    score = wilson(81, 263)
    assert (round(score.low, 4), round(score.high, 4)) == (0.2553, 0.3662)
    none = exact(0, 20)
    assert (none.low, round(none.high, 4)) == (0.0, 0.1684)
    assert str(wilson(0, 0)) == "none counted"
    assert str(wilson(1, 2)) == "1 of 2 = 50.0 % (9.5 to 90.5 %)"


def _set(tmp_path, text):
    folder = tmp_path / "templates" / "evaluation" / TUNING / "speech"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "config").symlink_to(HOME / "config")
    return tmp_path


def test_a_task_may_bring_a_file_of_its_own(tmp_path, catalog):
    entry = '{seed: s01, kind: good, text: "Please type up the words spoken here."}'
    home = _set(tmp_path, f"automatic_speech_recognition:\n  - {entry}\n")
    (found,) = load_set(home, catalog.tasks, TUNING)
    assert (found.task.id, found.seed.id, found.kind) == (
        "automatic_speech_recognition", "s01", "good",
    )  # fmt: skip
    assert judge([found])["guard"].to_list() == [None]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("speech:\n  - {seed: s01, kind: good, text: a}\n", r"mine.yaml:1: unknown task 'speech'"),
        (
            "gender_recognition:\n  - {seed: s01, kind: good, text: a}\n"
            "  - {seed: s99, kind: good, text: b}\n",
            r"mine.yaml:3: unknown seed 's99' of task gender_recognition",
        ),
        (
            "gender_recognition:\n  - {seed: s01, kind: bad, text: a}\n",
            r"mine.yaml:2: 'bad' is not allowed",
        ),
    ],
)
def test_a_slip_in_a_file_is_named_by_line(tmp_path, catalog, text, message):
    with pytest.raises(AudioFlanError, match=message):
        load_set(_set(tmp_path, text), catalog.tasks, TUNING)


def test_the_sealed_set_is_measured_and_never_shown():
    runner = CliRunner()
    measured = runner.invoke(app, ["guards", "--set", "sealed"])
    assert measured.exit_code == 0
    assert "drifted texts refused" in measured.output
    for arguments in (["--show"], ["--show", "--set", "sealed"]):
        refused = runner.invoke(app, ["guards", *arguments])
        assert isinstance(refused.exception, AudioFlanError)
        assert "stay sealed" in str(refused.exception)
    unknown = runner.invoke(app, ["guards", "--set", "other"])
    assert "there is no set 'other'" in str(unknown.exception)


def test_what_was_misjudged_of_another_set_is_shown(catalog):
    wrong = misjudged(judge(load_set(HOME, catalog.tasks, CALIBRATION)))
    shown = CliRunner().invoke(app, ["guards", "--set", CALIBRATION, "--show"]).output
    assert all(text in shown for text in wrong["text"])
