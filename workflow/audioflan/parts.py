"""Parts of a corpus: equal ranges that are known before anything runs.

Standard library only: the workflow file is parsed in every cluster job.
"""

from pathlib import Path

from audioflan.errors import AudioFlanError


def part_range(total: int, part: int, parts: int, where: Path | None = None) -> range:
    """Which of ``total`` things, counted from 0, belong to a part; ranges differ by one at most.

    Args:
        total: number of things.
        part: from 0.
        parts: number of parts.
        where: the file that is cut, for the error.

    Raises:
        AudioFlanError: ``part`` is not below ``parts``.
    """
    if not 0 <= part < parts:
        what = f"part {part} of {parts} does not exist"
        raise AudioFlanError(what, where=where, remedy=f"name a part from 0 to {parts - 1}.")
    return range(part * total // parts, (part + 1) * total // parts)
