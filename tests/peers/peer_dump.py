"""Print as JSON what another library makes of a corpus.

Run by the interpreter that has the library, which is not the project's own::

    .venv-peers/bin/python tests/peers/peer_dump.py <library> <recipe> <folder> [<options as JSON>]

``dump_<library>.py`` beside this file has ``dump(recipe, folder, options)`` and returns the
items; an item is an object whose keys are the library's words for ``KEYS`` and more besides.
"""

import contextlib
import importlib
import json
import sys
from pathlib import Path

KEYS = ("id", "path", "start", "duration", "text", "speaker", "gender", "language", "split")
"""What every library may say of an item: seconds, a path below the folder, null: not said."""


def main() -> None:
    """Dump the items named on the command line."""
    library, recipe, folder, *rest = sys.argv[1:]
    options = json.loads(rest[0]) if rest else {}
    # Libraries print as they go; only the items may reach the standard output.
    with contextlib.redirect_stdout(sys.stderr):
        items = importlib.import_module(f"dump_{library}").dump(recipe, Path(folder), options)
    json.dump(items, sys.stdout)


if __name__ == "__main__":
    main()
