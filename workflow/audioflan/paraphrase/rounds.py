"""Rounds of paraphrases: every seed is asked for in one style after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audioflan.catalog.models import STYLES, Seed, Task
from audioflan.paraphrase.candidates import Candidate, Judge, Selection
from audioflan.paraphrase.engine import Prompt
from audioflan.paraphrase.generated import DIED, Writer
from audioflan.paraphrase.journal import Entry
from audioflan.paraphrase.prompts import (
    PARAPHRASE,
    Shot,
    paraphrase_prompt,
    prompt_file,
    style_of,
)
from audioflan.paraphrase.settings import ParaphraseSettings
from audioflan.randomness import Draws


@dataclass(frozen=True)
class Request:
    """One prompt of a round: which seed, which style."""

    seed: Seed
    style: str
    prompt: Prompt


class Rounds:
    """The rounds of one task.

    From the second round on a prompt shows a few texts that were accepted for its own seed before
    (self-instruct). Texts of other seeds would make all prompts of a task depend on each other:
    an edit of one seed would have everything written again. So each seed has a selection of its
    own, judged as if it were the task's only seed, and its shots are drawn from that by a hash.
    The first round shows the fixed examples alone, which all prompts share.

    Args:
        task: whose seeds are rephrased.
        settings: of the paraphrases.
        writer: has the prompts answered.
    """

    def __init__(self, task: Task, settings: ParaphraseSettings, writer: Writer) -> None:
        self._task, self._settings, self._writer = task, settings, writer
        self._template = prompt_file(task, PARAPHRASE)
        self._own = {
            seed.id: Selection(replace(task, seeds=(seed,)), settings.near_duplicate)
            for seed in task.seeds
        }

    def learn(self, candidates: Sequence[Candidate], judge: Judge | None = None) -> None:
        """Let later prompts show those of the candidates that are accepted for their own seed."""
        for seed in self._task.seeds:
            own = [each for each in candidates if each.seed == seed]
            self._own[seed.id].offer(own, judge)

    def round(self, number: int) -> list[Candidate]:
        """All texts of a round (0, 1, ...), by seed and then as sampled.

        Raises:
            EngineFailedError: no text is to be had from the engine.
        """
        requests = [self._request(seed, number) for seed in self._task.seeds]
        prompts = [request.prompt for request in requests]
        entries = self._writer.ask(prompts, f"round {number + 1}")
        pairs = zip(requests, entries, strict=True)
        return [each for request, entry in pairs for each in self._candidates(request, entry)]

    def _request(self, seed: Seed, number: int) -> Request:
        style, settings = style_of(seed, number), self._settings
        shots = self._shots(seed, number) if number else []
        prompt = paraphrase_prompt(
            self._template, seed, style, settings.per_seed, settings.seed + number, shots
        )
        return Request(seed, style, prompt)

    def _shots(self, seed: Seed, number: int) -> list[Shot]:
        accepted = self._own[seed.id].accepted
        known = [(line["style"], line["text"]) for line in accepted if line["style"] in STYLES]
        return Draws(seed.text).sample(f"shots of round {number}", known, self._settings.shots)

    def _candidates(self, request: Request, entry: Entry) -> Iterator[Candidate]:
        for text in [""] * request.prompt.count if entry.died else entry.texts:
            yield Candidate(
                request.seed,
                text or "",
                request.style,
                self._settings.engine,
                self._writer.model,
                entry.prompt,
                entry.used_seed,
                DIED if entry.died else None,
            )
