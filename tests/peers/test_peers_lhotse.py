"""Our readers beside lhotse's recipes: the same trees, the same clips, every difference named."""

import pytest
from tests.peers import (
    cases_lhotse_chinese,
    cases_lhotse_english,
    cases_lhotse_libri,
    cases_lhotse_others,
)
from tests.peers.compare import clips, differences, prepared

CASES = [
    *cases_lhotse_chinese.CASES,
    *cases_lhotse_english.CASES,
    *cases_lhotse_libri.CASES,
    *cases_lhotse_others.CASES,
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_our_clips_are_those_of_lhotse_but_for_what_is_explained(case, peer, copy_of, indexed):
    theirs = peer("lhotse", case.recipe, prepared(case, copy_of(case.corpus)), **case.options)
    ours = clips(indexed(case.corpus)[0], case.corpus)
    assert differences(ours, theirs, case) == set(case.known)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_difference_says_why(case):
    assert all(part.why for part in (*case.known, *case.spared))
