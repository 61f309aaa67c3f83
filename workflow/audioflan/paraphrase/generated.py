"""Texts from a model, through the journal: what was written once is never written again."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from audioflan.errors import AudioFlanError
from audioflan.files import sha256_file
from audioflan.paraphrase.engine import Engine, EngineDiedError, Prompt, open_engine
from audioflan.paraphrase.journal import Entry, Journal, key_of, open_journal
from audioflan.paraphrase.settings import ParaphraseSettings

SECOND_TRY = 1_000_003
DIED = "engine died"
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
    """

    def __init__(
        self,
        name: str,
        settings: ParaphraseSettings,
        model: Path | None,
        journal: Path,
        threads: int,
        progress: Progress | None,
    ) -> None:
        self._name, self._settings, self._path = name, settings, model
        self._journal_path, self._threads, self._progress = journal, threads, progress
        self._digest = settings.sampling_digest()
        self._engine: Engine | None = None
        self.written = 0

    def __enter__(self) -> "Writer":
        self._stack = ExitStack()
        self._journal: Journal = self._stack.enter_context(open_journal(self._journal_path))
        self._journal.forget_deaths()
        path = self._path if self._path and self._path.is_file() else None
        self.model = sha256_file(path) if path else self._settings.model
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
        size = max(1, self._settings.sequences // self._settings.per_seed)
        for start in range(0, len(missing), size):
            try:
                self._write(missing[start : start + size])
            except AudioFlanError as problem:
                raise EngineFailedError(
                    problem.what, where=problem.where, line=problem.line, remedy=problem.remedy
                ) from problem
            self._say(f"{what}: {min(start + size, len(missing))}/{len(missing)}")
        if missing and all(self._journal.entries[self._key(each)].died for each in missing):
            remedy = "take a smaller paraphrase.model, or fewer paraphrase.sequences."
            raise EngineFailedError(f"{DIED} over every prompt of {what}", remedy=remedy)
        return [self._journal.entries[self._key(each)] for each in prompts]

    def _write(self, prompts: Sequence[Prompt]) -> None:
        """Have one chunk written and journaled; a dead engine gets one more try, other seeds."""
        engine = self._engine or open_engine(self._settings, self._path, self._threads)
        self._engine = engine
        for shift in (0, SECOND_TRY):
            try:
                again = [replace(prompt, seed=prompt.seed + shift) for prompt in prompts]
                texts = engine.generate(again)
            except EngineDiedError as problem:
                self._say(f"{DIED}: {problem}")
                continue
            self.written += sum(map(len, texts))
            self._record(prompts, texts, engine.name, shift)
            return
        self._record(prompts, None, engine.name, SECOND_TRY)

    def _record(
        self, prompts: Sequence[Prompt], texts: list[list[str]] | None, engine: str, shift: int
    ) -> None:
        """Journal a chunk; ``texts`` is None when the engine died over it."""
        self._journal.append(
            Entry(
                prompt=prompt.sha256,
                model=self.model,
                seed=prompt.seed,
                settings=self._digest,
                texts=tuple(written),
                engine=engine,
                used_seed=prompt.seed + shift,
                died=texts is None,
            )
            for prompt, written in zip(prompts, texts or [[]] * len(prompts), strict=True)
        )

    def _key(self, prompt: Prompt) -> str:
        return key_of(prompt.sha256, self.model, prompt.seed, self._digest)

    def _say(self, line: str) -> None:
        if self._progress is not None:
            self._progress(f"{self._name}: {line}")
