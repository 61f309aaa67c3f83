import pytest

from audioflan import code_version as module

FILES = {
    "__init__.py": "",
    "errors.py": "X = 1\n",
    "rooms/__init__.py": "",
    "rooms/hall.py": "from ..errors import X\nfrom audioflan.rooms import attic\n",
    "rooms/attic.py": "import json\n",
    "rooms/cellar.py": "",
}


@pytest.fixture
def package(tmp_path, monkeypatch):
    for name, text in FILES.items():
        path = tmp_path / "audioflan" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(module, "SOURCE_ROOT", tmp_path)
    module._imports.cache_clear()
    yield tmp_path / "audioflan"
    module._imports.cache_clear()


@pytest.mark.parametrize("edited", ["rooms/hall.py", "rooms/attic.py", "errors.py"])
def test_an_edit_of_the_module_or_its_imports_changes_the_version(package, edited):
    before = module.code_version("audioflan.rooms.hall")
    (package / edited).write_text(FILES[edited] + "# edited\n")
    assert module.code_version("audioflan.rooms.hall") != before


def test_an_edit_of_a_neighbour_does_not(package):
    before = module.code_version("audioflan.rooms.hall")
    (package / "rooms/cellar.py").write_text("Y = 2\n")
    assert module.code_version("audioflan.rooms.hall") == before


def test_a_missing_module_is_an_error(package):
    with pytest.raises(FileNotFoundError):
        module.code_version("audioflan.rooms.garage")
