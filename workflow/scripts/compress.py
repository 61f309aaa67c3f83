from audioflan.catalog.models import SPLITS
from audioflan.job import job
from audioflan.records import write_shards

with job(snakemake.log[0]):
    write_shards(
        snakemake.input.records,
        snakemake.input.check,
        {split: snakemake.output[split] for split in SPLITS},
    )
