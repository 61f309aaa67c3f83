from pathlib import Path

import polars as pl

from audioflan.catalog.declared import declared_task
from audioflan.failures import record_failure
from audioflan.files import read_jsonl
from audioflan.job import job, warn
from audioflan.paraphrase import ParaphraseSettings
from audioflan.paraphrase.model import models_of
from audioflan.paraphrase.reword import RewordFiles, reword_records

with job(snakemake.log[0]):
    task = declared_task(snakemake.wildcards.task)
    summary = reword_records(
        task,
        ParaphraseSettings.of(snakemake.params.settings),
        models_of(dict(snakemake.input.items())),
        pl.read_parquet(snakemake.input.instances),
        read_jsonl(snakemake.input.pool),
        RewordFiles(
            records=Path(snakemake.input.records),
            reworded=Path(snakemake.output.records),
            rewordings=Path(snakemake.output.rewordings),
            rejects=Path(snakemake.output.rejects),
            journal=Path(snakemake.params.journal),
        ),
        snakemake.threads,
        print,
    )
    print(summary)
    if summary.problem is not None:
        record_failure(snakemake.params.failures, summary.problem)
        warn(f"{task.id}: {summary.problem}. The records keep their words.")
