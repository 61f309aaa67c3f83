"""Every task-corpus pair, from the corpus's own bytes to its shards."""

import hashlib
import io
from collections.abc import Iterator

import pytest
import soundfile
from tests.golden.goldens import golden_lines
from tests.golden.product import Product
from tests.golden.workshop import Workshop

from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.licences import most_restrictive
from audioflan.catalog.models import Corpus, Task

CATALOG = Catalog.load()
PAIRS = sorted(CATALOG.pairs(), key=lambda pair: (pair[1].id, pair[0].id))


def marked() -> Iterator[object]:
    """The pairs; those of a corpus go to one worker, which builds the corpus once."""
    for task, corpus in PAIRS:
        group = pytest.mark.xdist_group(f"golden {corpus.id}")
        yield pytest.param(task, corpus, id=f"{corpus.id}-{task.id}", marks=group)


every_pair = pytest.mark.parametrize(("task", "corpus"), list(marked()))


def test_all_pairs_of_the_paper_are_among_them() -> None:
    assert len(CATALOG.paper.pairs) == 174
    assert set(CATALOG.paper.pairs) <= {(task.id, corpus.id) for task, corpus in PAIRS}


@every_pair
def test_a_pair_builds_right_records(workshop: Workshop, task: Task, corpus: Corpus) -> None:
    product = workshop.pair(task, corpus)
    assert product.lines, product.refused.rows()
    _check_sums(product)
    _check_place(product)
    _check_audio(product)
    _check_splits(product)
    mine = f'"corpus":"{corpus.id}"'.encode()
    assert {line for line in golden_lines(task) if mine in line} <= set(product.lines)


def _check_sums(product: Product) -> None:
    for step in product.steps:
        assert step.entered == step.left + step.refused, step
    checks = [step for step in product.steps if step.stage in ("render", "validate")]
    assert [step.refused for step in checks] == [0, 0]
    assert product.answered == set(product.manifest["audio_id"])


def _check_place(product: Product) -> None:
    row = CATALOG.paper.tasks[product.task.id]
    recipe = product.task.recipe_for(product.corpus.id)
    marks = [recipe.source] if recipe and recipe.source else []
    for record in product.records:
        assert record["task_type"] == {
            "major": [row["major"]],
            "minor": [row["minor"]],
            "U/G": [row["direction"]],
            "unseen": False,
        }
        assert record["domain"] == row["domain"]
        assert record["source"] == [*product.corpus.source, *marks]


def _check_audio(product: Product) -> None:
    named = {audio_id for _, audio_id in product.spans()}
    assert named
    for audio_id in named:
        facts = product.store.facts(audio_id)
        assert audio_id.startswith(product.corpus.audio_id(""))
        pcm, rate = soundfile.read(io.BytesIO(product.store.content(audio_id)), dtype="int16")
        assert (len(pcm), rate) == (facts["frames"], facts["sample_rate"])
        assert facts["duration"] == pytest.approx(len(pcm) / rate)
        assert hashlib.sha256(pcm.tobytes()).hexdigest() == facts["sha256"]
    for record, audio_id in product.spans():
        stated = record["other"]["licence"]
        assert most_restrictive([stated, product.store.facts(audio_id)["licence"]]) == stated


def _check_splits(product: Product) -> None:
    """The split of a record is that of every clip it is made of."""
    splits = dict(product.manifest.select("audio_id", "split").rows())
    for record, audio_id in product.spans():
        facts = product.store.facts(audio_id)
        assert [splits[facts["anchor"]]] == record["split"]
        own = [parent for parent in facts["parents"] if parent in splits]
        assert {splits[parent] for parent in own} <= set(record["split"])
