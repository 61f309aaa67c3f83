"""What people say of the accepted paraphrases."""

from audioflan.paraphrase.review import failure_rates
from audioflan.report.section import Build, Section

PLACE = 58


def section(build: Build) -> Section:
    """Failure rate of every reviewed task, with exact 95 % intervals."""
    return Section(
        title="Review of paraphrases",
        table=failure_rates(build.plan.tasks.values(), build.layout),
        note="A paraphrase fails when any reviewer calls it bad; audioflan review pools asks.",
    )
