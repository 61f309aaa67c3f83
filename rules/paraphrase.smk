"""One pool of checked paraphrases for each task."""


rule build_pool:
    input:
        model=MODEL_FILES,
    output:
        pool=layout.pool("{domain}", "{task}"),
        rejects=rejects(layout.pool("{domain}", "{task}")),
    log:
        layout.log("build_pool", "{domain}", "{task}"),
    benchmark:
        layout.benchmark("build_pool", "{domain}", "{task}")
    conda:
        "../envs/cpu.yaml"
    threads: 64  # all cores of a smaller machine: two models side by side starve each other
    params:
        declared=lambda wildcards: signatures.pool(wildcards.task),
        code=code_version(
            "audioflan.paraphrase.pool",
            f"audioflan.paraphrase.engine.{signatures.engine}",
            "audioflan.paraphrase.engine._child",
        ),
        settings=dict(settings.paraphrase),
        journal=layout.journal("{domain}", "{task}"),
    script:
        "../workflow/scripts/build_pool.py"
