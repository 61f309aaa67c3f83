"""What a person must do before a source can be fetched: known before anything runs."""

import os
from pathlib import Path

from audioflan.catalog.models import Source

HUB_TOKEN = "HF_TOKEN"  # noqa: S105
MDC_KEY = "MDC_API_KEY"


def step_before(source: Source, folder: Path) -> str | None:
    """The step that opens a source; None when it can be fetched, or lies in the archive folder.

    Args:
        source: any source.
        folder: archive folder of its corpus.
    """
    fields = source.fields
    if source.kind == "hub":
        kept = folder / str(fields["repo"]).replace("/", "--")
        open_ = not fields.get("gated") or kept.is_dir() or HUB_TOKEN in os.environ
        return None if open_ else f"accept the terms of {fields['repo']} and set {HUB_TOKEN}"
    if source.kind not in ("manual", "mdc"):
        return None
    place = folder / str(fields["filename"])
    if place.exists() or (source.kind == "mdc" and MDC_KEY in os.environ):
        return None
    if source.kind == "mdc":
        return f"accept the terms of dataset {fields['dataset']} and set {MDC_KEY}"
    return f"{fields['steps']} ({fields['url']}), then place the file at {place}"
