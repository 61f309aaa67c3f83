"""Ask llama.cpp whether a GGUF file is whole: ``python -m ... <path>``, exit status 0 when it is.

Runs in a process of its own because a damaged file may abort the native code.
"""

import sys
from pathlib import Path

from audioflan.paraphrase.engine._model import Model


def main() -> None:
    """Load the vocabulary; llama.cpp checks the place of every tensor on the way."""
    try:
        Model(Path(sys.argv[1]), vocabulary_only=True)
    except ValueError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
