"""What a person must do before a source can be fetched."""

from pathlib import Path

import pytest

from audioflan.catalog.access import step_before
from audioflan.catalog.models import Source

MANUAL = Source(
    "manual", {"url": "https://example.org", "filename": "a.zip", "steps": "sign the form"}
)
GATED = Source("hub", {"repo": "ringers/bells", "files": ["*"], "gated": True})
MDC = Source("mdc", {"dataset": "voice-gsw", "filename": "a.tar.gz"})


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_TOKEN", "MDC_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "source",
    [
        Source("https", {"urls": ["https://example.org/a.zip"]}),
        Source("apt", {"package": "bells"}),
        Source("hub", {"repo": "ringers/bells", "files": ["*"]}),
    ],
)
def test_open_sources_need_nothing(source: Source, tmp_path: Path) -> None:
    assert step_before(source, tmp_path) is None


@pytest.mark.parametrize(
    ("source", "step"),
    [
        (MANUAL, "sign the form (https://example.org), then place the file at {}/a.zip"),
        (GATED, "accept the terms of ringers/bells and set HF_TOKEN"),
        (MDC, "accept the terms of dataset voice-gsw and set MDC_API_KEY"),
    ],
)
def test_closed_sources_name_the_step(source: Source, step: str, tmp_path: Path) -> None:
    assert step_before(source, tmp_path) == step.format(tmp_path)


@pytest.mark.parametrize(("source", "name"), [(GATED, "HF_TOKEN"), (MDC, "MDC_API_KEY")])
def test_a_key_opens_them(
    source: Source, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "x")
    assert step_before(source, tmp_path) is None


@pytest.mark.parametrize(
    ("source", "name"), [(MANUAL, "a.zip"), (GATED, "ringers--bells"), (MDC, "a.tar.gz")]
)
def test_what_is_in_the_archive_folder_needs_nothing(
    source: Source, name: str, tmp_path: Path
) -> None:
    (tmp_path / name).mkdir()
    assert step_before(source, tmp_path) is None
