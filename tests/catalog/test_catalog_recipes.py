import pytest

from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.models import Anchors
from audioflan.catalog.plan import Plan
from audioflan.catalog.signatures import Signatures
from audioflan.errors import AudioFlanError


def recipe_of(house, **recipe):
    house.task["recipe"] = {"transform": "reverb", **recipe}
    return Catalog.load(house.write()).tasks["shout"].recipe


def test_a_recipe_has_all_clips_as_anchors_unless_told_otherwise(house):
    assert recipe_of(house).anchors == Anchors()


def test_conditions_on_anchors_are_read(house):
    anchors = {
        "require": ["speaker"],
        "where": {"language": ["en", "fr"]},
        "except": {"tags": ["noise"]},
    }
    assert recipe_of(house, anchors=anchors).anchors == Anchors(
        require=("speaker",), where={"language": ("en", "fr")}, without={"tags": ("noise",)}
    )


@pytest.mark.parametrize("wrong", [{"need": ["speaker"]}, {"require": []}, {"except": ["tags"]}])
def test_wrong_conditions_are_refused(house, wrong):
    with pytest.raises(AudioFlanError, match=r"shout\.yaml"):
        recipe_of(house, anchors=wrong)


def test_a_recipe_can_do_without_an_optional_companion(house):
    companions = {"rir": {"corpora": ["esd"], "optional": True}}
    recipe_of(house, companions=companions)
    catalog = Catalog.load(house.home)
    plan = Plan(catalog, catalog.config({"corpora": {"toy": {}}}))
    assert plan.lacking_companions(catalog.tasks["shout"]) == []
    assert [task.id for task, _ in plan.pairs] == ["shout"]


def test_a_recipe_may_be_for_some_corpora_alone(house):
    recipe_of(house, corpora=["esd"], source="composed")
    task = Catalog.load(house.home).tasks["shout"]
    assert task.recipe_for("esd") is task.recipe
    assert task.recipe_for("toy") is None
    with pytest.raises(AudioFlanError, match=r"unknown corpus 'esdd'.* did you mean 'esd'"):
        recipe_of(house, corpora=["esdd"])


def test_a_corpus_that_needs_no_recipe_needs_no_companions_either(house):
    companions = {"noise": {"corpora": ["esd"]}}
    recipe_of(house, companions=companions)
    catalog = Catalog.load(house.home)
    assert Plan(catalog, catalog.config({"corpora": {"toy": {}}})).pairs == []
    recipe_of(house, companions=companions, corpora=["esd"])
    catalog = Catalog.load(house.home)
    plan = Plan(catalog, catalog.config({"corpora": {"toy": {}}}))
    assert [task.id for task, _ in plan.pairs] == ["shout"]
    assert Signatures(plan).recipe("shout", "toy") == ""


def test_a_condition_on_anchors_makes_the_audio_anew(house):
    def signature():
        catalog = Catalog.load(house.home)
        return Signatures(Plan(catalog, catalog.config({"corpora": {"toy": {}}}))).recipe(
            "shout", "toy"
        )

    recipe_of(house)
    before = signature()
    recipe_of(house, anchors={"require": ["speaker"]})
    assert signature() != before
