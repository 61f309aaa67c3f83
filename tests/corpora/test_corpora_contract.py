"""What every corpus owes: a complete declaration, a miniature, and a reader true to both."""

import importlib

import polars as pl
import pytest
import yaml
from polars.testing import assert_frame_equal
from tests.corpora.helpers import CORPORA, ROOT, corpus_of, miniature_ids

from audioflan.catalog.catalogue import Catalog
from audioflan.corpora import CANONICAL, index_corpus
from audioflan.corpora.columns import FOUND, conform
from audioflan.corpora.readers import reader_of

STARTER = {
    "animal_sounds",
    "asterisk_prompts",
    "guitar_strums",
    "moh_songs",
    "openmsx_rendered",
    "piano_velocity",
    "sonic_pi_samples",
}

CATALOG = Catalog.load(ROOT)
LICENCES = set(
    yaml.safe_load((ROOT / "workflow/audioflan/catalog/licences.yaml").read_text(encoding="utf-8"))
)

every_declaration = pytest.mark.parametrize(
    "corpus_id", sorted(path.stem for path in CORPORA.glob("*.yaml"))
)
every_corpus = pytest.mark.parametrize("corpus_id", miniature_ids())


def test_every_starter_corpus_has_a_miniature():
    assert set(miniature_ids()) >= STARTER


def test_every_corpus_of_the_paper_is_declared():
    assert sorted({*CATALOG.paper.corpora, *CATALOG.paper.companions} - set(CATALOG.corpora)) == []


def test_every_declared_corpus_has_a_miniature():
    assert sorted(set(CATALOG.corpora) - set(miniature_ids())) == []


@every_declaration
def test_a_declaration_is_complete(corpus_id):
    corpus = corpus_of(corpus_id)
    assert corpus.homepage.startswith("http")
    assert len(corpus.citation) > 10
    assert _known(corpus.licence.spdx)
    assert corpus.counts.get("items", 0) > 0
    assert corpus.languages or corpus.domain != "speech"
    assert corpus.paper == (corpus_id in CATALOG.paper.corpora)
    for source in corpus.sources:
        assert source.kind != "https" or all("://" in url for url in source.fields["urls"])


@every_corpus
def test_every_clip_has_a_licence_that_is_known(corpus_id, indexed):
    manifest, _ = indexed(corpus_id)
    assert [name for name in manifest["licence"].unique() if not _known(name)] == []


@every_corpus
def test_a_reader_is_pure(corpus_id, miniature):
    root, corpus = miniature(corpus_id), corpus_of(corpus_id)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    first = reader_of(corpus_id)(root, corpus.options)
    second = reader_of(corpus_id)(root, corpus.options)
    assert_frame_equal(first, second)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@every_corpus
def test_a_reader_names_every_item_and_fits_the_columns(corpus_id, miniature):
    corpus = corpus_of(corpus_id)
    found = conform(reader_of(corpus_id)(miniature(corpus_id), corpus.options))
    assert found.schema == pl.Schema(FOUND)
    assert found["item"].null_count() == 0


@every_corpus
def test_a_manifest_is_typed_sorted_and_has_ids_fit_for_records(corpus_id, indexed):
    corpus = corpus_of(corpus_id)
    manifest, _ = indexed(corpus_id)
    assert manifest.schema == pl.Schema(CANONICAL)
    ids = manifest["audio_id"]
    assert ids.is_sorted()
    assert ids.is_unique().all()
    assert ids.str.contains(rf"^{corpus.number:02d}_{corpus.name}_[A-Za-z0-9_-]+$").all()


@every_corpus
def test_every_clip_has_a_path_a_split_a_group_and_a_licence(corpus_id, indexed):
    manifest, _ = indexed(corpus_id)
    assert manifest.height > 0
    for name in ("path", "start", "split", "group", "licence"):
        assert manifest[name].null_count() == 0, name
    assert set(manifest["split"]) <= {"train", "dev", "test"}


@every_corpus
def test_what_was_found_is_in_the_manifest_or_among_the_rejects(corpus_id, miniature, indexed):
    found = reader_of(corpus_id)(miniature(corpus_id), corpus_of(corpus_id).options)
    manifest, rejects = indexed(corpus_id)
    assert found.height == manifest.height + rejects.height
    assert rejects["reason"].null_count() == 0


@every_corpus
def test_paths_are_relative_to_the_root_and_lead_to_files(corpus_id, miniature, indexed):
    root = miniature(corpus_id)
    for path in indexed(corpus_id)[0]["path"].unique():
        assert (root / path).is_file(), path


@every_corpus
def test_the_same_tree_elsewhere_gives_the_same_manifest(corpus_id, miniature, tmp_path):
    importlib.import_module(f"tests.miniatures.{corpus_id}").build(tmp_path)
    here = index_corpus(corpus_of(corpus_id), tmp_path)
    there = index_corpus(corpus_of(corpus_id), miniature(corpus_id))
    assert_frame_equal(here[0], there[0])
    assert_frame_equal(here[1], there[1])


@every_corpus
def test_a_corpus_may_lie_behind_a_link(corpus_id, miniature, indexed, tmp_path):
    (tmp_path / "linked").symlink_to(miniature(corpus_id))
    linked = index_corpus(corpus_of(corpus_id), tmp_path)
    manifest, rejects = indexed(corpus_id)
    assert linked[0]["audio_id"].to_list() == manifest["audio_id"].to_list()
    assert linked[1]["reason"].sort().to_list() == rejects["reason"].sort().to_list()


def _known(licence: str) -> bool:
    return licence in LICENCES or licence.startswith("LicenseRef-")
