"""One record of every task with pictures of its sounds."""


rule draw_gallery:
    input:
        shards=ALL_SHARDS,
        audio=[pack for unit in plan.units for pack in packs_of(unit)],
    output:
        directory(layout.report("gallery")),
    log:
        layout.log("draw_gallery"),
    conda:
        "../envs/cpu.yaml"
    params:
        code=code_version("audioflan.report.gallery"),
    script:
        "../workflow/scripts/gallery.py"


rule gallery:
    input:
        layout.report("gallery"),
    localrule: True
