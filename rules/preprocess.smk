"""Read labels into manifests; decode and pack clips; simulate audio."""


rule index_corpus:
    input:
        receipt=layout.receipt("{corpus}"),
    output:
        manifest=layout.manifest("{corpus}"),
        rejects=rejects(layout.manifest("{corpus}")),
    log:
        layout.log("index_corpus", "{corpus}"),
    benchmark:
        layout.benchmark("index_corpus", "{corpus}")
    conda:
        "../envs/cpu.yaml"
    params:
        declared=lambda wildcards: signatures.index(wildcards.corpus),
        code=lambda wildcards: code_version(
            "audioflan.corpora.stage", f"audioflan.corpora.{wildcards.corpus}"
        ),
        root=corpus_root_of,
        options=lambda wildcards: dict(settings.choice(wildcards.corpus).options),
        limit=lambda wildcards: settings.choice(wildcards.corpus).limit,
        splits=dict(settings.splits),
    script:
        "../workflow/scripts/index_corpus.py"


rule align_splits:
    input:
        manifest=layout.manifest("{corpus}"),
        relatives=lambda wildcards: [
            layout.manifest(relative.id)
            for relative in plan.relatives(catalog.corpora[wildcards.corpus])
        ],
    output:
        manifest=layout.aligned("{corpus}"),
    log:
        layout.log("align_splits", "{corpus}"),
    benchmark:
        layout.benchmark("align_splits", "{corpus}")
    conda:
        "../envs/cpu.yaml"
    params:
        declared=lambda wildcards: signatures.families(wildcards.corpus),
        code=code_version("audioflan.corpora.families"),
        relatives=lambda wildcards: [
            relative.id
            for relative in plan.relatives(catalog.corpora[wildcards.corpus])
        ],
    script:
        "../workflow/scripts/align_splits.py"


rule prepare_clips:
    input:
        manifest=layout.manifest("{corpus}"),
    output:
        tar=layout.audio("{domain}", "{corpus}", CLEAN, "{part}") + ".tar",
        index=layout.audio("{domain}", "{corpus}", CLEAN, "{part}") + ".parquet",
        rejects=layout.audio("{domain}", "{corpus}", CLEAN, "{part}")
        + ".rejects.parquet",
    log:
        layout.log("prepare_clips", "{domain}", "{corpus}", "{part}"),
    benchmark:
        layout.benchmark("prepare_clips", "{domain}", "{corpus}", "{part}")
    conda:
        "../envs/cpu.yaml"
    params:
        code=code_version("audioflan.audio.clips"),
        settings=dict(settings.audio),
        parts=lambda wildcards: plan.parts(catalog.corpora[wildcards.corpus]),
        root=corpus_root_of,
        build=build_root_of,
    script:
        "../workflow/scripts/prepare_clips.py"


rule gather_clips:
    input:
        parts=clean_parts_of,
    output:
        index=layout.clean_index("{domain}", "{corpus}"),
    log:
        layout.log("gather_clips", "{domain}", "{corpus}"),
    conda:
        "../envs/cpu.yaml"
    params:
        code=code_version("audioflan.audio.index"),
    script:
        "../workflow/scripts/gather_clips.py"


rule prepare_recipe:
    input:
        manifest=manifest_for,
        clips=clean_pack_of,
        companions=companion_files_of,
    output:
        tar=layout.audio("{domain}", "{corpus}", "{recipe}", "{part}") + ".tar",
        index=layout.audio("{domain}", "{corpus}", "{recipe}", "{part}") + ".parquet",
        rejects=layout.audio("{domain}", "{corpus}", "{recipe}", "{part}")
        + ".rejects.parquet",
    log:
        layout.log("prepare_recipe", "{domain}", "{corpus}", "{recipe}", "{part}"),
    benchmark:
        layout.benchmark("prepare_recipe", "{domain}", "{corpus}", "{recipe}", "{part}")
    wildcard_constraints:
        recipe=rf"(?!{CLEAN}\.)[a-z0-9_]+",
    conda:
        "../envs/cpu.yaml"
    params:
        declared=lambda wildcards: signatures.recipe(wildcards.recipe, wildcards.corpus),
        code=lambda wildcards: code_version(
            "audioflan.audio.recipes",
            f"audioflan.audio.transforms.{catalog.tasks[wildcards.recipe].recipe.transform}",
        ),
        parts=lambda wildcards: plan.parts(catalog.corpora[wildcards.corpus]),
        corpus=prepared_part_of,
        companions=companion_params_of,
        limit=recipe_limit_of,
        build=build_root_of,
    script:
        "../workflow/scripts/prepare_recipe.py"
