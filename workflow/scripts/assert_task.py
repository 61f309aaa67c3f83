from pathlib import Path

from audioflan.asserts.data import read_task_data
from audioflan.asserts.stage import assert_task, write_verdict
from audioflan.catalog.declared import declared_corpus, declared_task
from audioflan.job import job

with job(snakemake.log[0]):
    task = declared_task(snakemake.wildcards.task)
    files = {
        corpus: [Path(path) for path in paths] for corpus, paths in snakemake.params.files.items()
    }
    data = read_task_data(task, [declared_corpus(corpus) for corpus in files], files)
    verdict = assert_task(data, snakemake.params.severities)
    print(f"{data.total} instances of {len(files)} corpora")
    write_verdict(verdict, task.path, snakemake.output[0])
