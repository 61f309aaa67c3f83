"""What can be built, and how much of the paper that covers."""

from dataclasses import dataclass

from audioflan.catalog.models import Corpus
from audioflan.catalog.plan import Plan


@dataclass(frozen=True)
class CorpusAccount:
    """One corpus: whether it is built, and if not, the step that would add it."""

    corpus: Corpus
    state: str
    step: str
    tasks: int


@dataclass(frozen=True)
class Coverage:
    """Counts against the paper: (in the catalogue, in the paper)."""

    tasks: tuple[int, int]
    majors: tuple[int, int]
    corpora: tuple[int, int]
    pairs: tuple[int, int]

    @property
    def complete(self) -> bool:
        """Whether the catalogue has all that the paper has."""
        counts = (self.tasks, self.majors, self.corpora, self.pairs)
        return all(have == total for have, total in counts)


@dataclass(frozen=True)
class TaskCoverage:
    """One task of the paper: those of its corpora that serve it here, those that do not."""

    domain: str
    task: str
    served: tuple[str, ...]
    missing: tuple[str, ...]


def corpus_accounts(plan: Plan) -> list[CorpusAccount]:
    """Every corpus of the catalogue: ``built``, ``not chosen`` or ``missing``, and why."""
    served: dict[str, int] = {}
    for _, corpus in plan.catalog.pairs():
        served[corpus.id] = served.get(corpus.id, 0) + 1
    return [
        CorpusAccount(corpus, *_state(plan, corpus), served.get(corpus.id, 0))
        for corpus in plan.catalog.corpora.values()
    ]


def _state(plan: Plan, corpus: Corpus) -> tuple[str, str]:
    if corpus.id in plan.corpora:
        return "built", ""
    if corpus.id in plan.skipped:
        return "missing", plan.skipped[corpus.id]
    step = plan.missing_step(corpus)
    return "not chosen", step or f"add `{corpus.id}: {{}}` under corpora in the config"


def coverage(plan: Plan) -> Coverage:
    """How many of the paper's tasks, majors, corpora and pairs the catalogue knows."""
    catalog, paper = plan.catalog, plan.catalog.paper
    known = {(task.id, corpus.id) for task, corpus in catalog.pairs()}
    tasks = [name for name in paper.tasks if name in catalog.tasks]
    majors = {row["major"] for row in paper.tasks.values()}
    return Coverage(
        tasks=(len(tasks), len(paper.tasks)),
        majors=(len({paper.tasks[name]["major"] for name in tasks}), len(majors)),
        corpora=(sum(name in catalog.corpora for name in paper.corpora), len(paper.corpora)),
        pairs=(sum(pair in known for pair in paper.pairs), len(paper.pairs)),
    )


def task_coverage(plan: Plan) -> list[TaskCoverage]:
    """Every task of the paper with its pairs, in the paper's order."""
    known = {(task.id, corpus.id) for task, corpus in plan.catalog.pairs()}
    return [
        TaskCoverage(
            row["domain"],
            name,
            tuple(corpus for corpus in row["corpora"] if (name, corpus) in known),
            tuple(corpus for corpus in row["corpora"] if (name, corpus) not in known),
        )
        for name, row in plan.catalog.paper.tasks.items()
    ]


def missing_parts(plan: Plan) -> list[str]:
    """The paper's tasks, corpora and pairs that the catalogue lacks, as steps a user can take."""
    catalog, paper = plan.catalog, plan.catalog.paper
    tasks = [
        f"task {name}: write templates/{row['domain']}/{name}.yaml"
        for name, row in paper.tasks.items()
        if name not in catalog.tasks
    ]
    corpora = [
        f"corpus {name}: write config/corpora/{name}.yaml and workflow/audioflan/corpora/{name}.py"
        for name in paper.corpora
        if name not in catalog.corpora
    ]
    pairs = [
        f"pair {row.task}/{corpus}: name {corpus} in templates/{row.domain}/{row.task}.yaml"
        for row in task_coverage(plan)
        for corpus in row.missing
        if row.task in catalog.tasks and corpus in catalog.corpora
    ]
    return tasks + corpora + pairs


def corpora_page(plan: Plan) -> str:
    """``docs/corpora.md``: every corpus of the catalogue, as a Markdown page."""
    heads = ("Corpus", "Domain", "Languages", "Access", "Licence", "Items", "Hours", "Tasks")
    rows = [_cells(account) for account in corpus_accounts(plan)]
    lines = [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows)]
    return "\n".join(
        [
            "# Corpora",
            "",
            "Written by `audioflan catalog --markdown > docs/corpora.md`.",
            "Access: *open* is fetched as it is, *gated* needs an account and accepted terms,",
            "*manual* is fetched by hand (the steps are printed).",
            "",
            *lines,
            "",
        ]
    )


def _cells(account: CorpusAccount) -> list[str]:
    corpus = account.corpus
    tongues = corpus.languages
    shown = ", ".join(tongues) if len(tongues) <= 6 else f"{len(tongues)} languages"
    counts = [corpus.counts.get(name) for name in ("items", "hours")]
    return [
        f"[{corpus.id}]({corpus.homepage})",
        corpus.domain,
        shown,
        corpus.access,
        corpus.licence.spdx,
        *("" if count is None else f"{count:,.10g}" for count in counts),
        str(account.tasks),
    ]
