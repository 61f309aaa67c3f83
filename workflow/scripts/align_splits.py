from pathlib import Path

import polars as pl

from audioflan.catalog.declared import declared_corpus
from audioflan.corpora.families import align_splits
from audioflan.files import write_parquet
from audioflan.job import job

with job(snakemake.log[0]):
    relatives = zip(snakemake.params.relatives, snakemake.input.relatives, strict=True)
    aligned = align_splits(
        declared_corpus(snakemake.wildcards.corpus),
        Path(snakemake.input.manifest),
        [(declared_corpus(name), Path(path)) for name, path in relatives],
    )
    before = pl.read_parquet(snakemake.input.manifest, columns=["split"])["split"]
    print(f"{(before != aligned['split']).sum()} of {len(aligned)} clips changed their split")
    write_parquet(aligned, snakemake.output.manifest)
