"""Fetch corpora and the paraphrase model; archives are kept and never a rule's output."""


rule fetch_corpus:
    output:
        receipt=layout.receipt("{corpus}"),
    log:
        layout.log("fetch_corpus", "{corpus}"),
    benchmark:
        layout.benchmark("fetch_corpus", "{corpus}")
    conda:
        "../envs/cpu.yaml"
    params:
        sources=lambda wildcards: signatures.sources(wildcards.corpus),
        destination=layout.corpus_root("{corpus}"),
        archives=str(layout.archives),
        root=lambda wildcards: str(settings.choice(wildcards.corpus).root or ""),
    script:
        "../workflow/scripts/fetch_corpus.py"


rule fetch_model:
    output:
        layout.model("{role}"),
    log:
        layout.log("fetch_model", "{role}"),
    conda:
        "../envs/cpu.yaml"
    params:
        settings=lambda wildcards: signatures.model(wildcards.role),
        folder=str(layout.models),
        failures=layout.failures("fetch_model", "{role}"),
        failed=lambda wildcards: count_failures(
            layout.failures("fetch_model", wildcards.role)
        ),
    script:
        "../workflow/scripts/fetch_model.py"
