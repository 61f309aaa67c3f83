"""Ask llama.cpp whether it can chat with a GGUF file: ``python -m ... <path>``, status 0 if so.

Runs in a process of its own because a damaged file may abort the native code.
"""

import sys
from pathlib import Path

from audioflan.paraphrase.engine._model import Model


def main() -> None:
    """Load vocabulary and chat template; llama.cpp checks the place of every tensor on the way."""
    try:
        _ = Model(Path(sys.argv[1]), vocabulary_only=True).chat
    except ValueError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
