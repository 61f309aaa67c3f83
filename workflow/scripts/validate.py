from audioflan.catalog.declared import declared_corpus, declared_task
from audioflan.job import job
from audioflan.records import Expectation, validate_file
from audioflan.records.resolve import known_audio_ids

with job(snakemake.log[0]):
    indexes = [snakemake.input.index, *snakemake.input.recipe]
    check = validate_file(
        snakemake.input.records,
        Expectation.of(
            declared_task(snakemake.wildcards.task),
            declared_corpus(snakemake.wildcards.corpus),
            known_audio_ids(snakemake.input.records, indexes),
        ),
        snakemake.output.rejects,
    )
    print(f"{check.accepted} of {check.seen} accepted")
    check.write(snakemake.output.check)
