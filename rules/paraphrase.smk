"""One pool of checked paraphrases for each task; rewordings of single records where asked for."""

ENGINE_CODE = [f"audioflan.paraphrase.engine.{name}" for name in signatures.engines]


rule build_pool:
    input:
        **MODEL_FILES,
        recorded=lambda wildcards: signatures.recorded(wildcards.task),
    output:
        pool=layout.pool("{domain}", "{task}"),
        rejects=rejects(layout.pool("{domain}", "{task}")),
        summary=layout.pool_summary("{domain}", "{task}"),
    log:
        layout.log("build_pool", "{domain}", "{task}"),
    benchmark:
        layout.benchmark("build_pool", "{domain}", "{task}")
    conda:
        WRITER_ENVIRONMENT
    threads: 64  # all cores of a smaller machine: two models side by side starve each other
    params:
        declared=lambda wildcards: signatures.pool(wildcards.task),
        code=code_version(
            "audioflan.paraphrase.pool",
            "audioflan.paraphrase.engine._child",
            *ENGINE_CODE,
        ),
        settings=signatures.pool_settings,
        journal=layout.journal("{domain}", "{task}"),
        failures=layout.failures("build_pool", "{domain}", "{task}"),
        failed=lambda wildcards: count_failures(
            layout.failures("build_pool", *wildcards)
        ),
    script:
        "../workflow/scripts/build_pool.py"


if signatures.rewords:

    rule reword:
        input:
            **MODEL_FILES,
            records=layout.records("{domain}", "{task}", "{corpus}", "{part}"),
            instances=layout.instances("{domain}", "{task}", "{corpus}", "{part}"),
            pool=layout.pool("{domain}", "{task}"),
        output:
            records=temp(RECORDS),
            rewordings=layout.rewordings("{domain}", "{task}", "{corpus}", "{part}"),
            rejects=rejects(
                layout.rewordings("{domain}", "{task}", "{corpus}", "{part}")
            ),
        log:
            layout.log("reword", "{domain}", "{task}", "{corpus}", "{part}"),
        conda:
            WRITER_ENVIRONMENT
        threads: 64  # as for the pools
        params:
            declared=lambda wildcards: signatures.rewordings(wildcards.task),
            code=code_version(
                "audioflan.paraphrase.reword",
                "audioflan.paraphrase.engine._child",
                *ENGINE_CODE,
            ),
            settings=signatures.rewording_settings,
            journal=layout.reworded_journal("{domain}", "{task}", "{corpus}", "{part}"),
            failures=layout.failures(
                "reword", "{domain}", "{task}", "{corpus}", "{part}"
            ),
            failed=lambda wildcards: count_failures(
                layout.failures("reword", *wildcards)
            ),
        script:
            "../workflow/scripts/reword.py"
