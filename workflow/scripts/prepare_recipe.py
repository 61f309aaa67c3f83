from pathlib import Path

from audioflan.audio import Outputs, PreparedCorpus, prepare_recipe
from audioflan.catalog.declared import declared_task
from audioflan.job import job


def prepared(entry):
    index = Path(entry["index"])
    return PreparedCorpus(entry["corpus"], Path(entry["manifest"]), Path(entry["root"]), (index,))


with job(snakemake.log[0]):
    prepare_recipe(
        recipe=declared_task(snakemake.wildcards.recipe).recipe,
        corpus=prepared(snakemake.params.corpus),
        companions={
            name: [prepared(entry) for entry in entries]
            for name, entries in snakemake.params.companions.items()
        },
        part=int(snakemake.wildcards.part),
        parts=snakemake.params.parts,
        outputs=Outputs(
            tar=Path(snakemake.output.tar),
            index=Path(snakemake.output.index),
            rejects=Path(snakemake.output.rejects),
            build_root=Path(snakemake.params.build),
        ),
        limit=snakemake.params.limit,
        threads=snakemake.threads,
    )
