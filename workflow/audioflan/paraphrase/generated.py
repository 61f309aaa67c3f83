"""Paraphrases from a model, through the journal: what was written once is never written again."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from audioflan.catalog.models import Seed, Task
from audioflan.errors import AudioFlanError
from audioflan.files import sha256_file
from audioflan.paraphrase.candidates import Candidate
from audioflan.paraphrase.engine import Engine, EngineDiedError, Prompt, open_engine
from audioflan.paraphrase.journal import Entry, Journal, key_of, open_journal
from audioflan.paraphrase.pace import Pace
from audioflan.paraphrase.prompts import paraphrase_prompt, style_of
from audioflan.paraphrase.settings import ParaphraseSettings

PROMPT_TEMPLATE = Path("prompts") / "paraphrase.j2"
SECOND_TRY = 1_000_003
DIED = "engine died"
MOST_DEATHS = 12
REMEDY = (
    "see what the engine said above; fewer paraphrase.sequences or gpu_layers need less memory."
)
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Request:
    """One prompt of a round: which seed, which style."""

    seed: Seed
    style: str
    prompt: Prompt


class Writer:
    """Writes the rounds of one task; use as a context manager.

    Args:
        task: whose seeds are rephrased; ``prompts/`` lies beside its domain folder.
        settings: of the paraphrases.
        model: GGUF file, None for an endpoint.
        journal: append-only file.
        threads: processor threads.
        progress: told a line of text now and then.
    """

    def __init__(
        self,
        task: Task,
        settings: ParaphraseSettings,
        model: Path | None,
        journal: Path,
        threads: int,
        progress: Progress | None,
    ) -> None:
        self._task, self._settings, self._path = task, settings, model
        self._journal_path, self._threads, self._progress = journal, threads, progress
        self._template = task.path.parent.parent / PROMPT_TEMPLATE
        self._digest = settings.sampling_digest()
        self._engine: Engine | None = None
        self._deaths = 0
        self.written = 0

    def __enter__(self) -> "Writer":
        self._stack = ExitStack()
        self._journal: Journal = self._stack.enter_context(open_journal(self._journal_path))
        self._model = sha256_file(self._path) if self._path else self._settings.model
        return self

    def __exit__(self, *exception: object) -> None:
        if self._engine is not None:
            self._engine.close()
        self._stack.close()

    def round(self, number: int) -> Iterator[Candidate]:
        """All texts of a round (0, 1, ...), by seed and then as sampled.

        Raises:
            AudioFlanError: the engine cannot start, or a server keeps failing.
        """
        requests = [self._request(seed, number) for seed in self._task.seeds]
        missing = [each for each in requests if self._key(each.prompt) not in self._journal.entries]
        self._write([request.prompt for request in missing], f"round {number + 1}")
        for request in requests:
            yield from self._candidates(request)

    def _request(self, seed: Seed, number: int) -> Request:
        style = style_of(seed, number)
        sampling = self._settings.seed + number
        prompt = paraphrase_prompt(self._template, seed, style, self._settings.per_seed, sampling)
        return Request(seed, style, prompt)

    def _write(self, prompts: Sequence[Prompt], name: str) -> None:
        """Have prompts written, and each journaled as soon as it is.

        What an engine that died did not finish is asked again as it stood, in halves when nothing
        was finished, so that one deadly prompt is found and costs no other prompt its texts. That
        one gets another sampling seed, and is given up when the engine dies again.
        """
        pace = Pace(len(prompts))
        groups = [list(prompts)] if prompts else []
        while groups:
            group = groups.pop()
            left = self._attempt(group, 0, pace, name)
            if len(left) < len(group):
                groups += [left] if left else []
            elif len(group) > 1:
                middle = len(group) // 2
                groups += [group[middle:], group[:middle]]
            elif self._attempt(group, SECOND_TRY, pace, name):
                self._record(group[0], None, SECOND_TRY)

    def _attempt(
        self, prompts: Sequence[Prompt], shift: int, pace: Pace, name: str
    ) -> list[Prompt]:
        """Let the engine write; give the prompts that it left when it died.

        Raises:
            AudioFlanError: it has died too often without finishing a prompt.
        """
        engine = self._engine or open_engine(self._settings, self._path, self._threads)
        self._engine = engine
        left = dict(enumerate(prompts))
        try:
            for written in engine.stream(
                [replace(each, seed=each.seed + shift) for each in prompts]
            ):
                self._record(left.pop(written.index), written.texts, shift)
                self.written += len(written.texts)
                self._deaths = 0
                if told := pace.told(written.tokens):
                    self._say(f"{name}: {told}")
        except EngineDiedError as problem:
            self._say(f"{DIED}: {problem}")
            self._deaths += 1
            if self._deaths >= MOST_DEATHS:
                what = f"the engine died {self._deaths} times without writing a text: {problem}"
                raise AudioFlanError(what, where="paraphrase.engine", remedy=REMEDY) from problem
        return list(left.values())

    def _record(self, prompt: Prompt, texts: tuple[str, ...] | None, shift: int) -> None:
        """Journal a prompt; ``texts`` is None when the engine died over it."""
        entry = Entry(
            prompt=prompt.sha256,
            model=self._model,
            seed=prompt.seed,
            settings=self._digest,
            texts=texts or (),
            engine=self._engine.name if self._engine else "",
            used_seed=prompt.seed + shift,
            died=texts is None,
        )
        self._journal.append([entry])

    def _candidates(self, request: Request) -> Iterator[Candidate]:
        entry = self._journal.entries[self._key(request.prompt)]
        for text in [""] * request.prompt.count if entry.died else entry.texts:
            yield Candidate(
                request.seed,
                text,
                request.style,
                self._settings.engine,
                self._model,
                entry.prompt,
                entry.used_seed,
                DIED if entry.died else None,
            )

    def _key(self, prompt: Prompt) -> str:
        return key_of(prompt.sha256, self._model, prompt.seed, self._digest)

    def _say(self, line: str) -> None:
        if self._progress is not None:
            self._progress(f"{self._task.id}: {line}")
