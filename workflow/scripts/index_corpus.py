from dataclasses import replace
from pathlib import Path

from audioflan.catalog.declared import declared_corpus
from audioflan.corpora import index_corpus
from audioflan.files import write_parquet
from audioflan.job import job

with job(snakemake.log[0]):
    corpus = declared_corpus(snakemake.wildcards.corpus)
    manifest, rejects = index_corpus(
        replace(corpus, options={**corpus.options, **snakemake.params.options}),
        Path(snakemake.params.root),
        limit=snakemake.params.limit,
        splits=snakemake.params.splits,
    )
    print(f"{len(manifest)} clips, {len(rejects)} rejected")
    write_parquet(rejects, snakemake.output.rejects)
    write_parquet(manifest, snakemake.output.manifest)
