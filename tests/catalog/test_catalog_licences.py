import pytest

from audioflan.catalog.licences import most_restrictive


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["CC0-1.0", "CC-BY-4.0"], "CC-BY-4.0"),
        (["CC-BY-SA-3.0", "CC-BY-4.0"], "CC-BY-SA-3.0"),
        (["CC-BY-SA-4.0", "CC-BY-NC-4.0"], "CC-BY-NC-4.0"),
        (["CC-BY-NC-ND-4.0", "CC-BY-NC-SA-4.0"], "CC-BY-NC-ND-4.0"),
        (["CC0-1.0", "LicenseRef-never-read"], "LicenseRef-never-read"),
        (["CC0-1.0", None], "LicenseRef-unknown"),
    ],
)
def test_the_strictest_licence_wins_in_any_order(given, expected):
    assert most_restrictive(given) == most_restrictive(given[::-1]) == expected


def test_no_licence_at_all_is_an_error():
    with pytest.raises(ValueError, match="no licence"):
        most_restrictive([])
