from pathlib import Path

import pytest
from audiobench import SOUNDFONT, Bench
from hypothesis import settings

# Rendering and encoding take as long as the machine needs.
settings.register_profile("audio", deadline=None)
settings.load_profile("audio")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "build")


@pytest.fixture
def midi_root(tmp_path: Path) -> Path:
    """Root of the corpus "music", with a General MIDI SoundFont."""
    root = tmp_path / "build" / "corpora" / "music"
    (root / "soundfont").mkdir(parents=True)
    (root / "soundfont" / SOUNDFONT.name).symlink_to(SOUNDFONT)
    return root
