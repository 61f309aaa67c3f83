"""The stage that rewords a share of a unit's records one by one; all others pass as they are."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from audioflan.catalog.models import Task
from audioflan.errors import AudioFlanError
from audioflan.files import atomic_path, write_jsonl
from audioflan.paraphrase.chosen import chosen
from audioflan.paraphrase.generated import DIED, EngineFailedError, Progress, Writer
from audioflan.paraphrase.instance import Rewording
from audioflan.paraphrase.pool import Models
from audioflan.paraphrase.settings import SEEDS, ParaphraseSettings
from audioflan.records.lines import read_lines
from audioflan.records.render import draw_choices, presentable
from audioflan.records.wordings import wordings

BLOCK = 256
UUID = re.compile(rb'"uuid":"([^"]*)"')


@dataclass(frozen=True)
class RewordFiles:
    """Files of the stage.

    Args:
        records: as rendered.
        reworded: the same lines, a share of them in other words.
        rewordings: what was written for single records, one line a record.
        rejects: records of the share that kept their words, with the reason.
        journal: append-only file of all that the model wrote, used again by later runs.
    """

    records: Path
    reworded: Path
    rewordings: Path
    rejects: Path
    journal: Path


@dataclass(frozen=True)
class RewordSummary:
    """What became of the share; ``offered = reworded + sum(refused)``.

    ``problem``: why the engine failed, None when it did not.
    """

    offered: int
    reworded: int
    refused: Mapping[str, int]
    problem: str | None = None


def reword_records(
    task: Task,
    settings: ParaphraseSettings,
    models: Models,
    instances: pl.DataFrame,
    pool: Sequence[Mapping[str, Any]],
    files: RewordFiles,
    threads: int = 1,
    progress: Progress | None = None,
) -> RewordSummary:
    """Reword ``settings.fraction`` of the records of one unit.

    A record belongs to the share by a hash of its uuid. Interrupted at any point, the same call
    goes on where the journal ends and gives the same files.

    Args:
        task: of the records.
        settings: of the paraphrases.
        models: the writer.
        instances: that the records were rendered from.
        pool: that they were rendered with.
        files: to read and to write.
        threads: processor threads for an engine that runs here.
        progress: told a line of text now and then.

    Raises:
        AudioFlanError: the records do not come from these instances and this pool, or the journal
            is damaged or in use.
        EngineFailedError: the engine failed, and ``settings.on_failure`` is ``stop``.
    """
    # How many texts a pool asks for at once is no matter of these.
    settings = replace(settings, per_seed=1)
    rewordings = list(_share(task, settings, instances, pool))
    problem = _write_all(rewordings, task, settings, models, files.journal, threads, progress)
    taken = [each for each in rewordings if each.fault is None]
    refused = [each for each in rewordings if each.fault is not None]
    _replace(files, {each.uuid: each for each in taken})
    write_jsonl(files.rejects, ({**each.line(), "reason": each.fault} for each in refused))
    write_jsonl(files.rewordings, (each.line() for each in taken))
    guards = Counter(str(each.fault).partition(":")[0] for each in refused)
    return RewordSummary(len(rewordings), len(taken), dict(guards.most_common()), problem)


def _share(
    task: Task,
    settings: ParaphraseSettings,
    instances: pl.DataFrame,
    pool: Sequence[Mapping[str, Any]],
) -> Iterator[Rewording]:
    accepted, _ = presentable(task, instances)
    taken = chosen(accepted["uuid"].to_list(), settings)
    rows = accepted.filter(pl.Series(taken, dtype=pl.Boolean))
    offered = wordings(task, pool)
    drawn = rows.hstack(draw_choices(task, offered, rows["uuid"]))
    for row in drawn.iter_rows(named=True):
        yield Rewording(task, offered, row, settings.seed)


def _write_all(
    rewordings: Sequence[Rewording],
    task: Task,
    settings: ParaphraseSettings,
    models: Models,
    journal: Path,
    threads: int,
    progress: Progress | None,
) -> str | None:
    """Have all pieces written, a block of records at a time; return why the engine failed."""
    waiting = iter(rewordings)
    try:
        if models.problem is not None:
            raise EngineFailedError(models.problem)
        model, digest = models.writer, models.digest(models.writer)
        with Writer(task.id, settings, model, journal, threads, progress, digest) as writer:
            while block := list(islice(waiting, BLOCK)):
                _write_block(block, writer, settings)
    except EngineFailedError as problem:
        if settings.on_failure != SEEDS:
            raise
        for each in rewordings:
            if not each.texts and each.fault is None:
                each.fault = "engine failed"
        return str(problem)
    return None


def _write_block(block: Sequence[Rewording], writer: Writer, settings: ParaphraseSettings) -> None:
    asked = [(rewording, piece) for rewording in block for piece in rewording.pieces()]
    entries = writer.ask([piece.prompt for _, piece in asked], "records")
    for (rewording, piece), entry in zip(asked, entries, strict=True):
        if entry.died or not entry.texts:
            rewording.refuse(piece, DIED)
        else:
            rewording.take(piece, entry.texts[0] or "", settings.near_duplicate)


def _replace(files: RewordFiles, rewordings: Mapping[str, Rewording]) -> None:
    """Copy the records; those of the share change, the bytes of all others do not."""
    with atomic_path(files.reworded) as temporary, temporary.open("wb") as out:
        for number, line in enumerate(read_lines(files.records), 1):
            found = UUID.search(line)
            rewording = rewordings.get(found[1].decode()) if found else None
            if rewording is None:
                out.write(line + b"\n")
                continue
            record = rewording.applied_to(orjson.loads(line))
            if record is None:
                raise AudioFlanError(
                    "the record does not hold what its instance and its wording say",
                    where=files.records,
                    line=number,
                    remedy="render the records again.",
                )
            out.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
