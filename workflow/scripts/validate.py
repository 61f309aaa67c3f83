import polars as pl

from audioflan.catalog.declared import declared_corpus, declared_task
from audioflan.job import job
from audioflan.records import Expectation, validate_file

with job(snakemake.log[0]):
    indexes = [*snakemake.input.indexes, *snakemake.input.recipe]
    ids = pl.scan_parquet(indexes).select("audio_id").collect()["audio_id"]
    check = validate_file(
        snakemake.input.records,
        Expectation.of(
            declared_task(snakemake.wildcards.task),
            declared_corpus(snakemake.wildcards.corpus),
            set(ids),
        ),
        snakemake.output.rejects,
    )
    print(f"{check.accepted} of {check.seen} accepted")
    check.write(snakemake.output.check)
