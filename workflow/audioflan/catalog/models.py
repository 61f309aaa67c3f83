"""What the catalogue's YAML files mean, as frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DOMAINS = ("speech", "music", "audio")
SPLITS = ("train", "dev", "test")
STYLES = ("command", "request", "question", "suggestion", "emphatic")
CLEAN = "clean"


@dataclass(frozen=True)
class Licence:
    """Terms of a corpus: SPDX id (or ``LicenseRef-...``) and what it permits."""

    spdx: str
    commercial: bool
    redistribution: bool
    derivatives: bool
    note: str = ""


@dataclass(frozen=True)
class Source:
    """One thing to fetch: an archive, a package, a folder."""

    kind: str
    fields: Mapping[str, Any]
    into: str = ""
    unpack: bool = True
    keep: tuple[str, ...] = ()
    sha256: str | None = None
    md5: str | None = None
    bytes: int | None = None

    @property
    def name(self) -> str:
        """Short name for progress lines and receipts."""
        for key in ("filename", "package", "repo", "dataset", "path", "url"):
            if key in self.fields:
                return str(self.fields[key])
        return str(self.fields["urls"][0]).rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Origin:
    """Where a manifest says which member of a family a clip was cut from.

    Attributes:
        column: a manifest column, or ``extra.<field>``.
        pattern: regular expression whose first group is the key; None: the whole value is.
    """

    column: str
    pattern: str | None = None


@dataclass(frozen=True)
class Corpus:
    """One corpus of the catalogue (``config/corpora/<id>.yaml``)."""

    id: str
    name: str
    number: int
    paper: bool
    title: str
    domain: str
    licence: Licence
    homepage: str
    citation: str
    access: str
    source: tuple[str, ...]
    sources: tuple[Source, ...]
    splits: str
    parts: int
    path: Path
    languages: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, float] = field(default_factory=dict)
    families: Mapping[str, Origin] = field(default_factory=dict)
    tasks: tuple[str, ...] = ()

    def audio_id(self, utterance: str) -> str:
        """Public id of one clip, ``<NN>_<Corpus>_<utterance>``."""
        return f"{self.number:02d}_{self.name}_{utterance}"


@dataclass(frozen=True)
class Seed:
    """One hand-written instruction template."""

    id: str
    style: str
    text: str


@dataclass(frozen=True)
class Field:
    """One value of a record's input or output.

    ``labels`` are the wordings that may stand before the value ("" = none).
    """

    role: str
    kind: str
    labels: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class Companion:
    """Clips of other corpora that a recipe mixes in; an optional one the recipe can do without."""

    corpora: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    min_duration: float = 0.0
    optional: bool = False


@dataclass(frozen=True)
class Anchors:
    """Which clips a recipe is applied to; all of them when nothing is said.

    Columns named by ``require`` must be filled, those of ``where`` must hold one of the values,
    those of ``without`` (``except`` in YAML) none.
    """

    require: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    """How a task's simulated audio is made.

    ``corpora`` names those it is made from (empty: all that serve the task; the task takes the
    clips of the others as they are). ``source`` is added to the sources of its records, ``path``
    is the file that declares it.
    """

    id: str
    transform: str
    params: Mapping[str, Any]
    companions: Mapping[str, Companion]
    anchors: Anchors = field(default_factory=Anchors)
    corpora: tuple[str, ...] = ()
    source: str | None = None
    path: Path | None = None


@dataclass(frozen=True)
class Task:
    """One minor task (``templates/<domain>/<id>.yaml``)."""

    id: str
    domain: str
    major: str
    minor: str
    direction: str
    answer: str
    corpora: tuple[str, ...]
    builder: str
    params: Mapping[str, Any]
    recipe: Recipe | None
    slots: Mapping[str, str]
    input: tuple[Field, ...]
    output: tuple[Field, ...]
    lead_ins: tuple[str, ...]
    options: tuple[str, ...]
    seeds: tuple[Seed, ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    examples: tuple[Mapping[str, Any], ...]
    path: Path

    @property
    def fields(self) -> tuple[Field, ...]:
        """Input fields, then output fields."""
        return self.input + self.output

    def recipe_for(self, corpus: str) -> Recipe | None:
        """The recipe by which audio of a corpus is simulated; None where clips stay as they are."""
        if self.recipe is None or (self.recipe.corpora and corpus not in self.recipe.corpora):
            return None
        return self.recipe

    @property
    def audio_roles(self) -> tuple[str, ...]:
        """Roles that hold an audio id."""
        return tuple(entry.role for entry in self.fields if entry.kind == "audio")
