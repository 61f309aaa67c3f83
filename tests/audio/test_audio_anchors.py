"""Which clips a recipe is applied to."""

import pytest
from audiobench import Bench, reasons, tone

from audioflan.audio import PreparedCorpus
from audioflan.audio.recipes import NO_ANCHOR
from audioflan.catalog.models import Anchors
from audioflan.errors import AudioFlanError

GAP = {"duration": [0.2, 0.3]}


def corpus(bench: Bench) -> PreparedCorpus:
    rows = [
        {"tags": ["speech"], "speaker": "amy", "language": "en"},
        {"tags": ["noise", "rain"]},
        {"tags": None, "speaker": "bob", "language": "fr"},
        {"tags": []},
    ]
    clips = [{"audio_id": f"01_X_{n}", "path": f"{n}.wav", **row} for n, row in enumerate(rows)]
    return bench.corpus("x", clips, {f"{n}.wav": tone(200, 1.0, 8000) for n in range(4)})


@pytest.mark.parametrize(
    ("anchors", "kept"),
    [
        (Anchors(), "0123"),
        (Anchors(require=("speaker",)), "02"),
        (Anchors(require=("tags",)), "01"),
        (Anchors(where={"tags": ("speech", "music")}), "0"),
        (Anchors(where={"language": ("fr", "it")}), "2"),
        (Anchors(without={"tags": ("noise", "rir")}), "023"),
        (Anchors(without={"language": ("en",)}), "123"),
        (Anchors(require=("speaker",), without={"tags": ("speech",)}), "2"),
    ],
)
def test_clips_that_do_not_meet_the_conditions_are_rejects(
    bench: Bench, anchors: Anchors, kept: str
) -> None:
    out = bench.recipe("gap", GAP, corpus(bench), anchors=anchors)
    assert bench.store(out.index).ids == [f"01_X_{n}-task" for n in kept]
    assert reasons(out) == {f"01_X_{n}": NO_ANCHOR for n in "0123" if n not in kept}


def test_a_limit_counts_anchors_alone(bench: Bench) -> None:
    anchors = Anchors(without={"tags": ("noise",)})
    out = bench.recipe("gap", GAP, corpus(bench), anchors=anchors, limit=2)
    assert len(bench.store(out.index).ids) == 2
    assert sorted(reasons(out).values()) == [NO_ANCHOR, "over the limit of 2"]


def test_what_is_no_anchor_is_not_mixed_in_as_one_of_the_corpus(bench: Bench) -> None:
    params = {"level_db": [0, 0], "reference": 0.1}
    anchors = Anchors(where={"language": ("en",)})
    out = bench.recipe("speech_mixture", params, corpus(bench), anchors=anchors)
    assert reasons(out)["01_X_0"] == "its split offers no clip of another kind as 'other'"


@pytest.mark.parametrize(
    "anchors", [Anchors(require=("colour",)), Anchors(without={"colour": ("white",)})]
)
def test_a_condition_on_an_unknown_column_is_an_error(bench: Bench, anchors: Anchors) -> None:
    with pytest.raises(AudioFlanError, match="anchor condition on 'colour'"):
        bench.recipe("gap", GAP, corpus(bench), anchors=anchors)
