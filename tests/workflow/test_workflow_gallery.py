"""The gallery of a finished build."""

import re

import pytest

pytestmark = pytest.mark.slow


def test_a_build_draws_a_gallery(built):
    built.run("gallery")
    folder = built.folder / "build/report/gallery"
    text = (folder / "gallery.md").read_text(encoding="utf-8")
    for task in ("speech/denoising", "music/pitch_classification", "audio/sound_event_recognition"):
        assert f"`{task}`" in text
    assert "Alexander Holm, Salamander Grand Piano" in text
    assert sorted(re.findall(r"\(gallery/([^)]+)\)", text)) == sorted(
        path.name for path in (folder / "gallery").iterdir()
    )
    assert str(built.folder) not in text
