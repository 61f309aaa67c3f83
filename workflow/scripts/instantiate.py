from pathlib import Path

from audioflan.catalog.declared import declared_corpus, declared_task
from audioflan.files import write_parquet
from audioflan.job import job
from audioflan.tasks import instantiate

with job(snakemake.log[0]):
    instances, rejects = instantiate(
        declared_task(snakemake.wildcards.task),
        declared_corpus(snakemake.wildcards.corpus),
        Path(snakemake.input.manifest),
        [Path(snakemake.input.index)],
        next((Path(path) for path in snakemake.input.recipe), None),
        int(snakemake.wildcards.part),
        snakemake.params.parts,
        snakemake.params.limit,
        snakemake.params.heldout,
    )
    print(f"{len(instances)} instances, {len(rejects)} rejected")
    write_parquet(rejects, snakemake.output.rejects)
    write_parquet(instances, snakemake.output.instances)
