"""Counts of every stage, refusals by reason, and the proof that nothing was lost."""


rule write_report:
    input:
        manifest=layout.shard_manifest(),
        checks=[layout.check(*unit.names) for unit in plan.units],
        instances=[layout.instances(*unit.names) for unit in plan.units],
        pools=[layout.pool(task.domain, task.id) for task in plan.tasks.values()],
        summaries=[
            layout.pool_summary(task.domain, task.id) for task in plan.tasks.values()
        ],
    output:
        page=report(layout.report("index.html"), category="Build"),
        tables=[
            layout.report(f"{name}.tsv") for name in ("summary", "refusals", "pools")
        ],
        text=layout.report("summary.txt"),
    log:
        layout.log("write_report"),
    conda:
        "../envs/cpu.yaml"
    params:
        code=code_version("audioflan.report.stage"),
    script:
        "../workflow/scripts/report.py"
