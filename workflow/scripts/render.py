import polars as pl

from audioflan.catalog.declared import declared_corpus, declared_task
from audioflan.files import read_jsonl, write_jsonl
from audioflan.job import job
from audioflan.records import RecordSettings, render, write_records

with job(snakemake.log[0]):
    heldout = snakemake.params.heldout
    records, rejects = render(
        declared_task(snakemake.wildcards.task),
        declared_corpus(snakemake.wildcards.corpus),
        pl.read_parquet(snakemake.input.instances),
        read_jsonl(snakemake.input.pool),
        RecordSettings(other=snakemake.params.other, unseen=heldout != "none", heldout=heldout),
    )
    print(f"{len(records)} records, {len(rejects)} rejected")
    write_jsonl(snakemake.output.rejects, rejects.iter_rows(named=True))
    write_records(records, snakemake.output.records)
