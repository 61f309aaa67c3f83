"""Targets as users type them; each is a list of files, none is a job."""

UNITS = plan.units

for domain in DOMAINS:

    rule:
        name:
            f"shards/{domain}/"
        input:
            shards_of(unit for unit in UNITS if unit.task.domain == domain),
        localrule: True


for task in plan.tasks.values():

    rule:
        name:
            f"shards/{task.domain}/{task.id}/"
        input:
            shards_of(unit for unit in UNITS if unit.task.id == task.id),
        localrule: True


for corpus in plan.corpora.values():

    rule:
        name:
            f"corpora/{corpus.id}/"
        input:
            layout.manifest(corpus.id),
            shards_of(unit for unit in UNITS if unit.corpus.id == corpus.id),
        localrule: True


rule download:
    input:
        [layout.receipt(corpus) for corpus in plan.corpora],
        MODEL_FILES,
    localrule: True


rule manifests:
    input:
        [manifest_of(corpus) for corpus in plan.corpora.values()],
    localrule: True


rule pools:
    input:
        [layout.pool(task.domain, task.id) for task in plan.tasks.values()],
    localrule: True


rule report:
    input:
        layout.report("index.html"),
    localrule: True
