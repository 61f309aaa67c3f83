from pathlib import Path

from audioflan.catalog.declared import declared_task
from audioflan.failures import record_failure
from audioflan.job import job, warn
from audioflan.paraphrase import ParaphraseSettings, PoolFiles, build_pool
from audioflan.paraphrase.model import models_of

with job(snakemake.log[0]):
    summary = build_pool(
        declared_task(snakemake.wildcards.task),
        ParaphraseSettings.of(snakemake.params.settings),
        models_of(dict(snakemake.input.items())),
        PoolFiles(
            pool=Path(snakemake.output.pool),
            rejects=Path(snakemake.output.rejects),
            summary=Path(snakemake.output.summary),
            journal=Path(snakemake.params.journal),
        ),
        snakemake.threads,
        print,
    )
    print(summary)
    if not summary.complete:
        record_failure(snakemake.params.failures, summary.ended)
    if summary.warning:
        warn(f"{summary.task}: {summary.warning}")
