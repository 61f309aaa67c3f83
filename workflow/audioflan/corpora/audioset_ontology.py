"""The AudioSet ontology: names of sounds, and which sounds are kinds of which others.

Layout of ``ontology.json``: a list of objects with ``id`` (a MID such as ``/m/0bt9lr``), ``name``
and ``child_ids``, among other keys. A sound may be a kind of several others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from audioflan.corpora.json_files import load_json
from audioflan.corpora.listing import needed
from audioflan.errors import AudioFlanError

FILE = "ontology.json"
SOURCE = "github.com/audioset/ontology"


@dataclass(frozen=True)
class Ontology:
    """Names and children by MID."""

    names: Mapping[str, str]
    children: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, root: Path, files: pl.DataFrame) -> "Ontology":
        """Read ``ontology.json``, wherever it lies in a listing.

        Raises:
            AudioFlanError: it is missing, or no ontology.
        """
        path = root / needed(root, files, FILE, SOURCE)
        try:
            nodes = [(node["id"], node["name"], node["child_ids"]) for node in load_json(path)]
        except (TypeError, KeyError) as error:
            what = "not the ontology: a list of objects with id, name and child_ids"
            raise AudioFlanError(what, where=path, remedy=f"fetch it from {SOURCE}") from error
        names = {mid: name for mid, name, _ in nodes}
        return cls(names, {mid: tuple(children) for mid, _, children in nodes})

    def below(self, roots: Iterable[str]) -> set[str]:
        """The roots themselves and all that are kinds of them."""
        found: set[str] = set()
        waiting = list(roots)
        while waiting:
            mid = waiting.pop()
            if mid not in found:
                found.add(mid)
                waiting.extend(self.children.get(mid, ()))
        return found

    def most_specific(self, mids: Iterable[str]) -> list[str]:
        """Those of the sounds of which no other one given is a kind, in the order given."""
        given = list(dict.fromkeys(mids))
        general = {mid for mid in given if (self.below([mid]) - {mid}).intersection(given)}
        return [mid for mid in given if mid not in general]
