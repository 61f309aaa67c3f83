"""Any server that speaks the OpenAI chat protocol: llama-server, vLLM, SGLang, Ollama."""

import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audioflan.errors import AudioFlanError
from audioflan.paraphrase.engine.base import Engine, Prompt, Written
from audioflan.paraphrase.settings import ParaphraseSettings

NEEDS_MODEL = False
PAUSES = (0.5, 1.0, 2.0, 4.0)
TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
KEY_VARIABLE = "AUDIOFLAN_API_KEY"


def start(settings: ParaphraseSettings, model: Path | None, threads: int) -> "EndpointEngine":
    """Make a client; nothing is sent yet.

    Raises:
        AudioFlanError: ``paraphrase.url`` is missing.
    """
    del model, threads
    if not settings.url:
        raise AudioFlanError(
            "the endpoint engine needs an address",
            where="paraphrase.url",
            remedy="set it to the server's base address, e.g. http://localhost:8080/v1.",
        )
    return EndpointEngine(settings, PAUSES)


@dataclass(frozen=True)
class _Reply:
    """What came back: status, content type and body; status 0 when nothing did."""

    status: int
    kind: str
    body: bytes


class _PassingError(Exception):
    """A failure that may pass."""


class EndpointEngine(Engine):
    """Texts from a chat endpoint, at most ``settings.sequences`` requests at a time.

    Args:
        settings: of the paraphrases; ``url`` is set.
        pauses: seconds to wait before each further attempt.
    """

    def __init__(self, settings: ParaphraseSettings, pauses: Sequence[float]) -> None:
        self._settings, self._pauses = settings, pauses
        self._url = f"{str(settings.url).rstrip('/')}/chat/completions"
        self.name = "endpoint"

    def stream(self, prompts: Sequence[Prompt]) -> Iterator[Written]:
        """See :class:`audioflan.paraphrase.engine.base.Engine`."""
        with ThreadPoolExecutor(self._settings.sequences) as pool:
            asked = {pool.submit(self._texts, each): at for at, each in enumerate(prompts)}
            try:
                for answer in as_completed(asked):
                    yield Written(asked[answer], tuple(answer.result()))
            finally:
                pool.shutdown(cancel_futures=True)

    def close(self) -> None:
        """Nothing is held between requests."""

    def _texts(self, prompt: Prompt) -> list[str]:
        """All texts of a prompt; servers that ignore ``n`` are asked again for the rest."""
        texts: list[str] = []
        for seed in prompt.sample_seeds():
            if len(texts) < prompt.count:
                texts += self._choices(self._payload(prompt, prompt.count - len(texts), seed))
        return texts[: prompt.count]

    def _payload(self, prompt: Prompt, count: int, seed: int) -> bytes:
        settings = self._settings
        return json.dumps(
            {
                "model": settings.model,
                "messages": [dict(message) for message in prompt.messages],
                "n": count,
                "seed": seed,
                "temperature": settings.temperature,
                "top_p": settings.top_p,
                "max_tokens": settings.max_tokens,
            }
        ).encode("utf-8")

    def _choices(self, payload: bytes) -> list[str]:
        """Send until an answer comes, or the attempts are used up."""
        for pause in (*self._pauses, None):
            try:
                return self._read(self._send(payload))
            except _PassingError as problem:
                if pause is None:
                    tries = len(self._pauses) + 1
                    raise self._error(f"{problem} ({tries} attempts)") from problem
                time.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def _send(self, payload: bytes) -> _Reply:
        headers = {"Content-Type": "application/json"}
        if KEY_VARIABLE in os.environ:
            headers["Authorization"] = f"Bearer {os.environ[KEY_VARIABLE]}"
        request = urllib.request.Request(self._url, payload, headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=self._settings.timeout) as reply:  # noqa: S310
                return _Reply(reply.status, reply.headers.get_content_type(), reply.read())
        except urllib.error.HTTPError as reply:
            with reply:
                return _Reply(reply.code, reply.headers.get_content_type(), reply.read())
        except (OSError, http.client.HTTPException) as problem:
            raise _PassingError(f"no answer from the server: {problem}") from problem

    def _read(self, reply: _Reply) -> list[str]:
        if reply.status in TRY_AGAIN:
            raise _PassingError(f"the server answered {reply.status}")
        if reply.kind == "text/html" or reply.body.lstrip()[:1] == b"<":
            raise self._error("the server answered with a web page (HTML), not with JSON")
        if reply.status != http.client.OK:
            words = reply.body.decode("utf-8", "replace").strip()[:200]
            raise self._error(f"the server answered {reply.status}: {words}")
        if not reply.body.strip():
            raise _PassingError("the server answered with an empty body")
        try:
            data = json.loads(reply.body)
        except ValueError as problem:
            raise _PassingError(f"the server answered with broken JSON ({problem})") from problem
        return self._contents(data)

    def _contents(self, data: Any) -> list[str]:
        try:
            choices = [choice["message"]["content"] or "" for choice in data["choices"]]
        except (KeyError, TypeError, IndexError) as problem:
            raise self._error("the server's JSON is not a chat completion") from problem
        if not choices:
            raise _PassingError("the server answered without choices")
        return [str(choice).strip() for choice in choices]

    def _error(self, what: str) -> AudioFlanError:
        remedy = (
            "check that the server runs, that paraphrase.url is its base address (ending in /v1) "
            f"and that it serves the model '{self._settings.model}'."
        )
        return AudioFlanError(what, where=self._url, remedy=remedy)
