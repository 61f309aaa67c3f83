"""What a seed demands of the answer is still demanded: its order, its bounds, that it is all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from audioflan.catalog.models import Seed, Task

DEMANDS = Path(__file__).with_name("demands.yaml")
# Of two clips, neither may go unnamed: "bring out the person of the second" out of what?
SIDES = {side: re.compile(rf"\bthe {side}\b(?! time)", re.I) for side in ("first", "second")}
OTHER_SIDE = {
    "first": re.compile(r"\b(?:first|former|one|other|both|source|start|beginning|two)\b", re.I),
    "second": re.compile(r"\b(?:second|latter|other|another|both|reference|two|next)\b", re.I),
}


@dataclass(frozen=True)
class Demand:
    """What is demanded where a seed says ``said``, and still is where a text says ``kept``."""

    name: str
    said: re.Pattern[str]
    kept: re.Pattern[str]


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a demand that is lost, and one of two clips that is no longer spoken of."""
    del accepted
    for demand in _demands():
        if demand.said.search(seed.text) and not demand.kept.search(candidate):
            return f"no longer demands {demand.name}"
    if sum(field.kind == "audio" for field in task.input) > 1:
        for side, said in SIDES.items():
            if said.search(seed.text) and not OTHER_SIDE[side].search(candidate):
                return f"no longer speaks of the {side}"
    return None


@cache
def _demands() -> list[Demand]:
    return [
        Demand(entry["name"], *(_pattern(entry[side]) for side in ("said", "kept")))
        for entry in yaml.safe_load(DEMANDS.read_text(encoding="utf-8"))
    ]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("\n", "").replace(" |", "|"), re.IGNORECASE)
