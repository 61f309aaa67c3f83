"""Check every record from its bytes, without trusting the renderer."""


rule validate:
    input:
        records=RECORDS,
        index=clean_index_of,
        recipe=recipe_pack_of,
    output:
        check=layout.check("{domain}", "{task}", "{corpus}", "{part}"),
        rejects=rejects(layout.check("{domain}", "{task}", "{corpus}", "{part}")),
    log:
        layout.log("validate", "{domain}", "{task}", "{corpus}", "{part}"),
    conda:
        "../envs/cpu.yaml"
    params:
        code=code_version("audioflan.records.validate", "audioflan.records.resolve"),
    script:
        "../workflow/scripts/validate.py"
