import copy
import shutil
from pathlib import Path

import pytest
import yaml

HOME = Path(__file__).resolve().parents[2]

CORPUS = {
    "id": "toy",
    "name": "Toy",
    "number": 7,
    "paper": False,
    "title": "Toy corpus",
    "domain": "speech",
    "homepage": "https://example.org",
    "citation": "Toy (2020)",
    "access": "open",
    "licence": {
        "spdx": "CC0-1.0",
        "commercial": True,
        "redistribution": True,
        "derivatives": True,
    },
    "source": ["studio"],
    "sources": [{"kind": "local", "path": "/data/toy"}],
    "splits": "drawn",
    "tasks": ["shout"],
}

STYLES = ["command", "request", "question", "suggestion", "emphatic"]

TASK = {
    "id": "shout",
    "domain": "speech",
    "major": "Speech Recognition",
    "minor": "Shout",
    "direction": "understanding",
    "answer": "open",
    "builder": "transcript",
    "slots": {"language": "language"},
    "input": [{"role": "source", "kind": "audio"}],
    "output": [{"role": "target", "kind": "text"}],
    "seeds": [
        {"id": f"s{n:02d}", "style": STYLES[n % 5], "text": f"Shout number {n} in {{language}}."}
        for n in range(12)
    ],
    "examples": [
        {
            "corpus": "toy",
            "slots": {"language": "en"},
            "parts": {"source": "07_Toy_a", "target": "HEY"},
            "seed": "s01",
            "record": {
                "instruction": "Shout number 1 in English.",
                "input": "<|SOA|>07_Toy_a<|EOA|>",
                "output": "HEY",
            },
        }
    ],
}


class House:
    """A tiny catalogue on disk that tests bend out of shape."""

    def __init__(self, home: Path) -> None:
        self.home = home
        shutil.copytree(HOME / "config" / "schemas", home / "config" / "schemas")
        self.corpus_file = home / "config" / "corpora" / "toy.yaml"
        self.task_file = home / "templates" / "speech" / "shout.yaml"
        self.corpus = copy.deepcopy(CORPUS)
        self.task = copy.deepcopy(TASK)

    def write(self) -> Path:
        tables = {"tasks": {}, "corpora": {"esd": "ESD"}, "companions": {}}
        for path, data in (
            (self.corpus_file, self.corpus),
            (self.task_file, self.task),
            (self.home / "config" / "paper.yaml", tables),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
        return self.home


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)
