"""Stands where the model's process stands and kills itself: ``MORTAL_DEATHS`` requests long.

The count of deaths so far lies in the file ``MORTAL_COUNT``. With ``MORTAL_SILENT`` it lives and
never answers.
"""

import json
import os
import signal
import sys
from pathlib import Path


def main() -> None:
    count = Path(os.environ["MORTAL_COUNT"])
    sys.stdin.readline()
    print(json.dumps({"ready": "mortal 1"}), flush=True)
    for line in sys.stdin:
        deaths = len(count.read_text(encoding="utf-8")) if count.exists() else 0
        if deaths < int(os.environ["MORTAL_DEATHS"]):
            count.write_text("x" * (deaths + 1), encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)
        if "MORTAL_SILENT" in os.environ:
            continue
        prompts = json.loads(line)["prompts"]
        texts = [[f"Please write the words, {seed}." for seed in p["seeds"]] for p in prompts]
        print(json.dumps({"texts": texts}), flush=True)


if __name__ == "__main__":
    main()
