"""The pool of a task: paraphrases that passed the guards, and beside it those that did not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from audioflan.catalog.models import Task
from audioflan.errors import AudioFlanError
from audioflan.files import write_jsonl
from audioflan.paraphrase.candidates import Selection
from audioflan.paraphrase.generated import Progress, Writer
from audioflan.paraphrase.recorded import recorded_candidates
from audioflan.paraphrase.settings import ParaphraseSettings


@dataclass(frozen=True)
class PoolSummary:
    """What became of a task's paraphrases; ``generated = accepted + sum(refused)``.

    Args:
        task: its id.
        generated: texts offered to the guards.
        accepted: texts in the pool.
        refused: texts by the guard that refused them.
        written: texts that the model wrote in this run (the others came from the journal).
        rounds: rounds offered.
        ended: why no further round began: ``target``, ``floor``, ``rounds`` or the source's name.
    """

    task: str
    generated: int
    accepted: int
    refused: Mapping[str, int]
    written: int
    rounds: int
    ended: str


@dataclass(frozen=True)
class _Run:
    """Everything a source of paraphrases may need."""

    task: Task
    settings: ParaphraseSettings
    model: Path | None
    journal: Path
    threads: int
    progress: Progress | None


def build_pool(
    task: Task,
    settings: ParaphraseSettings,
    model: Path | None,
    journal: Path,
    pool: Path,
    rejects: Path,
    threads: int = 1,
    progress: Progress | None = None,
) -> PoolSummary:
    """Write ``pool`` and ``rejects`` (JSON Lines) of one task.

    Lines stand by round, then seed, then sample: a pool that grows keeps what it had in place.
    Interrupted at any point, the same call goes on where the journal ends and gives the same files.

    Args:
        task: whose seeds are rephrased.
        settings: of the paraphrases.
        model: GGUF file; None when the source or the engine needs none.
        journal: append-only file of all that the model wrote, used again by later runs.
        pool: accepted lines.
        rejects: refused lines, each with its ``reason``.
        threads: processor threads for an engine that runs here.
        progress: told a line of text now and then.

    Raises:
        AudioFlanError: unknown source, no recorded pool, the engine cannot start, or the journal
            is damaged or in use.
    """
    if settings.source not in SOURCES:
        what = f"unknown paraphrase source '{settings.source}'"
        raise AudioFlanError(what, remedy=f"set paraphrase.source to {' or '.join(SOURCES)}.")
    selection = Selection(task, settings.near_duplicate)
    run = _Run(task, settings, model, journal, threads, progress)
    written, rounds, ended = SOURCES[settings.source](run, selection)
    write_jsonl(rejects, selection.refused)
    write_jsonl(pool, selection.accepted)
    return PoolSummary(
        task=task.id,
        generated=len(selection.accepted) + len(selection.refused),
        accepted=len(selection.accepted),
        refused=selection.reasons(),
        written=written,
        rounds=rounds,
        ended=ended,
    )


def _none(_run: _Run, _selection: Selection) -> tuple[int, int, str]:
    return 0, 0, "none"


def _recorded(run: _Run, selection: Selection) -> tuple[int, int, str]:
    selection.offer(recorded_candidates(run.task, run.settings))
    return 0, 1, "recorded"


def _generate(run: _Run, selection: Selection) -> tuple[int, int, str]:
    settings = run.settings
    with Writer(run.task, settings, run.model, run.journal, run.threads, run.progress) as writer:
        for number in range(settings.rounds):
            candidates = list(writer.round(number))
            share = selection.offer(candidates) / max(1, len(candidates))
            ended = _ended(settings, len(selection.accepted), share)
            if ended is not None:
                return writer.written, number + 1, ended
        return writer.written, settings.rounds, "rounds"


def _ended(settings: ParaphraseSettings, accepted: int, share: float) -> str | None:
    if settings.target is not None and accepted >= settings.target:
        return "target"
    return "floor" if share < settings.floor else None


SOURCES: Mapping[str, Callable[[_Run, Selection], tuple[int, int, str]]] = {
    "none": _none,
    "recorded": _recorded,
    "generate": _generate,
}
