"""Turn clips into instances, and instances into records."""


rule instantiate:
    input:
        manifest=manifest_for,
        index=clean_index_of,
        recipe=recipe_pack_of,
    output:
        instances=layout.instances("{domain}", "{task}", "{corpus}", "{part}"),
        rejects=rejects(layout.instances("{domain}", "{task}", "{corpus}", "{part}")),
    log:
        layout.log("instantiate", "{domain}", "{task}", "{corpus}", "{part}"),
    benchmark:
        layout.benchmark("instantiate", "{domain}", "{task}", "{corpus}", "{part}")
    conda:
        "../envs/cpu.yaml"
    params:
        declared=lambda wildcards: signatures.instances(
            wildcards.task, wildcards.corpus
        ),
        code=lambda wildcards: code_version(
            "audioflan.tasks.stage",
            f"audioflan.tasks.{catalog.tasks[wildcards.task].builder}",
        ),
        parts=lambda wildcards: plan.parts(catalog.corpora[wildcards.corpus]),
        limit=lambda wildcards: settings.limit(wildcards.task, wildcards.corpus),
        heldout=lambda wildcards: settings.heldout(wildcards.task, wildcards.corpus),
    script:
        "../workflow/scripts/instantiate.py"


rule render:
    input:
        instances=layout.instances("{domain}", "{task}", "{corpus}", "{part}"),
        pool=layout.pool("{domain}", "{task}"),
    output:
        records=temp(layout.records("{domain}", "{task}", "{corpus}", "{part}")),
        rejects=rejects(layout.records("{domain}", "{task}", "{corpus}", "{part}")),
    log:
        layout.log("render", "{domain}", "{task}", "{corpus}", "{part}"),
    conda:
        "../envs/cpu.yaml"
    params:
        declared=lambda wildcards: signatures.records(wildcards.task, wildcards.corpus),
        code=code_version("audioflan.records.render"),
        heldout=lambda wildcards: settings.heldout(wildcards.task, wildcards.corpus),
        other=settings.records.get("other", "full") == "full",
    script:
        "../workflow/scripts/render.py"
