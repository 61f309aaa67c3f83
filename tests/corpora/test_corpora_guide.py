"""docs/add-a-corpus.md, done to the letter in a copy of the project."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.corpora.helpers import ROOT

from audioflan.catalog.accounts import corpora_page
from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.plan import Plan

GUIDE = ROOT / "docs" / "add-a-corpus.md"
FILE = re.compile(r"^```(?:yaml|python)\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIED = ("config", "templates", "workflow", "tests", "Snakefile", "pyproject.toml", "docs")
CHECKS = ("contract", "columns", "served")


def files() -> dict[str, str]:
    """Path -> content of the guide's code blocks that name a file."""
    return dict(FILE.findall(GUIDE.read_text(encoding="utf-8")))


def test_the_guide_holds_every_file_of_a_corpus():
    assert list(files()) == [
        "config/corpora/door_bells.yaml",
        "workflow/audioflan/corpora/door_bells.py",
        "tests/miniatures/door_bells.py",
        "tests/corpora/test_corpus_door_bells.py",
    ]


@pytest.mark.slow
def test_its_corpus_passes_every_check(tmp_path: Path):
    for name in COPIED:
        source, ignored = ROOT / name, shutil.ignore_patterns("__pycache__", "*.egg-info")
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(source, tmp_path)
    for name, content in files().items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    modules = [f"tests/corpora/test_corpora_{name}.py" for name in CHECKS]
    command = [sys.executable, "-m", "pytest", "-q", "-k", "door_bells", "-p", "no:cacheprovider"]
    ended = subprocess.run(
        [*command, *modules, "tests/corpora/test_corpus_door_bells.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert re.search(r"\b1[0-9] passed", ended.stdout), ended.stdout


def test_the_list_of_corpora_is_up_to_date():
    catalog = Catalog.load(ROOT)
    plan = Plan(catalog, catalog.read_config(ROOT / "config/config.yaml"))
    page = (ROOT / "docs" / "corpora.md").read_text(encoding="utf-8")
    assert page == corpora_page(plan), "run: audioflan catalog --markdown > docs/corpora.md"
