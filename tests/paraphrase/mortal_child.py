"""Stands where the model's process stands and kills itself.

It dies ``MORTAL_DEATHS`` times in all, each time after ``MORTAL_AFTER`` prompts; and whenever a
prompt holds the text ``MORTAL_TEXT`` and asks for the sampling seed ``MORTAL_SEED`` (any when that
is not set). The count of deaths so far lies in the file ``MORTAL_COUNT``. With ``MORTAL_SILENT``
it lives and never answers.
"""

import json
import os
import signal
import sys
from pathlib import Path

COUNT = Path(os.environ["MORTAL_COUNT"])


def main() -> None:
    sys.stdin.readline()
    print(json.dumps({"ready": "mortal 1"}), flush=True)
    for line in sys.stdin:
        for index, prompt in enumerate(json.loads(line)["prompts"]):
            if deadly(prompt) or doomed(index):
                COUNT.write_text("x" * (deaths() + 1), encoding="utf-8")
                os.kill(os.getpid(), signal.SIGKILL)
            texts = [f"Please write the words, {seed}." for seed in prompt["seeds"]]
            if "MORTAL_SILENT" not in os.environ:
                say({"index": index, "texts": texts, "tokens": 5})
        if "MORTAL_SILENT" not in os.environ:
            say({"done": True})


def deaths() -> int:
    return len(COUNT.read_text(encoding="utf-8")) if COUNT.exists() else 0


def doomed(index: int) -> bool:
    after, most = (int(os.environ.get(name, "0")) for name in ("MORTAL_AFTER", "MORTAL_DEATHS"))
    return index >= after and deaths() < most


def deadly(prompt: dict) -> bool:
    text = os.environ.get("MORTAL_TEXT")
    seed = int(os.environ.get("MORTAL_SEED", prompt["seeds"][0]))
    return (
        text is not None
        and text in prompt["messages"][-1]["content"]
        and seed == prompt["seeds"][0]
    )


def say(answer: dict) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
