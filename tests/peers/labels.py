"""Labels beside another library's: lists as text, the facts in ``extra`` as columns."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
from tests.peers.compare import MISSING, Case, Difference, Item, clips

FOUND = ("path", "start", "duration")


def text(value: Any) -> str | None:
    """A list as text, since a difference has to be hashable; null if there is nothing."""
    return json.dumps(value, ensure_ascii=False) if value else None


def labelled(case: Case, manifest: pl.DataFrame) -> list[dict[str, Any]]:
    """Our clips below the case's folder; columns ``extra.<key>`` have the facts in ``extra``."""
    rows = []
    for clip in clips(manifest, case.corpus):
        if clip["path"].startswith(case.root):
            facts = json.loads(clip["extra"] or "{}")
            row = {**clip, **{f"extra.{key}": value for key, value in facts.items()}}
            rows.append({name: _shown(value) for name, value in row.items()})
    return rows


def _shown(value: Any) -> Any:
    return text(value) if isinstance(value, list | dict) else value


def unfound(paths: Mapping[str, str], why: str) -> list[Difference]:
    """Clips that the library lists although ours has rejected them; paths by clip."""
    return [Difference(clip, MISSING, None, path, why) for clip, path in paths.items()]


def whole(labels: Sequence[str]) -> str | None:
    """Labels of a whole clip, as ``events`` has them."""
    return text([{"label": label, "start": None, "end": None} for label in labels])


def attribute(name: str, say: Callable[[Any], Any] = lambda value: value) -> Callable[[Item], Any]:
    """The library's attribute in our words; what it does not know stays null."""
    return lambda item: None if item[name] is None else say(item[name])
