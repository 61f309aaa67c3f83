from pathlib import Path

from audioflan.fetch import reporter
from audioflan.job import job
from audioflan.paraphrase import ParaphraseSettings
from audioflan.paraphrase.model import write_receipt

with job(snakemake.log[0]), reporter() as progress:
    write_receipt(
        ParaphraseSettings.of(snakemake.params.settings),
        Path(snakemake.params.folder),
        Path(snakemake.output[0]),
        Path(snakemake.params.failures),
        progress,
    )
