import pytest

from audioflan import code_version as module

FILES = {
    "__init__.py": "",
    "errors.py": "X = 1\n",
    "rooms/__init__.py": "",
    "rooms/hall.py": "from ..errors import X\nfrom audioflan.rooms import attic\n",
    "rooms/attic.py": "import json\nTABLE = 'names.yaml'\n",
    "rooms/names.yaml": "a: 1\n",
    "rooms/others.yaml": "b: 1\n",
    "rooms/cellar.py": "",
}


@pytest.fixture
def package(tmp_path, monkeypatch):
    for name, text in FILES.items():
        path = tmp_path / "audioflan" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(module, "SOURCE_ROOT", tmp_path)
    clear()
    yield tmp_path / "audioflan"
    clear()


def version():
    """The version as a process started now would see it."""
    clear()
    return module.code_version("audioflan.rooms.hall")


def clear():
    for cached in (module.code_version, module._nodes, module._data_files, module._imports):
        cached.cache_clear()


@pytest.mark.parametrize(
    "edited", ["rooms/hall.py", "rooms/attic.py", "errors.py", "rooms/names.yaml"]
)
def test_an_edit_of_the_module_its_imports_or_their_data_changes_the_version(package, edited):
    before = version()
    (package / edited).write_text(FILES[edited] + "# edited\n")
    assert version() != before


@pytest.mark.parametrize("edited", ["rooms/cellar.py", "rooms/others.yaml"])
def test_an_edit_of_a_neighbour_does_not(package, edited):
    before = version()
    (package / edited).write_text("Y: 2\n")
    assert version() == before


def test_a_missing_module_is_an_error(package):
    with pytest.raises(FileNotFoundError):
        module.code_version("audioflan.rooms.garage")
