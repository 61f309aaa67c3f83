from pathlib import Path

from audioflan.fetch import reporter
from audioflan.files import sha256_file, write_json
from audioflan.job import job
from audioflan.paraphrase import ParaphraseSettings
from audioflan.paraphrase.model import obtain_model

with job(snakemake.log[0]):
    settings = ParaphraseSettings.of(snakemake.params.settings)
    with reporter() as progress:
        path = obtain_model(settings, Path(snakemake.params.folder), progress)
    receipt = {
        "model": settings.model,
        "file": str(path),
        "bytes": path.stat().st_size,
        "sha256": sha256_file(path),
    }
    write_json(snakemake.output[0], receipt)
