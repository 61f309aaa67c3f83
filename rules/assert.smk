"""Judge all instances of a task together: what breaks an assert does not ship."""

from audioflan.asserts.names import assert_modules


rule assert_task:
    input:
        instances_of_task,
    output:
        layout.asserts("{domain}", "{task}"),
    log:
        layout.log("assert_task", "{domain}", "{task}"),
    benchmark:
        layout.benchmark("assert_task", "{domain}", "{task}")
    conda:
        "../envs/cpu.yaml"
    params:
        declared=lambda wildcards: signatures.asserts(wildcards.task),
        code=code_version("audioflan.asserts.stage", *assert_modules()),
        files=instance_files_of,
        severities=dict(settings.asserts),
    script:
        "../workflow/scripts/assert_task.py"
