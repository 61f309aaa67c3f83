"""Write the golden files anew: ``python -m tests.golden.write``.

Read the difference before it is committed: a line that changed is a record that changed.
"""

import tempfile
from pathlib import Path

from tests.golden.goldens import choose, golden_path
from tests.golden.workshop import Workshop


def main() -> None:
    """Build what is needed in a temporary folder and write one file a task."""
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Path(folder))
        for task in workshop.plan.catalog.tasks.values():
            path = golden_path(task)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"".join(line + b"\n" for line in choose(workshop, task)))
            print(path)


if __name__ == "__main__":
    main()
