"""The process that holds the model: JSON lines in on standard input, JSON lines out.

First line in: where the model lies and how to sample. Every further line: chats with one seed
for each text wanted. Every answer is one line: ``{"ready": ...}``; for each chat, when its texts
are written, ``{"index": ..., "texts": [...], "tokens": ...}``, and ``{"done": true}`` after the
last; or ``{"error": ...}``. The process ends, whatever it is doing, when its parent closes the
pipe.
"""

import json
import os
import queue
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import llama_cpp

from audioflan.paraphrase.engine._batch import Batcher, Text
from audioflan.paraphrase.engine._model import Model
from audioflan.paraphrase.engine._sampling import Sampling

SAMPLING = ("max_tokens", "temperature", "top_k", "top_p")


def main() -> None:
    """Answer requests until standard input closes."""
    # Native code prints to descriptor 1 as it likes; the answers go through a private copy.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    lines = _lines()
    batcher = _open(json.loads(next(lines)), answers)
    for line in lines:
        try:
            for answer in _written(batcher, json.loads(line)["prompts"]):
                _say(answers, answer)
            _say(answers, {"done": True})
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
        sampling = Sampling(**{name: request[name] for name in SAMPLING})
        batcher = Batcher(
            model,
            sampling,
            request["sequences"],
            request["context"],
            request["threads"],
            request["unified"],
        )
    except ValueError as problem:
        _say(answers, {"error": str(problem)})
        os._exit(0)
    _say(answers, {"ready": f"llama-cpp-python {llama_cpp.__version__}"})
    return batcher


def _written(batcher: Batcher, prompts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each prompt's texts as soon as the last of them is written."""
    owners = [
        (index, sample)
        for index, prompt in enumerate(prompts)
        for sample in range(len(prompt["seeds"]))
    ]
    jobs = [
        batcher.job(number, prompts[index]["messages"], prompts[index]["seeds"][sample])
        for number, (index, sample) in enumerate(owners)
    ]
    found: list[dict[int, Text]] = [{} for _ in prompts]
    for text in batcher.sample(jobs):
        index, sample = owners[text.number]
        texts = found[index]
        texts[sample] = text
        if len(texts) == len(prompts[index]["seeds"]):
            words = [texts[each].text for each in sorted(texts)]
            tokens = sum(each.tokens for each in texts.values())
            yield {"index": index, "texts": words, "tokens": tokens}


def _say(answers: TextIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
