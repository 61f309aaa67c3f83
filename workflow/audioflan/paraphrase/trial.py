"""A model tried out before a build: one text of it, and how fast it writes."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from audioflan.catalog.models import Task
from audioflan.errors import AudioFlanError
from audioflan.paraphrase.engine import Engine, EngineDiedError, Prompt, open_engine
from audioflan.paraphrase.pace import Pace, duration
from audioflan.paraphrase.prompts import PARAPHRASE, paraphrase_prompt, prompt_file, style_of
from audioflan.paraphrase.settings import ParaphraseSettings


@dataclass(frozen=True)
class Rate:
    """What was written, and in which time.

    Args:
        texts: written.
        tokens: drawn for them; 0 when the engine does not say.
        seconds: from the first prompt to the last text; > 0.
    """

    texts: int
    tokens: int
    seconds: float

    @property
    def speed(self) -> float:
        """Tokens a second."""
        return self.tokens / self.seconds

    def time_for(self, texts: int) -> str:
        """How long ``texts`` texts take at this rate, as a person says it."""
        return duration(texts * self.seconds / self.texts)


def trial_prompts(
    tasks: Iterable[Task], settings: ParaphraseSettings, texts: int | None = None
) -> list[Prompt]:
    """Prompts of a build's first round, taking a seed of every task in turn.

    Args:
        tasks: whose seeds are rephrased.
        settings: of the paraphrases.
        texts: the prompts ask for as many, rounded up to whole prompts; None = for all there are.
    """
    seeds = sorted(
        ((at, task.id, task, seed) for task in tasks for at, seed in enumerate(task.seeds)),
        key=lambda each: each[:2],
    )
    if texts is not None:
        seeds = seeds[: -(-texts // settings.per_seed)]
    return [
        paraphrase_prompt(
            prompt_file(task, PARAPHRASE), seed, style_of(seed, 0), settings.per_seed, settings.seed
        )
        for _, _, task, seed in seeds
    ]


def most_texts(tasks: Iterable[Task], settings: ParaphraseSettings) -> int:
    """Texts that the pools of some tasks ask for at most: all rounds, no target reached."""
    return sum(len(task.seeds) for task in tasks) * settings.per_seed * settings.rounds


def one_text(settings: ParaphraseSettings, model: Path | None, threads: int, prompt: Prompt) -> str:
    """What a model writes first when it is asked.

    Raises:
        AudioFlanError: the engine cannot start, fails, dies, or writes nothing.
    """
    with _engine(replace(settings, sequences=1), model, threads) as engine:
        text = _first(engine, prompt).strip()
    if not text:
        remedy = "choose an instruction-tuned model."
        raise AudioFlanError("the model wrote an empty text", where=settings.model, remedy=remedy)
    return text


def measure(
    settings: ParaphraseSettings,
    model: Path | None,
    threads: int,
    prompts: Sequence[Prompt],
    tell: Callable[[str], None] | None = None,
) -> Rate:
    """How fast the engine writes, as the build runs it; loading is not counted.

    Args:
        settings: of the paraphrases.
        model: GGUF file, None for an endpoint.
        threads: processor threads.
        prompts: to be answered, at least one.
        tell: told of the progress every few seconds.

    Raises:
        AudioFlanError: the engine cannot start, fails, or dies.
    """
    texts = tokens = 0
    with _engine(settings, model, threads) as engine:
        _first(engine, prompts[-1])  # a server may load its model when it is first asked
        pace, began = Pace(len(prompts)), time.perf_counter()
        for written in engine.stream(prompts):
            texts, tokens = texts + len(written.texts), tokens + written.tokens
            if (told := pace.told(written.tokens)) and tell:
                tell(told)
        return Rate(texts, tokens, time.perf_counter() - began)


def _first(engine: Engine, prompt: Prompt) -> str:
    return engine.generate([replace(prompt, count=1)])[0][0]


@contextmanager
def _engine(settings: ParaphraseSettings, model: Path | None, threads: int) -> Iterator[Engine]:
    try:
        with closing(open_engine(settings, model, threads)) as engine:
            yield engine
    except EngineDiedError as problem:
        remedy = "fewer sequences or gpu_layers need less memory."
        raise AudioFlanError(f"the engine died: {problem}", where=model, remedy=remedy) from problem
