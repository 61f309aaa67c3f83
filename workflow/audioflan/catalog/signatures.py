"""Digests of just those declarations that a stage reads: what decides whether it runs again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audioflan.catalog.models import Corpus, Task
from audioflan.catalog.plan import Plan
from audioflan.files import digest, sha256_file

LLAMA = "llama"


class Signatures:
    """Semantic digests for rule parameters.

    A seed's wording belongs to the pool and the records, a builder's parameters to the
    instances, a recipe to the audio: an edit reruns the stages that read what it changed.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.config = plan.config

    @property
    def engines(self) -> tuple[str, ...]:
        """Names of the engines that write and judge paraphrases."""
        judge = self._paraphrase.get("judge") or {}
        writer = self._paraphrase.get("engine", LLAMA)
        return tuple(dict.fromkeys((writer, judge.get("engine", writer))))

    @property
    def rewords(self) -> bool:
        """Whether a share of the records is reworded one by one."""
        return bool(self._paraphrase.get("mode") == "instance")

    @property
    def model_roles(self) -> tuple[str, ...]:
        """Models that must lie on this machine: ``writer``, ``judge`` (unless it is the same)."""
        generates = self._paraphrase.get("source") in ("generate", "both")
        judge, writer = self._paraphrase.get("judge"), self._paraphrase.get("engine", LLAMA)
        writes = writer == LLAMA and (generates or self.rewords)
        judges = judge is not None and judge.get("engine", writer) == LLAMA and generates
        judges = judges and not (writes and self.model("judge") == self.model("writer"))
        return ("writer",) * writes + ("judge",) * judges

    def model(self, role: str) -> dict[str, Any]:
        """Settings that decide which model serves in a role."""
        judge = (self._paraphrase.get("judge") or {}) if role == "judge" else {}
        named = {**self._paraphrase, **judge}
        return {key: named[key] for key in ("model", "quantise", "on_failure") if key in named}

    @property
    def pool_settings(self) -> dict[str, Any]:
        """Paraphrase settings that a pool depends on."""
        return {k: v for k, v in self._paraphrase.items() if k not in ("mode", "fraction")}

    @property
    def rewording_settings(self) -> dict[str, Any]:
        """Paraphrase settings that the rewording of single records depends on."""
        pools = ("source", "recorded", "judge", "shots", "per_seed", "rounds", "target", "floor")
        return {key: value for key, value in self._paraphrase.items() if key not in pools}

    def recorded(self, task: str) -> list[str]:
        """The recorded pool that a task's pool begins with, as a list of one or no path."""
        if self._paraphrase.get("source") not in ("recorded", "both"):
            return []
        shipped, declared = self.plan.catalog.home / "templates" / "recorded", self._task(task)
        folder = Path(self._paraphrase.get("recorded") or shipped).expanduser()
        path = folder / declared.domain / f"{task}.jsonl"
        return [str(path)] if path.is_file() else []

    def sources(self, corpus: str) -> str:
        """What is fetched, and whether the user's own copy stands in."""
        declared = self._corpus(corpus)
        root = self.config.choice(corpus).root
        entries = [
            (s.kind, dict(s.fields), s.into, s.unpack, s.keep, s.sha256, s.md5)
            for s in declared.sources
        ]
        return digest([entries, str(root)])

    def index(self, corpus: str) -> str:
        """What the manifest depends on beside the corpus's files."""
        declared, choice = self._corpus(corpus), self.config.choice(corpus)
        return digest(
            [
                declared.name,
                declared.number,
                declared.licence.spdx,
                declared.splits,
                {**declared.options, **choice.options},
                choice.limit,
                dict(self.config.splits) if declared.splits == "drawn" else None,
            ]
        )

    def families(self, corpus: str) -> str:
        """What decides on the splits of a family: who is in it, by which keys."""
        own = self._corpus(corpus)
        members = [own, *self.plan.relatives(own)]
        keys = [{name: asdict(key) for name, key in one.families.items()} for one in members]
        return digest([(one.id, one.splits, key) for one, key in zip(members, keys, strict=True)])

    def audio(self) -> str:
        """Storage settings of audio packs."""
        return digest(dict(self.config.audio))

    def recipe(self, task: str, corpus: str) -> str:
        """A simulated recipe: transform, parameters, companions and the number of clips."""
        declared = self._task(task)
        found = declared.recipe_for(corpus)
        if found is None:
            return ""
        companions = {
            name: [
                [found.id for found in self.plan.companions(declared, name)],
                {key: list(values) for key, values in companion.where.items()},
                companion.min_duration,
            ]
            for name, companion in found.companions.items()
        }
        body = [found.transform, dict(found.params), companions, asdict(found.anchors)]
        return digest([body, self.config.limit(task, corpus), dict(self.config.audio)])

    def instances(self, task: str, corpus: str) -> str:
        """Builder, parameters, fields and slots; not their wording."""
        declared = self._task(task)
        recipe = declared.recipe_for(corpus)
        fields = [(field.role, field.kind) for field in declared.fields]
        return digest(
            [
                declared.builder,
                dict(declared.params),
                fields,
                len(declared.input),
                dict(declared.slots),
                list(declared.options),
                self.config.limit(task, corpus),
                self.config.heldout(task, corpus),
                list(self._corpus(corpus).source),
                None if recipe is None else recipe.source,
            ]
        )

    def asserts(self, task: str) -> str:
        """What the instances are held against."""
        declared = self._task(task)
        fields = [(field.role, field.kind) for field in declared.fields]
        recipe = dict(declared.recipe.params) if declared.recipe else {}
        body = [declared.answer, list(declared.options), dict(declared.slots), fields]
        return digest([*body, dict(declared.params), recipe])

    def pool(self, task: str) -> str:
        """Seeds, lexicon and prompts."""
        prompts = ["paraphrase.j2", *(["judge.j2"] if self._paraphrase.get("judge") else [])]
        return digest([self._wording(task), self._prompts(prompts)])

    def rewordings(self, task: str) -> str:
        """Wording, labels and lead-ins, and the prompts that ask for others."""
        prompts = self._prompts(["paraphrase.j2", "label.j2"])
        return digest([self._wording(task), self._labels(task), prompts])

    def records(self, task: str, corpus: str) -> str:
        """Wording of seeds, labels and lead-ins, and the place in the taxonomy."""
        declared = self._task(task)
        place = [declared.major, declared.minor, declared.direction]
        held = self.config.heldout(task, corpus)
        body = [self._wording(task), *self._labels(task), place, held]
        return digest([*body, dict(self.config.records)])

    @property
    def _paraphrase(self) -> Mapping[str, Any]:
        return self.config.paraphrase

    def _prompts(self, names: Sequence[str]) -> list[str]:
        folder = self.plan.catalog.home / "templates" / "prompts"
        paths = [folder / name for name in names]
        return [path.read_text(encoding="utf-8") if path.is_file() else "" for path in paths]

    def _labels(self, task: str) -> list[object]:
        declared = self._task(task)
        labels = [(field.role, list(field.labels)) for field in declared.fields]
        return [labels, list(declared.lead_ins)]

    def evaluation(self) -> str:
        """Wording of every task, and the labelled texts that guards are judged on."""
        home = self.plan.catalog.home
        files = sorted((home / "templates" / "evaluation").rglob("*.yaml"))
        texts = [(path.relative_to(home).as_posix(), sha256_file(path)) for path in files]
        return digest([[self._wording(task) for task in self.plan.catalog.tasks], texts])

    def _wording(self, task: str) -> list[object]:
        declared = self._task(task)
        seeds = [(seed.id, seed.style, seed.text) for seed in declared.seeds]
        return [seeds, dict(declared.slots), list(declared.must), list(declared.must_not)]

    def _corpus(self, corpus: str) -> Corpus:
        return self.plan.catalog.corpora[corpus]

    def _task(self, task: str) -> Task:
        return self.plan.catalog.tasks[task]
