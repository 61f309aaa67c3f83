"""Rebuild Audio-FLAN style instruction-tuning shards from their source corpora.

snakemake --cores 4                                 everything in config/config.yaml
snakemake --cores 4 shards/music/                   one domain
snakemake --cores 4 shards/music/beat_tracking/     one task
snakemake --cores 4 corpora/asterisk_prompts/       one corpus
snakemake --cores 4 download | manifests | pools | report | gallery
"""

from snakemake.utils import min_version

min_version("9.27")

if not config:

    configfile: "config/config.yaml"


include: "rules/common.smk"


rule all:
    default_target: True
    input:
        [layout.manifest(corpus) for corpus in plan.corpora],
        ALL_SHARDS,
        layout.shard_manifest(),
        layout.report("index.html"),
    localrule: True


include: "rules/targets.smk"
include: "rules/download.smk"
include: "rules/preprocess.smk"
include: "rules/template.smk"
include: "rules/paraphrase.smk"
include: "rules/validate.smk"
include: "rules/assert.smk"
include: "rules/compress.smk"
include: "rules/report.smk"
include: "rules/gallery.smk"


onstart:
    hold_build_lock()


onsuccess:
    show_summary()
