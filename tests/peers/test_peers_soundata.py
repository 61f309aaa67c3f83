"""Our readers beside soundata's loaders: the same labels, every difference named."""

import pytest
from tests.corpora.helpers import corpus_of
from tests.peers.cases_soundata import CASES
from tests.peers.cases_tau import TAU_2022, build_pieces
from tests.peers.compare import differences, prepared
from tests.peers.labels import labelled

from audioflan.corpora import index_corpus


@pytest.mark.parametrize("case", CASES, ids=str)
def test_our_clips_are_those_of_soundata_but_for_what_is_explained(case, peer, copy_of, indexed):
    theirs = peer("soundata", case.recipe, prepared(case, copy_of(case.corpus)), **case.options)
    ours = labelled(case, indexed(case.corpus)[0])
    assert differences(ours, theirs, case) == set(case.known)


def test_pieces_of_a_second_are_those_of_soundata(peer, tmp_path):
    build_pieces(tmp_path)
    ours = labelled(TAU_2022, index_corpus(corpus_of(TAU_2022.corpus), tmp_path)[0])
    folder = prepared(TAU_2022, tmp_path)
    theirs = peer("soundata", TAU_2022.recipe, folder, **TAU_2022.options)
    assert len(ours) == 3
    assert differences(ours, theirs, TAU_2022) == set()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_difference_says_why(case):
    assert all(difference.why for difference in case.known)
