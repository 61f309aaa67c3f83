"""The paraphrase section of the configuration."""

import pytest

from audioflan.errors import AudioFlanError
from audioflan.paraphrase.settings import ParaphraseSettings


def test_absent_keys_take_their_defaults() -> None:
    assert ParaphraseSettings.of({}) == ParaphraseSettings()
    assert ParaphraseSettings.of({"source": "generate", "per_seed": 9}).per_seed == 9


def test_an_unknown_key_is_named_with_the_one_meant() -> None:
    with pytest.raises(AudioFlanError, match=r"paraphrase\.temprature") as caught:
        ParaphraseSettings.of({"temprature": 1.0})
    assert "'temperature'" in str(caught.value.remedy)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"temperature": 0.5}, False),
        ({"top_p": 0.5}, False),
        ({"max_tokens": 9}, False),
        ({"per_seed": 9}, False),
        ({"sequences": 9}, True),
        ({"target": 9}, True),
        ({"gpu_layers": 9}, True),
    ],
)
def test_only_what_changes_a_text_changes_the_digest(change: dict, same: bool) -> None:
    changed = ParaphraseSettings.of(change).sampling_digest()
    assert (changed == ParaphraseSettings().sampling_digest()) is same
