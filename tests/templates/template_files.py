"""Task files read as plain YAML, and a renderer that shares no code with the build."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

HOME = Path(__file__).resolve().parents[2]
GUIDE = HOME / "docs" / "add-a-task.md"
LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "ru": "Russian"}


@dataclass(frozen=True)
class Template:
    """A task file: where it lies (``<domain>/<id>.yaml``) and what it says."""

    place: PurePosixPath
    data: Mapping[str, Any]

    @property
    def kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Kinds of the input fields and of the output fields."""
        return tuple(field["kind"] for field in self.data["input"]), tuple(
            field["kind"] for field in self.data["output"]
        )

    @property
    def seeds(self) -> dict[str, str]:
        """Seed id -> text."""
        return {seed["id"]: seed["text"] for seed in self.data["seeds"]}

    def accepts(self, text: str) -> bool:
        """Whether the lexicon lets an instruction through."""
        lexicon = self.data["lexicon"]
        return all(found(pattern, text) for pattern in lexicon["must"]) and not any(
            found(pattern, text) for pattern in lexicon["must_not"]
        )


def found(pattern: str, text: str) -> bool:
    """Whether a lexicon pattern occurs in a text, whatever the case."""
    return re.search(pattern, text, re.IGNORECASE) is not None


def shipped() -> list[Template]:
    """Every ``templates/<domain>/<id>.yaml``."""
    folder = HOME / "templates"
    return [
        Template(PurePosixPath(path.relative_to(folder).as_posix()), _read(path.read_text("utf-8")))
        for path in sorted(folder.glob("*/*.yaml"))
    ]


def guide() -> Template:
    """The task that the walk-through adds; its first line names its place."""
    block = GUIDE.read_text("utf-8").split("```yaml\n# templates/")[1].split("```")[0]
    place, text = block.split("\n", 1)
    return Template(PurePosixPath(place.strip()), _read(text))


def rendered(template: Template, example: Mapping[str, Any]) -> dict[str, str]:
    """The three texts of the record that a worked example stands for."""
    data, parts = template.data, example["parts"]
    labels = example["label"]

    def value(field: Mapping[str, Any]) -> str:
        label = field.get("labels", [""])[labels.get(field["role"], 0)]
        content = str(parts[field["role"]])
        return label + (f"<|SOA|>{content}<|EOA|>" if field["kind"] == "audio" else content)

    slots = {name: shown(data["slots"][name], raw) for name, raw in example["slots"].items()}
    return {
        "instruction": template.seeds[example["seed"]].format(**slots),
        "input": "\n".join(map(value, data["input"])),
        "output": data["lead_ins"][example["lead_in"]] + "\n".join(map(value, data["output"])),
    }


def shown(kind: str, raw: Any) -> str:
    """A slot's value as an instruction shows it: ``English``, ``8 kHz``, ``1.25``."""
    if kind == "language":
        return LANGUAGES[raw]
    if kind == "rate":
        return f"{raw / 1000:g} kHz"
    return f"{raw:.2f}" if kind == "time" else str(raw)


def _read(text: str) -> Mapping[str, Any]:
    data = yaml.safe_load(text)
    assert isinstance(data, dict)
    return data
