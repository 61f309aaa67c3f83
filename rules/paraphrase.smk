"""One pool of checked paraphrases for each task."""


rule build_pool:
    input:
        model=MODEL_FILES,
    output:
        pool=layout.pool("{domain}", "{task}"),
        rejects=rejects(layout.pool("{domain}", "{task}")),
    params:
        declared=lambda wildcards: signatures.pool(wildcards.task),
        code=code_version("audioflan.paraphrase.pool"),
        settings=dict(settings.paraphrase),
        journal=layout.journal("{domain}", "{task}"),
    threads: 64  # all cores of a smaller machine: two models side by side starve each other
    log:
        layout.log("build_pool", "{domain}", "{task}"),
    benchmark:
        layout.benchmark("build_pool", "{domain}", "{task}")
    conda:
        "../envs/cpu.yaml"
    script:
        "../workflow/scripts/build_pool.py"
