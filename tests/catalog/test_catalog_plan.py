from pathlib import Path

import pytest
import yaml

from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.layout import Layout, frames, rejects
from audioflan.catalog.plan import Plan
from audioflan.catalog.signatures import Signatures
from audioflan.errors import AudioFlanError


def plan_of(house, **config):
    catalog = Catalog.load(house.write())
    return Plan(catalog, catalog.config({"corpora": {"toy": {}}, **config}))


def test_units_are_known_from_the_catalogue_alone(house):
    house.corpus["parts"] = 3
    assert [unit.names for unit in plan_of(house).units] == [
        ("speech", "shout", "toy", part) for part in range(3)
    ]


def test_the_config_may_set_parts(house):
    assert len(plan_of(house, corpora={"toy": {"parts": 5}}).units) == 5


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"corpora": {"toi": {}}}, "unknown corpus 'toi'"),
        ({"tasks": ["shuot"]}, "unknown task 'shuot'"),
        ({"limits": {"tasks": {"shuot": 3}}}, "did you mean 'shout'?"),
        ({"unseen": {"tasks": ["shuot"]}}, "unknown task"),
        ({"splits": {"train": 0.5, "dev": 0.1, "test": 0.1}}, "sum to 0.7"),
        ({"audio": {"stoer": "pack"}}, "did you mean 'store'?"),
        ({"audio": {"store": "tar"}}, "Allowed: pack, reference."),
        ({"corpora": "everything"}, "corpora"),
        ({"asserts": {"label_entropie": "off"}}, "did you mean 'label_entropy'?"),
        ({"asserts": {"label_entropy": "of"}}, "Allowed: fail, warn, off"),
    ],
)
def test_a_wrong_config_stops_before_any_job(house, config, message):
    with pytest.raises(AudioFlanError) as caught:
        plan_of(house, **config)
    assert message in str(caught.value)


def test_a_wrong_config_file_is_named_with_its_line(house, tmp_path):
    catalog = Catalog.load(house.write())
    path = tmp_path / "my config.yaml"
    path.write_text(yaml.safe_dump({"build": "b", "corpora": {"toy": {}, "toi": {}}}))
    with pytest.raises(AudioFlanError, match=r"my config\.yaml:3: unknown corpus 'toi'"):
        catalog.read_config(path)


def test_a_manual_corpus_is_skipped_with_the_step_that_adds_it(house, tmp_path):
    source = {"kind": "manual", "url": "https://example.org/form", "filename": "toy.zip"}
    house.corpus["sources"] = [{**source, "steps": "Fill in the form"}]
    plan = plan_of(house, archives=str(tmp_path / "archives"))
    assert plan.units == []
    assert "Fill in the form (https://example.org/form)" in plan.skipped["toy"]
    (tmp_path / "archives" / "toy").mkdir(parents=True)
    (tmp_path / "archives" / "toy" / "toy.zip").touch()
    assert plan_of(house, archives=str(tmp_path / "archives")).skipped == {}
    assert plan_of(house, corpora={"toy": {"root": "/data/toy"}}).skipped == {}


def test_a_recipe_without_its_companions_is_not_planned(house):
    house.task["recipe"] = {
        "transform": "additive_noise",
        "companions": {"noise": {"corpora": ["esd"]}},
    }
    plan = plan_of(house)
    assert plan.units == []
    assert plan.lacking_companions(plan.catalog.tasks["shout"]) == ["noise"]


def test_limits_go_from_pair_to_task_to_default(house):
    limits = {"default": 1, "tasks": {"shout": 2}, "pairs": {"shout/toy": None}}
    config = plan_of(house, limits=limits).config
    assert config.limit("shout", "toy") is None
    assert config.limit("shout", "other") == 2
    assert config.limit("other", "toy") == 1


def test_a_bare_off_switches_an_assert_off(house):
    config = plan_of(house, asserts={"label_entropy": False, "id_prefix": "warn"}).config
    assert config.asserts == {"label_entropy": "off", "id_prefix": "warn"}


def test_paths_of_a_build():
    layout = Layout(Path("b"), Path("s"), Path("a"))
    assert layout.shard("music", "t", "c", "dev", 0) == "s/music/t/c.dev.0.jsonl.zst"
    assert frames("s/c.dev.0.jsonl.zst") == "s/c.dev.0.frames.json"
    assert rejects("b/c.0.parquet") == "b/c.0.rejects.parquet"
    assert rejects("b/c.0.json") == "b/c.0.rejects.jsonl"


class TestSignatures:
    """An edit changes the signature of the stages that read it, and of no other."""

    STAGES = ("sources", "index", "instances", "asserts", "pool", "records")

    def signed(self, house):
        signatures = Signatures(plan_of(house))
        arguments = {"pool": ["shout"], "asserts": ["shout"], "sources": ["toy"], "index": ["toy"]}
        return {
            stage: getattr(signatures, stage)(*arguments.get(stage, ["shout", "toy"]))
            for stage in self.STAGES
        }

    def changed(self, house, edit):
        before = self.signed(house)
        edit(house)
        after = self.signed(house)
        return [stage for stage in self.STAGES if before[stage] != after[stage]]

    def test_a_seed(self, house):
        def edit(house):
            house.task["seeds"][0]["text"] = "Now shout in {language}."

        assert self.changed(house, edit) == ["pool", "records"]

    def test_a_lead_in(self, house):
        assert self.changed(house, lambda h: h.task.update(lead_ins=["", "So: "])) == ["records"]

    def test_a_builder_parameter(self, house):
        assert self.changed(house, lambda h: h.task.update(params={"a": 1})) == [
            "instances",
            "asserts",
        ]

    def test_an_answer(self, house):
        assert self.changed(house, lambda h: h.task.update(answer="sequence")) == ["asserts"]

    def test_a_reader_option(self, house):
        assert self.changed(house, lambda h: h.corpus.update(options={"a": 1})) == ["index"]

    def test_a_source(self, house):
        def edit(house):
            house.corpus["sources"][0]["path"] = "/data/toy2"

        assert self.changed(house, edit) == ["sources"]

    def test_a_comment_or_an_example(self, house):
        def edit(house):
            house.task["examples"] *= 2

        assert self.changed(house, edit) == []
