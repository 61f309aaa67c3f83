"""Write accepted records into shards, and the manifest of all shards."""


rule compress:
    input:
        records=layout.records("{domain}", "{task}", "{corpus}", "{part}"),
        check=layout.check("{domain}", "{task}", "{corpus}", "{part}"),
        rejects=rejects(layout.check("{domain}", "{task}", "{corpus}", "{part}")),
        # A gate, not a source: another corpus's new instances do not change these shards.
        asserts=ancient(layout.asserts("{domain}", "{task}")),
    output:
        **{
            split: layout.shard("{domain}", "{task}", "{corpus}", split, "{part}")
            for split in SPLITS
        },
        frames=[
            frames(shard)
            for shard in layout.shard_set("{domain}", "{task}", "{corpus}", "{part}")
        ],
    log:
        layout.log("compress", "{domain}", "{task}", "{corpus}", "{part}"),
    conda:
        "../envs/cpu.yaml"
    params:
        code=code_version("audioflan.records.shards"),
    script:
        "../workflow/scripts/compress.py"


rule shard_manifest:
    input:
        ALL_SHARDS,
    output:
        layout.shard_manifest(),
    log:
        layout.log("shard_manifest"),
    conda:
        "../envs/cpu.yaml"
    params:
        code=code_version("audioflan.records.manifest"),
        root=shard_root_of,
    script:
        "../workflow/scripts/shard_manifest.py"
