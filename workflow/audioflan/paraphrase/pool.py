"""The pool of a task: paraphrases that passed the guards, and beside it those that did not."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from audioflan.catalog.models import Task
from audioflan.errors import AudioFlanError
from audioflan.files import write_json, write_jsonl
from audioflan.paraphrase.candidates import Candidate, Selection
from audioflan.paraphrase.generated import EngineFailedError, Progress, Writer
from audioflan.paraphrase.judge import Judge
from audioflan.paraphrase.recorded import recorded_candidates
from audioflan.paraphrase.rounds import Rounds
from audioflan.paraphrase.settings import SEEDS, ParaphraseSettings
from audioflan.paraphrase.summary import PoolSummary

ALL_ROUNDS = "rounds"


@dataclass(frozen=True)
class Models:
    """Model files of a pool; None where the source or the engine needs none.

    Args:
        writer: GGUF file of the model that writes.
        judge: GGUF file of the model that judges.
        problem: why one of them is not to be had, None when nothing is missing.
        digests: what :func:`audioflan.paraphrase.gguf.gguf_digest` gives for these files, where it
            is known; the digests of others are taken when they are used.
    """

    writer: Path | None = None
    judge: Path | None = None
    problem: str | None = None
    digests: Mapping[Path, str] = field(default_factory=dict)

    def digest(self, model: Path | None) -> str | None:
        """The digest of a model file, None where it is not known."""
        return None if model is None else self.digests.get(model)


@dataclass(frozen=True)
class PoolFiles:
    """Files of one pool.

    Args:
        pool: accepted lines.
        rejects: refused lines, each with its ``reason``.
        summary: the :class:`PoolSummary` as JSON.
        journal: append-only file of all that the model wrote, used again by later runs; the
            judge's lies beside it.
    """

    pool: Path
    rejects: Path
    summary: Path
    journal: Path


@dataclass
class _Run:
    """Everything a source of paraphrases may need, and how far it came."""

    task: Task
    settings: ParaphraseSettings
    models: Models
    journal: Path
    threads: int
    progress: Progress | None
    selection: Selection
    ended: str
    written: int = 0
    rounds: int = 0
    complete: bool = True
    recorded: list[Candidate] = field(default_factory=list)


def build_pool(
    task: Task,
    settings: ParaphraseSettings,
    models: Models,
    files: PoolFiles,
    threads: int = 1,
    progress: Progress | None = None,
) -> PoolSummary:
    """Write the pool of one task, its rejects and its summary.

    Lines stand by source, round, seed and sample: a pool that grows keeps what it had in order.
    Interrupted at any point, the same call goes on where the journal ends and gives the same files.

    Args:
        task: whose seeds are rephrased.
        settings: of the paraphrases.
        models: that write and judge.
        files: to write, and the journal.
        threads: processor threads for an engine that runs here.
        progress: told a line of text now and then.

    Raises:
        AudioFlanError: unknown source, no recorded pool where the user says there is one, or the
            journal is damaged or in use.
        EngineFailedError: the engine failed, and ``settings.on_failure`` is ``stop``.
    """
    if settings.source not in SOURCES:
        what = f"unknown paraphrase source '{settings.source}'"
        raise AudioFlanError(what, remedy=f"set paraphrase.source to {' or '.join(SOURCES)}.")
    selection = Selection(task, settings.near_duplicate)
    run = _Run(task, settings, models, files.journal, threads, progress, selection, settings.source)
    try:
        for source in SOURCES[settings.source]:
            source(run)
    except EngineFailedError as problem:
        if settings.on_failure != SEEDS:
            raise
        run.ended, run.complete = f"engine failed: {problem}", False
    return _write(run, files)


def _write(run: _Run, files: PoolFiles) -> PoolSummary:
    accepted, refused = run.selection.accepted, run.selection.refused
    summary = PoolSummary(
        task=run.task.id,
        generated=len(accepted) + len(refused),
        accepted=len(accepted),
        refused=run.selection.reasons(),
        written=run.written,
        rounds=run.rounds,
        ended=run.ended,
        complete=run.complete,
    )
    write_jsonl(files.rejects, refused)
    write_json(files.summary, asdict(summary))
    write_jsonl(files.pool, accepted)
    return summary


def _recorded(run: _Run) -> None:
    run.recorded = list(recorded_candidates(run.task, run.settings))
    run.selection.offer(run.recorded)


def _generate(run: _Run) -> None:
    if run.models.problem is not None:
        raise EngineFailedError(run.models.problem)
    settings = run.settings
    with _judge(run) as judge, _writer(run, settings, run.models.writer, run.journal) as writer:
        rounds = Rounds(run.task, settings, writer)
        rounds.learn(run.recorded)
        for number in range(settings.rounds):
            try:
                candidates = rounds.round(number)
            finally:
                run.written = writer.written
            share = run.selection.offer(candidates, judge) / max(1, len(candidates))
            rounds.learn(candidates, judge)
            run.rounds += 1
            run.ended = _ended(settings, len(run.selection.accepted), share)
            if run.ended != ALL_ROUNDS:
                return


def _ended(settings: ParaphraseSettings, accepted: int, share: float) -> str:
    if settings.target is not None and accepted >= settings.target:
        return "target"
    return "floor" if share < settings.floor else ALL_ROUNDS


def _writer(run: _Run, settings: ParaphraseSettings, model: Path | None, journal: Path) -> Writer:
    digest = run.models.digest(model)
    return Writer(run.task.id, settings, model, journal, run.threads, run.progress, digest)


@contextmanager
def _judge(run: _Run) -> Iterator[Judge | None]:
    if run.settings.judge is None:
        yield None
        return
    journal = run.journal.with_suffix(".judge.jsonl")
    with _writer(run, run.settings.of_judge(), run.models.judge, journal) as writer:
        yield Judge(run.task, writer)


SOURCES: Mapping[str, tuple[Callable[[_Run], None], ...]] = {
    "none": (),
    "recorded": (_recorded,),
    "generate": (_generate,),
    "both": (_recorded, _generate),
}
