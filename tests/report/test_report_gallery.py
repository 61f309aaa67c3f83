"""The committed gallery: every picture is there, small, and shown."""

import re
from pathlib import Path

from audioflan.catalog.catalogue import HOME, Catalog

PAGE = HOME / "docs" / "gallery.md"
PICTURES = HOME / "docs" / "gallery"


def shown(page: Path) -> list[str]:
    return re.findall(r"!\[[^\]]*\]\(gallery/([^)]+)\)", page.read_text(encoding="utf-8"))


def test_pages_and_pictures_belong_together():
    assert sorted(shown(PAGE)) == sorted(path.name for path in PICTURES.iterdir())


def test_the_pictures_are_small():
    sizes = [path.stat().st_size for path in PICTURES.iterdir()]
    assert max(sizes) <= 12_000
    assert sum(sizes) < 1_500_000


def test_at_least_thirty_tasks_of_the_catalogue_are_shown_with_licence_and_source():
    tasks = Catalog.load(HOME).tasks
    text = PAGE.read_text(encoding="utf-8")
    entries = re.split(r"^### ", text, flags=re.M)[1:]
    named = [re.search(r"`(\w+)/(\w+)`", entry) for entry in entries]
    assert all(name and tasks[name[2]].domain == name[1] for name in named)
    assert len({name[2] for name in named}) == len(entries) >= 30
    for entry in entries:
        assert re.search(r"^Licence of the recordings: \S.*\[.+\]\(https?://\S+\): ", entry, re.M)
