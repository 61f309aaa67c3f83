"""Tasks and corpora that a configuration keeps out of training."""

from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.plan import Plan
from audioflan.catalog.signatures import Signatures


def plan_of(house, **config):
    catalog = Catalog.load(house.write())
    return Plan(catalog, catalog.config({"corpora": {"toy": {}}, **config}))


def test_tasks_and_corpora_are_held_out_by_name(house):
    def heldout(**unseen):
        return plan_of(house, unseen=unseen).config.heldout("shout", "toy")

    assert heldout() == "none"
    assert heldout(corpora=["toy"]) == "corpus"
    assert heldout(tasks=["shout"], corpora=["toy"]) == "task"


def test_what_is_held_out_makes_instances_and_records_anew_but_no_audio(house):
    def signed(**config):
        found = Signatures(plan_of(house, **config))
        pair = ("shout", "toy")
        return found.instances(*pair), found.records(*pair), found.recipe(*pair), found.index("toy")

    before, after = signed(), signed(unseen={"corpora": ["toy"]})
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert before[2:] == after[2:]
