from pathlib import Path

from audioflan.audio.index import gather
from audioflan.job import job

with job(snakemake.log[0]):
    gather([Path(path) for path in snakemake.input.parts], Path(snakemake.output.index))
