"""Counts of every stage, refusals by reason, and the proof that nothing was lost."""

from audioflan.report.discovery import section_modules, section_names


rule evaluate_guards:
    output:
        layout.report("guards.json"),
    log:
        layout.log("evaluate_guards"),
    conda:
        "../envs/cpu.yaml"
    params:
        declared=signatures.evaluation(),
        code=code_version("audioflan.paraphrase.evaluation"),
    script:
        "../workflow/scripts/evaluate_guards.py"


rule write_report:
    input:
        guards=layout.report("guards.json"),
        manifest=layout.shard_manifest(),
        checks=[layout.check(*unit.names) for unit in plan.units],
        asserts=[layout.asserts(task.domain, task.id) for task in plan.tasks.values()],
        instances=[layout.instances(*unit.names) for unit in plan.units],
        pools=[layout.pool(task.domain, task.id) for task in plan.tasks.values()],
        summaries=[
            layout.pool_summary(task.domain, task.id) for task in plan.tasks.values()
        ],
    output:
        page=report(layout.report("index.html"), category="Build"),
        tables=[layout.report(f"{name}.tsv") for name in section_names()],
        text=layout.report("summary.txt"),
    log:
        layout.log("write_report"),
    conda:
        "../envs/cpu.yaml"
    params:
        code=code_version("audioflan.report.stage", *section_modules()),
    script:
        "../workflow/scripts/report.py"
