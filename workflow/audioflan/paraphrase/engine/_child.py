"""The process that holds the model: JSON lines in on standard input, JSON lines out.

First line in: where the model lies and how to sample. Every further line: chats with one seed
for each text wanted. Every answer is one line, ``{"ready": ...}``, ``{"texts": ...}`` or
``{"error": ...}``. The process ends, whatever it is doing, when its parent closes the pipe.
"""

import json
import os
import queue
import sys
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import llama_cpp

from audioflan.paraphrase.engine._batch import Batcher, Sampling
from audioflan.paraphrase.engine._model import Model


def main() -> None:
    """Answer requests until standard input closes."""
    # Native code prints to descriptor 1 as it likes; the answers go through a private copy.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    lines = _lines()
    batcher = _open(json.loads(next(lines)), answers)
    for line in lines:
        try:
            _say(answers, {"texts": _texts(batcher, json.loads(line)["prompts"])})
        except ValueError as problem:
            _say(answers, {"error": str(problem)})


def _lines() -> Iterator[str]:
    """Lines of standard input, read by a thread so that its end is noticed at once."""
    waiting: queue.Queue[str] = queue.Queue()

    def read() -> None:
        for line in sys.stdin:
            waiting.put(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return iter(waiting.get, None)


def _open(request: dict[str, Any], answers: TextIO) -> Batcher:
    try:
        model = Model(Path(request["model"]), request["gpu_layers"])
        sampling = Sampling(request["max_tokens"], request["temperature"], request["top_p"])
        batcher = Batcher(
            model, sampling, request["sequences"], request["context"], request["threads"]
        )
    except ValueError as problem:
        _say(answers, {"error": str(problem)})
        os._exit(0)
    _say(answers, {"ready": f"llama-cpp-python {llama_cpp.__version__}"})
    return batcher


def _texts(batcher: Batcher, prompts: list[dict[str, Any]]) -> list[list[str]]:
    jobs = [batcher.job(prompt["messages"], seed) for prompt in prompts for seed in prompt["seeds"]]
    texts = iter(batcher.sample(jobs))
    return [list(islice(texts, len(prompt["seeds"]))) for prompt in prompts]


def _say(answers: TextIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
