from pathlib import Path

from audioflan.catalog.declared import declared_corpus
from audioflan.fetch import fetch_corpus, reporter
from audioflan.files import write_json
from audioflan.job import job

with job(snakemake.log[0]):
    with reporter() as progress:
        receipt = fetch_corpus(
            declared_corpus(snakemake.wildcards.corpus),
            Path(snakemake.params.destination),
            Path(snakemake.params.archives),
            root=Path(snakemake.params.root) if snakemake.params.root else None,
            progress=progress,
        )
    write_json(snakemake.output.receipt, receipt)
