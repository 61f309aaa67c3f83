"""Texts from a model, through the journal: what was written once is never written again."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from audioflan.errors import AudioFlanError
from audioflan.paraphrase.engine import Engine, EngineDiedError, Prompt, open_engine
from audioflan.paraphrase.gguf import gguf_digest
from audioflan.paraphrase.journal import Entry, Journal, key_of, open_journal
from audioflan.paraphrase.pace import Pace
from audioflan.paraphrase.settings import ParaphraseSettings

SECOND_TRY = 1_000_003
DIED = "engine died"
MOST_DEATHS = 12
REMEDY = (
    "see what the engine said above; fewer paraphrase.sequences or gpu_layers need less memory."
)
Progress = Callable[[str], None]


class EngineFailedError(AudioFlanError):
    """No text is to be had from the engine: it does not start, or a server keeps failing."""


class Writer:
    """Has prompts answered and keeps the answers; use as a context manager.

    Args:
        name: of the work, for progress lines.
        settings: of the paraphrases.
        model: GGUF file, None for an endpoint.
        journal: append-only file.
        threads: processor threads.
        progress: told a line of text now and then.
        digest: of the model, where it is known; taken anew else, which reads the whole file.
    """

    def __init__(
        self,
        name: str,
        settings: ParaphraseSettings,
        model: Path | None,
        journal: Path,
        threads: int,
        progress: Progress | None,
        digest: str | None = None,
    ) -> None:
        self._name, self._settings, self._path = name, settings, model
        self._model_digest = digest
        self._journal_path, self._threads, self._progress = journal, threads, progress
        self._digest = settings.sampling_digest()
        self._engine: Engine | None = None
        self._deaths = 0
        self.written = 0

    def __enter__(self) -> "Writer":
        self._stack = ExitStack()
        self._journal: Journal = self._stack.enter_context(open_journal(self._journal_path))
        path = self._path if self._path and self._path.is_file() else None
        self.model = (self._model_digest or gguf_digest(path)) if path else self._settings.model
        return self

    def __exit__(self, *exception: object) -> None:
        if self._engine is not None:
            self._engine.close()
        self._stack.close()

    def ask(self, prompts: Sequence[Prompt], what: str) -> list[Entry]:
        """The answers to some prompts, in order; ``what`` names them in progress lines.

        An answer over which the engine died twice has ``died`` set and no texts.

        Raises:
            EngineFailedError: the engine cannot start, a server keeps failing, or the engine died
                over every prompt it was given.
        """
        missing = [each for each in prompts if self._key(each) not in self._journal.entries]
        try:
            self._write(missing, what)
        except AudioFlanError as problem:
            raise EngineFailedError(
                problem.what, where=problem.where, line=problem.line, remedy=problem.remedy
            ) from problem
        return [self._journal.entries[self._key(each)] for each in prompts]

    def _write(self, prompts: Sequence[Prompt], name: str) -> None:
        """Have prompts written, and each journaled as soon as it is.

        What an engine that died did not finish is asked again as it stood, in halves when nothing
        was finished, so that one deadly prompt is found and costs no other prompt its texts. That
        one gets another sampling seed, and is given up when the engine dies again; an engine that
        finishes no prompt has failed, and none is given up.

        Raises:
            AudioFlanError: the engine cannot start, or has failed.
        """
        if not prompts:
            return
        self._opened()  # loading the model is no part of the pace
        texts = sum(prompt.count for prompt in prompts)
        self._say(f"{name}: {len(prompts)} prompts, {texts} texts")
        pace, groups = Pace(len(prompts)), [list(prompts)]
        given_up: list[Prompt] = []
        while groups:
            group = groups.pop()
            left = self._attempt(group, 0, pace, name)
            if len(left) < len(group):
                groups += [left] if left else []
            elif len(group) > 1:
                middle = len(group) // 2
                groups += [group[middle:], group[:middle]]
            elif self._attempt(group, SECOND_TRY, pace, name):
                given_up.append(group[0])
        if len(given_up) == len(prompts):
            raise AudioFlanError(f"{DIED} over every prompt", remedy=REMEDY)
        for prompt in given_up:
            self._record(prompt, None, SECOND_TRY)

    def _attempt(
        self, prompts: Sequence[Prompt], shift: int, pace: Pace, name: str
    ) -> list[Prompt]:
        """Let the engine write; give the prompts that it left when it died.

        Raises:
            AudioFlanError: it has died too often without finishing a prompt.
        """
        engine = self._opened()
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

    def _opened(self) -> Engine:
        if self._engine is None:
            self._engine = open_engine(self._settings, self._path, self._threads)
        return self._engine

    def _record(self, prompt: Prompt, texts: tuple[str, ...] | None, shift: int) -> None:
        """Journal a prompt; ``texts`` is None when the engine died over it."""
        entry = Entry(
            prompt=prompt.sha256,
            model=self.model,
            seed=prompt.seed,
            settings=self._digest,
            texts=texts or (),
            engine=self._engine.name if self._engine else "",
            used_seed=prompt.seed + shift,
            died=texts is None,
        )
        self._journal.append([entry])

    def _key(self, prompt: Prompt) -> str:
        return key_of(prompt.sha256, self.model, prompt.seed, self._digest)

    def _say(self, line: str) -> None:
        if self._progress is not None:
            self._progress(f"{self._name}: {line}")
