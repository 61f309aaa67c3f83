"""What a configuration builds: known in full before any job runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from audioflan.catalog.access import step_before
from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.config import PLAN, Config
from audioflan.catalog.models import Corpus, Task


@dataclass(frozen=True)
class Unit:
    """The unit of work after the manifest: one part of one corpus for one task."""

    task: Task
    corpus: Corpus
    part: int

    @property
    def names(self) -> tuple[str, str, str, int]:
        """(domain, task, corpus, part), as file names want them."""
        return self.task.domain, self.task.id, self.corpus.id, self.part


@dataclass(frozen=True)
class Plan:
    """Corpora, pairs and units of one configuration."""

    catalog: Catalog
    config: Config

    @cached_property
    def _selection(self) -> tuple[dict[str, Corpus], dict[str, str]]:
        chosen, missing = {}, {}
        for corpus in self.catalog.corpora.values():
            if self.config.corpora is not None and corpus.id not in self.config.corpora:
                continue
            step = self.missing_step(corpus)
            if step is None or self.config.missing == PLAN:
                chosen[corpus.id] = corpus
            else:
                missing[corpus.id] = step
        return chosen, missing

    @property
    def corpora(self) -> Mapping[str, Corpus]:
        """Corpora that are built."""
        return self._selection[0]

    @property
    def skipped(self) -> Mapping[str, str]:
        """Corpora asked for but not to be had yet -> the step that would add them."""
        return self._selection[1]

    def missing_step(self, corpus: Corpus) -> str | None:
        """What the user must do before this corpus can be built; None when nothing."""
        if self.config.choice(corpus.id).root is not None:
            return None
        folder = self.config.archives / corpus.id
        steps = [step for source in corpus.sources if (step := step_before(source, folder))]
        return f"{'; '.join(steps)}; or set corpora.{corpus.id}.root" if steps else None

    def parts(self, corpus: Corpus) -> int:
        """Number of parts a corpus is cut into."""
        return self.config.choice(corpus.id).parts or corpus.parts

    @cached_property
    def pairs(self) -> list[tuple[Task, Corpus]]:
        """Pairs that are built."""
        return [
            (task, corpus)
            for task, corpus in self.catalog.pairs()
            if corpus.id in self.corpora
            and (self.config.tasks is None or task.id in self.config.tasks)
            and not (task.recipe_for(corpus.id) and self.lacking_companions(task))
        ]

    def lacking_companions(self, task: Task) -> list[str]:
        """Companions that the task's recipe cannot do without and for which no corpus is built."""
        needed = task.recipe.companions if task.recipe else {}
        return [
            name
            for name, companion in needed.items()
            if not companion.optional and not self.companions(task, name)
        ]

    def companions(self, task: Task, name: str) -> list[Corpus]:
        """Built corpora that can serve as the named companion of the task's recipe."""
        if task.recipe is None:
            return []
        named = task.recipe.companions[name].corpora
        return [self.corpora[corpus] for corpus in named if corpus in self.corpora]

    def relatives(self, corpus: Corpus) -> list[Corpus]:
        """Other corpora of the same families that are built and can be had, in order of ids."""
        return [
            other
            for other in self._families
            if other.id != corpus.id and not other.families.keys().isdisjoint(corpus.families)
        ]

    @cached_property
    def _families(self) -> list[Corpus]:
        """Corpora of any family that have a pair; one that waits for a step holds up no other."""
        built = {corpus.id: corpus for _, corpus in self.pairs if corpus.families}
        return [built[name] for name in sorted(built) if self.missing_step(built[name]) is None]

    @cached_property
    def units(self) -> list[Unit]:
        """Every unit of work, in order of task, corpus, part."""
        return [
            Unit(task, corpus, part)
            for task, corpus in self.pairs
            for part in range(self.parts(corpus))
        ]

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Tasks that have at least one pair."""
        return {task.id: task for task, _ in self.pairs}
