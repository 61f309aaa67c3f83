"""The paraphrase section of the configuration."""

import dataclasses
import json
from pathlib import Path

import pytest

from audioflan.errors import AudioFlanError
from audioflan.paraphrase.settings import ParaphraseSettings

SCHEMA = Path(__file__).resolve().parents[2] / "config" / "schemas" / "config.schema.json"


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


@pytest.mark.parametrize(
    ("kv", "gpu_layers", "unified"),
    [
        ("auto", 0, False),
        ("auto", -1, True),
        ("auto", 12, True),
        ("split", -1, False),
        ("unified", 0, True),
    ],
)
def test_texts_share_memory_on_a_gpu_unless_told_otherwise(
    kv: str, gpu_layers: int, unified: bool
) -> None:
    assert ParaphraseSettings(kv=kv, gpu_layers=gpu_layers).unified is unified


def test_what_the_schema_allows_is_what_the_settings_know() -> None:
    known = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]["paraphrase"]["properties"]
    assert set(known) == {field.name for field in dataclasses.fields(ParaphraseSettings)}
    assert ParaphraseSettings().kv in known["kv"]["enum"]
