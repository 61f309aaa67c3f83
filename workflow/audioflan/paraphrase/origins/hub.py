"""Models of the Hugging Face hub: ``hub:<owner>/<repo>/<path>.gguf[@<revision>]``."""

import glob
import re
from pathlib import Path
from typing import Any

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import kind_of
from audioflan.paraphrase.gguf import part_names

SPEC = re.compile(r"hub:(?P<repo>[\w.-]+/[\w.-]+)/(?P<file>[^@]+\.gguf)(?:@(?P<revision>.+))?")


def obtain(spec: str, folder: Path, progress: Progress) -> Path:
    """Bring all parts of a model to ``<folder>/<owner>--<repo>/``; the first of them.

    Without a revision the newest one is taken, once: a model that is there is used again.

    Raises:
        AudioFlanError: the spec is not well formed, the repository or a part is not to be had.
    """
    named = SPEC.fullmatch(spec)
    if named is None:
        what = f"'{spec}' names no file of the hub"
        raise AudioFlanError(
            what, remedy="write hub:<owner>/<repo>/<path>.gguf, with @<revision> to pin it."
        )
    parts = part_names(named["file"])
    fields: dict[str, Any] = {
        "repo": named["repo"],
        "repo_type": "model",
        "files": [glob.escape(part) for part in parts],
        "asked_by": "paraphrase.model",
    }
    if named["revision"]:
        fields["revision"] = named["revision"]
    source = Source(kind="hub", fields=fields)
    found = kind_of(source).obtain(source, folder, progress)
    missing = [part for part in parts if part not in found.files]
    if missing:
        what = f"the repository lacks {len(missing)} of {len(parts)} parts, first {missing[0]}"
        raise AudioFlanError(what, where=spec, remedy="choose a model that is whole.")
    return found.path / parts[0]
