import json
from pathlib import Path

from audioflan.catalog.declared import declared_task
from audioflan.job import job
from audioflan.paraphrase import ParaphraseSettings, build_pool

with job(snakemake.log[0]):
    receipts = [json.loads(Path(path).read_text()) for path in snakemake.input.model]
    summary = build_pool(
        declared_task(snakemake.wildcards.task),
        ParaphraseSettings.of(snakemake.params.settings),
        next((Path(receipt["file"]) for receipt in receipts), None),
        Path(snakemake.params.journal),
        Path(snakemake.output.pool),
        Path(snakemake.output.rejects),
        snakemake.threads,
    )
    print(summary)
