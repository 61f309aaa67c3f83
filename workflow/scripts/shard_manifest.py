from pathlib import Path

from audioflan.job import job
from audioflan.records import write_manifest

with job(snakemake.log[0]):
    write_manifest(
        [Path(path) for path in snakemake.input],
        Path(snakemake.params.root),
        Path(snakemake.output[0]),
    )
