"""Our readers beside mirdata's loaders: the same trees, the same labels, every difference named.

MedleyDB is not compared: what mirdata reads of it are the pitches of other releases, what we read
are stems and the spans in which they carry the melody.
"""

import pytest
from tests.peers.cases_mirdata import CASES
from tests.peers.cases_saraga import windows
from tests.peers.compare import differences, prepared
from tests.peers.labels import labelled


@pytest.mark.parametrize("case", CASES, ids=str)
def test_our_clips_are_those_of_mirdata_but_for_what_is_explained(case, peer, copy_of, indexed):
    theirs = peer("mirdata", case.recipe, prepared(case, copy_of(case.corpus)), **case.options)
    if case.corpus == "compmusic":
        theirs = windows(theirs)
    ours = labelled(case, indexed(case.corpus)[0])
    assert differences(ours, theirs, case) == set(case.known)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_difference_says_why(case):
    assert all(difference.why for difference in case.known)
