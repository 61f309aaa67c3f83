"""Families: corpora cut from one parent agree on their splits, clip by clip."""

import itertools

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of, miniature_ids

from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.models import SPLITS, Origin
from audioflan.catalog.plan import Plan
from audioflan.catalog.signatures import Signatures
from audioflan.corpora import CANONICAL
from audioflan.corpora.families import align_splits, origins

KEYED = [name for name in miniature_ids() if corpus_of(name).families]
KEYS = {
    "youtube": r"^[A-Za-z0-9_-]{11}$",
    "freesound": r"^\d+$",
    "librivox": r"^\d+$",
    "common_voice": r"^common_voice_[A-Za-z-]+_\d+$",
    "medleydb": r"^[A-Za-z0-9]+$",
}


@pytest.mark.parametrize("corpus_id", KEYED)
def test_every_member_names_itsorigins(corpus_id, indexed):
    manifest, _ = indexed(corpus_id)
    corpus = corpus_of(corpus_id)
    found = origins(corpus, manifest.lazy()).collect()["origin"].str.split_exact(":", 1).struct
    families, keys = found[0].unique().sort(), found[1]
    assert families.to_list() == sorted(corpus.families)
    for family, key in zip(found[0], keys, strict=True):
        assert pl.Series([key]).str.contains(KEYS[family]).all(), (family, key)


@pytest.fixture
def member(tmp_path):
    """A corpus and its manifest: origin -> splits of its clips."""

    def write(corpus_id, **origins):
        clips = [
            (origin.strip("_"), split) for origin, splits in origins.items() for split in splits
        ]
        rows = [
            {"audio_id": f"{corpus_id}_{number}", "group": key, "split": split}
            for number, (key, split) in enumerate(clips)
        ]
        path = tmp_path / f"{corpus_id}.parquet"
        pl.DataFrame(rows, schema=CANONICAL).write_parquet(path)
        return corpus_of(corpus_id), path

    return write


def splits_of(own, *relatives):
    corpus, path = own
    aligned = align_splits(corpus, path, relatives)
    before = pl.read_parquet(path)
    assert aligned.drop("split").equals(before.drop("split"))
    return aligned["split"].to_list()


def test_what_one_official_split_withholds_no_other_trains_on(member):
    fsd50k = member("fsd50k", _1=["train"], _2=["test"], _3=["train"], _4=["dev"])
    clotho = member("clotho", _1=["test"], _2=["train"], _5=["train"], _4=["train"])
    assert splits_of(fsd50k, clotho) == ["test", "test", "train", "dev"]
    assert splits_of(clotho, fsd50k) == ["test", "test", "train", "dev"]


def test_official_splits_outrank_drawn_ones(member):
    official = member("fsd50k", _1=["train"], _2=["dev"])
    drawn = member("freesound_loop_dataset")
    drawn = (drawn[0], drawn[1])
    rows = [
        {"audio_id": f"69_Loops_{key}_amy", "group": "amy", "split": split}
        for key, split in ((1, "test"), (2, "train"), (3, "test"))
    ]
    pl.DataFrame(rows, schema=CANONICAL).write_parquet(drawn[1])
    assert splits_of(drawn, official) == ["train", "dev", "test"]
    assert splits_of(official, drawn) == ["train", "dev"]


def test_a_corpus_that_divides_an_origin_has_no_say_in_it_but_obeys(member):
    divided = member("esc50", _1=["train", "test"], _2=["train", "test"])
    whole = member("fsd50k", _1=["train"], _3=["train"])
    assert splits_of(whole, divided) == ["train", "train"]
    assert splits_of(divided, whole) == ["train", "train", "train", "test"]


def test_all_members_agree_in_any_order(member):
    choices = itertools.product(SPLITS, repeat=3)
    columns = {f"_{number}": [row] for number, row in enumerate(choices)}
    members = [
        member(name, **{key: [row[0][at]] for key, row in columns.items()})
        for at, name in enumerate(("fsd50k", "clotho", "urbansound8k"))
    ]
    found = [
        splits_of(one, *(other for other in order if other is not one))
        for one in members
        for order in (members, members[::-1])
    ]
    assert all(splits == found[0] for splits in found)
    assert found[0][0] == "train"
    assert set(found[0]) == set(SPLITS)


def test_corpora_of_other_families_change_nothing(member):
    fsd50k, audioset = member("fsd50k", _1=["train"]), member("audioset", _1=["test"])
    assert splits_of(fsd50k, audioset) == ["train"]


def plan_of(tmp_path, *names):
    corpora = {name: {"root": str(tmp_path)} for name in names}
    catalog = Catalog.load()
    return Plan(catalog, catalog.config({"corpora": corpora}))


def test_relatives_are_the_built_members_of_the_family(tmp_path):
    plan = plan_of(tmp_path, "clotho", "fsd50k", "wavcaps", "audiocaps", "vctk")
    found = {
        name: [other.id for other in plan.relatives(plan.catalog.corpora[name])]
        for name in ("clotho", "wavcaps", "audiocaps", "vctk")
    }
    assert found["vctk"] == []
    assert found["audiocaps"] == ["wavcaps"]
    assert found["clotho"] == ["fsd50k", "wavcaps"]
    assert found["wavcaps"] == ["audiocaps", "clotho", "fsd50k"]


def test_a_new_relative_decides_anew_but_a_stranger_does_not(tmp_path):
    def signature(*others):
        return Signatures(plan_of(tmp_path, "clotho", *others)).families("clotho")

    assert signature("fsd50k") != signature("fsd50k", "wavcaps")
    assert signature("fsd50k") == signature("fsd50k", "vctk")


def test_keys_are_read_from_the_declaration():
    families = corpus_of("clotho").families
    assert families == {"freesound": Origin("group", r"^(\d+)$")}
    assert corpus_of("musan").families == {}
