"""What the reader learns from: pairs of an instruction and a text that may or may not reword it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import yaml

from audioflan.catalog.models import Task
from audioflan.files import read_jsonl
from audioflan.paraphrase.candidates import REMOVED
from audioflan.paraphrase.clean import clean
from audioflan.paraphrase.evaluation import GOOD, TUNING, load_set

INDIRECT = 0.35
"""Share of pairs whose instruction is not the seed itself but a faithful rewording of it."""
TAKEN = 0.5
"""Share of the recorded texts that a round takes: there are more of them than of drifted ones."""
FOREIGN = 0.08
"""Texts of other tasks that a round adds, as a share of the rest."""
TRIED = 30
"""Texts among which the foreign one most like the seed is looked for."""
TOUCHED = 0.12
"""Faithful texts that a round adds with a few words swapped, as a share of the rest."""
SWAPS = Path(__file__).with_name("swaps.yaml")


@dataclass(frozen=True)
class Text:
    """A text written for a seed, and whether it still asks for the same."""

    task: str
    seed: str
    text: str
    drifted: bool
    recorded: bool = False


@dataclass(frozen=True)
class Pair:
    """An instruction, and a text that is a faithful rewording of it or not."""

    instruction: str
    text: str
    drifted: bool


def load_texts(home: Path, tasks: Mapping[str, Task]) -> list[Text]:
    """The tuning set and the recorded pools, with the wording of their seeds.

    Args:
        home: folder that holds ``templates``.
        tasks: the catalogue's tasks by id.

    Raises:
        AudioFlanError: a labelled file breaks the schema.
    """
    found = [
        Text(each.task.id, each.seed.text, clean(each.text), each.kind != GOOD)
        for each in load_set(home, tasks, TUNING)
    ]
    for path in sorted((home / "templates" / "recorded").glob("*/*.jsonl")):
        seeds = {seed.id: seed.text for seed in tasks[path.stem].seeds}
        found += [
            Text(path.stem, seeds[entry["parent"]], entry["text"], False, recorded=True)
            for entry in read_jsonl(path)
            if entry.get("parent") in seeds and REMOVED not in entry
        ]
    return found


def round_of_pairs(texts: Sequence[Text], random: Random) -> list[Pair]:
    """The pairs of one pass, in an order drawn with ``random``.

    Every labelled text comes once, with its seed or with a faithful rewording of the seed in its
    place; a share of the recorded texts does; some texts of other tasks, as drifted ones; and some
    faithful texts beside what they become when a few words are swapped for others of the same sense
    (labelled texts tend to be reworded more freely than a small model rewords).
    """
    faithful = defaultdict(list)
    for each in texts:
        if not each.drifted:
            faithful[each.task, each.seed].append(each.text)
    taken = [each for each in texts if not each.recorded or random.random() < TAKEN]
    pairs = []
    for each in taken:
        others = [text for text in faithful[each.task, each.seed] if text != each.text]
        indirect = bool(others) and random.random() < INDIRECT
        instruction = random.choice(others) if indirect else each.seed
        pairs.append(Pair(instruction, each.text, each.drifted))
    count = len(pairs)
    added = [_foreign(texts, random) for _ in range(round(FOREIGN * count))]
    added += [_touched(texts, random) for _ in range(round(TOUCHED * count))]
    pairs += [pair for pair in added if pair is not None]
    random.shuffle(pairs)
    return pairs


def _foreign(texts: Sequence[Text], random: Random) -> Pair | None:
    """A seed, and of some faithful texts of other tasks the one that is worded most like it."""
    own = random.choice(texts)
    tried = (random.choice(texts) for _ in range(TRIED))
    others = [each for each in tried if each.task != own.task and not each.drifted]
    closest = max(others, key=lambda each: _overlap(own.seed, each.text), default=None)
    return None if closest is None else Pair(own.seed, closest.text, drifted=True)


def _touched(texts: Sequence[Text], random: Random) -> Pair | None:
    """A faithful text, and the same with some words swapped for others of the same sense."""
    for own in random.choices(texts, k=TRIED):
        text = swapped(own.text, random)
        if not own.drifted and text != own.text:
            return Pair(own.text, text, drifted=False)
    return None


def swapped(text: str, random: Random) -> str:
    """A text with up to three of its wordings swapped, as ``swaps.yaml`` allows."""
    known = [group for group in _swaps() if group[0].search(text)]
    for pattern, wordings in random.sample(known, min(len(known), random.randint(1, 3))):
        found = pattern.search(text)
        if found is not None:
            old = found[0]
            new = random.choice([each for each in wordings if each.lower() != old.lower()])
            new = new[0].upper() + new[1:] if old[0].isupper() else new
            text = text[: found.start()] + new + text[found.end() :]
    return text


@cache
def _swaps() -> list[tuple[re.Pattern[str], list[str]]]:
    groups = yaml.safe_load(SWAPS.read_text(encoding="utf-8"))
    return [(_any_of(sorted(group, key=len, reverse=True)), group) for group in groups]


def _any_of(wordings: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, wordings))})\b", re.IGNORECASE)


def _overlap(one: str, other: str) -> float:
    return len(_words(one) & _words(other)) / max(1, len(_words(one) | _words(other)))


def _words(text: str) -> set[str]:
    return set(text.lower().split())


def wordings(texts: Iterable[Text]) -> list[str]:
    """Seeds and texts, each once, in order of first use."""
    return list(dict.fromkeys(text for each in texts for text in (each.seed, each.text)))
