"""Targets as users type them; each is a list of files, none is a job."""

UNITS = plan.units

for domain in DOMAINS:

    rule:
        name:
            f"shards/{domain}/"
        localrule: True
        input:
            shards_of(unit for unit in UNITS if unit.task.domain == domain),


for task in plan.tasks.values():

    rule:
        name:
            f"shards/{task.domain}/{task.id}/"
        localrule: True
        input:
            shards_of(unit for unit in UNITS if unit.task.id == task.id),


for corpus in plan.corpora.values():

    rule:
        name:
            f"corpora/{corpus.id}/"
        localrule: True
        input:
            layout.manifest(corpus.id),
            shards_of(unit for unit in UNITS if unit.corpus.id == corpus.id),


rule download:
    localrule: True
    input:
        [layout.receipt(corpus) for corpus in plan.corpora],
        MODEL_FILES,


rule manifests:
    localrule: True
    input:
        [layout.manifest(corpus) for corpus in plan.corpora],


rule pools:
    localrule: True
    input:
        [layout.pool(task.domain, task.id) for task in plan.tasks.values()],


rule report:
    localrule: True
    input:
        layout.report("index.html"),
