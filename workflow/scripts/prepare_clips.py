from pathlib import Path

from audioflan.audio import AudioSettings, Outputs, prepare_clips
from audioflan.job import job

with job(snakemake.log[0]):
    prepare_clips(
        manifest=Path(snakemake.input.manifest),
        root=Path(snakemake.params.root),
        part=int(snakemake.wildcards.part),
        parts=snakemake.params.parts,
        settings=AudioSettings(**snakemake.params.settings),
        outputs=Outputs(
            tar=Path(snakemake.output.tar),
            index=Path(snakemake.output.index),
            rejects=Path(snakemake.output.rejects),
            build_root=Path(snakemake.params.build),
        ),
        threads=snakemake.threads,
    )
