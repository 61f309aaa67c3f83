"""llama.cpp in a process of its own, because native code may abort and take its process along."""

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, cast

from audioflan.code_version import SOURCE_ROOT
from audioflan.errors import AudioFlanError
from audioflan.paraphrase.engine.base import Engine, EngineDiedError, Prompt, Written
from audioflan.paraphrase.settings import ParaphraseSettings

PATIENCE = 900.0
NEEDS_MODEL = True
REASON = "error loading model: "
CHILD = "audioflan.paraphrase.engine._child"


def start(settings: ParaphraseSettings, model: Path | None, threads: int) -> "LlamaEngine":
    """Start a child process and load the model in it.

    Raises:
        AudioFlanError: there is no model, or llama.cpp cannot load it.
    """
    if model is None or not model.is_file():
        raise AudioFlanError(
            f"no GGUF model at {model}",
            where="paraphrase.model",
            remedy="obtain the model first, or set paraphrase.source to none.",
        )
    engine = LlamaEngine(settings, model, threads)
    engine.open()
    return engine


class LlamaEngine(Engine):
    """Texts from a GGUF model; after a death the next request starts a new child.

    Args:
        settings: of the paraphrases.
        model: the GGUF file.
        threads: processor threads; no more than the cores the job owns.
        patience: seconds a request may take before the child counts as dead.
    """

    name = "llama"

    def __init__(
        self, settings: ParaphraseSettings, model: Path, threads: int, patience: float = PATIENCE
    ) -> None:
        self._request = {
            **asdict(settings),
            "model": str(model),
            "threads": threads,
            "unified": settings.unified,
        }
        self._model, self.patience = model, patience
        self._child: _Child | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the running child, None when there is none."""
        return self._child.process.pid if self._child else None

    def open(self) -> None:
        """Start a child and load the model.

        Raises:
            AudioFlanError: the model cannot be loaded.
        """
        try:
            self.name = str(self._ask(self._request)["ready"])
        except EngineDiedError as problem:
            raise self._error(f"cannot load the model: {problem}") from problem

    def stream(self, prompts: Sequence[Prompt]) -> Iterator[Written]:
        """See :class:`audioflan.paraphrase.engine.base.Engine`."""
        if self._child is None:
            self.open()
        asked = [
            {"messages": [dict(each) for each in prompt.messages], "seeds": prompt.sample_seeds()}
            for prompt in prompts
        ]
        answer = self._ask({"prompts": asked})
        while "done" not in answer:
            yield Written(answer["index"], tuple(answer["texts"]), answer["tokens"])
            answer = self._ask()

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _ask(self, request: dict[str, Any] | None = None) -> dict[str, Any]:
        """The answer to a request, or the next one to the last request."""
        if self._child is None:
            self._child = _Child()
        try:
            if request is not None:
                self._child.tell(request)
            answer = self._child.answer(self.patience)
        except EngineDiedError:
            self.close()
            raise
        if "error" in answer:
            words = self._child.last_words()
            self.close()
            raise self._error(f"{answer['error']} {words}".strip())
        return answer

    def _error(self, what: str) -> AudioFlanError:
        remedy = "choose another paraphrase.model, or fewer paraphrase.sequences."
        return AudioFlanError(what, where=self._model, remedy=remedy)


class _Child:
    """The running process and its pipes."""

    def __init__(self) -> None:
        # Appending, so that looking back never moves the place where the child writes.
        self._log = tempfile.TemporaryFile("a+", encoding="utf-8", errors="replace")  # noqa: SIM115
        self.process = subprocess.Popen(
            [sys.executable, "-m", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=child_environment(),
            encoding="utf-8",
        )
        self._out = cast(IO[str], self.process.stdin)
        self._in = cast(IO[str], self.process.stdout)
        # A pipe may hold several lines of which a waiting reader would see only the first.
        self._lines: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def tell(self, request: dict[str, Any]) -> None:
        """Send one line.

        Raises:
            EngineDiedError: the process has ended.
        """
        try:
            self._out.write(json.dumps(request) + "\n")
            self._out.flush()
        except BrokenPipeError:
            raise EngineDiedError(f"its process ended {self.last_words()}") from None

    def answer(self, patience: float) -> dict[str, Any]:
        """The next line, which must come within ``patience`` seconds.

        Raises:
            EngineDiedError: no whole line came in time.
        """
        try:
            line = self._lines.get(timeout=patience)
        except queue.Empty:
            raise EngineDiedError(f"no answer in {patience:g} s") from None
        if not line.endswith("\n"):
            raise EngineDiedError(f"its process ended {self.last_words()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _listen(self) -> None:
        """Read lines as they come; "" tells that there will be no more."""
        with contextlib.suppress(ValueError):  # closed from the other side
            for line in self._in:
                self._lines.put(line)
        self._lines.put("")

    def last_words(self) -> str:
        """What the process printed about its end, in brackets; "" when nothing."""
        self._log.seek(0)
        words = reason_in(self._log)
        return f"[{words}]" if words else ""

    def end(self) -> None:
        """Kill the process and close its pipes."""
        self.process.kill()
        self._listener.join()
        for stream in (self._out, self._in, self._log):
            with contextlib.suppress(BrokenPipeError):
                stream.close()
        self.process.wait()


def reason_in(lines: Iterable[str]) -> str:
    """llama.cpp's reason among the lines of a process; the last line when it gives none."""
    said = [line.strip() for line in lines if line.strip()]
    reasons = [line.partition(REASON)[2] for line in said if REASON in line]
    return (reasons or said or [""])[-1]


def child_environment() -> dict[str, str]:
    """This process's environment, with this package importable and waiting threads soon asleep.

    Threads that spin while they wait make a busy machine several times slower; threads that fall
    asleep at once make one text at a time a fifth slower.
    """
    paths = [str(SOURCE_ROOT), os.environ.get("PYTHONPATH", "")]
    path = os.pathsep.join(each for each in paths if each)
    waiting = {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "1000"}
    return {**waiting, **os.environ, "PYTHONPATH": path}
