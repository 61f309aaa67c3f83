"""The endpoint engine against a real local server, well-behaved and not."""

import json
import socket
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from chat_server import Answer, ChatServer, completion, serving

from audioflan.errors import AudioFlanError
from audioflan.paraphrase.engine import Prompt, open_engine
from audioflan.paraphrase.engine.endpoint import EndpointEngine
from audioflan.paraphrase.settings import ParaphraseSettings

JSON = "application/json"


def _numbered(request: dict) -> list[str]:
    return [f"{request['messages'][-1]['content']} {index}" for index in range(request["n"])]


def _prompt(text: str, count: int = 2) -> Prompt:
    return Prompt(({"role": "user", "content": text},), count, seed=7)


def _settings(url: str) -> ParaphraseSettings:
    return ParaphraseSettings(engine="endpoint", model="m", url=url, sequences=4)


def _engine(url: str) -> EndpointEngine:
    return EndpointEngine(_settings(url), pauses=(0.0, 0.0))


def test_every_prompt_gets_its_texts_in_order() -> None:
    with serving(ChatServer(_numbered)) as server:
        texts = _engine(server.url).generate([_prompt(f"p{n}") for n in range(9)])
    assert texts == [[f"p{n} 0", f"p{n} 1"] for n in range(9)]
    assert {request["path"] for request in server.requests} == {"/v1/chat/completions"}


def test_the_request_carries_the_sampling_settings() -> None:
    with serving(ChatServer(_numbered)) as server:
        _engine(server.url).generate([_prompt("p")])
    (request,) = server.requests
    assert request["model"] == "m"
    assert request["n"] == 2
    assert request["seed"] == _prompt("p").sample_seeds()[0]
    assert (request["temperature"], request["top_p"], request["max_tokens"]) == (0.8, 0.95, 48)


def test_a_server_that_ignores_n_is_asked_again_with_other_seeds() -> None:
    with serving(ChatServer(lambda request: [f"text {request['seed']}"])) as server:
        (texts,) = _engine(server.url).generate([_prompt("p", count=3)])
    assert texts == [f"text {seed}" for seed in _prompt("p", count=3).sample_seeds()]
    assert [request["n"] for request in server.requests] == [3, 2, 1]


PASSING: dict[str, Answer] = {
    "busy": (503, JSON, b"{}"),
    "too many requests": (429, JSON, b"{}"),
    "an empty body": (200, JSON, b""),
    "broken JSON": (200, JSON, b'{"choices": ['),
    "no choices": (200, JSON, b'{"choices": []}'),
}


@pytest.mark.parametrize("answer", PASSING.values(), ids=PASSING)
def test_a_failure_that_passes_is_tried_again(answer: Answer) -> None:
    with serving(ChatServer(_numbered, first=[answer, answer])) as server:
        assert _engine(server.url).generate([_prompt("p")]) == [["p 0", "p 1"]]
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (PASSING["busy"], "503"),
        (PASSING["an empty body"], "empty body"),
        (PASSING["broken JSON"], "broken JSON"),
        (PASSING["no choices"], "without choices"),
    ],
)
def test_a_failure_that_stays_is_named_after_the_last_attempt(answer: Answer, said: str) -> None:
    with (
        serving(ChatServer(_numbered, first=[answer] * 3)) as server,
        pytest.raises(AudioFlanError, match=said) as caught,
    ):
        _engine(server.url).generate([_prompt("p")])
    assert "3 attempts" in caught.value.what
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, "text/html", b"<html>hello</html>"), "HTML"),
        ((404, "text/html", b"<html>not here</html>"), "HTML"),
        ((400, JSON, b'{"error": "no such model"}'), "no such model"),
        ((401, JSON, b'{"error": "who are you"}'), "401"),
        ((200, JSON, b'{"error": "odd"}'), "not a chat completion"),
        ((200, JSON, b"[1, 2]"), "not a chat completion"),
    ],
)
def test_a_failure_that_cannot_pass_is_named_at_once(answer: Answer, said: str) -> None:
    with (
        serving(ChatServer(_numbered, first=[answer])) as server,
        pytest.raises(AudioFlanError, match=said) as caught,
    ):
        _engine(server.url).generate([_prompt("p")])
    assert len(server.requests) == 1
    assert caught.value.where == f"{server.url}/chat/completions"
    assert "paraphrase.url" in str(caught.value.remedy)


def test_a_server_that_is_down_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(AudioFlanError, match="no answer from the server"):
        _engine(f"http://127.0.0.1:{port}/v1").generate([_prompt("p")])


def test_a_server_that_is_slow_is_named() -> None:
    over = threading.Event()

    def slowly(request: dict) -> list[str]:
        over.wait(10)
        return _numbered(request)

    with serving(ChatServer(slowly)) as server:
        engine = EndpointEngine(replace(_settings(server.url), timeout=0.2), pauses=(0.0,))
        with pytest.raises(AudioFlanError, match=r"no answer .*timed out \(2 attempts\)"):
            engine.generate([_prompt("p")])
        over.set()
    assert len(server.requests) == 2


def test_a_text_that_is_null_counts_as_an_empty_one() -> None:
    body = json.dumps({"choices": [{"message": {"content": None}}] * 2}).encode()
    with serving(ChatServer(_numbered, first=[(200, JSON, body)])) as server:
        assert _engine(server.url).generate([_prompt("p")]) == [["", ""]]


def test_more_choices_than_asked_are_cut() -> None:
    with serving(ChatServer(_numbered, first=[completion(["a", "b", "c"])])) as server:
        assert _engine(server.url).generate([_prompt("p")]) == [["a", "b"]]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (ParaphraseSettings(engine="endpoint"), "needs an address"),
        (ParaphraseSettings(engine="llamma"), "unknown paraphrase engine"),
        (ParaphraseSettings(engine="llama"), "no GGUF model"),
    ],
)
def test_an_engine_that_cannot_start_says_why(settings: ParaphraseSettings, said: str) -> None:
    opening: Callable[[], object] = lambda: open_engine(settings, None, threads=1)  # noqa: E731
    with pytest.raises(AudioFlanError, match=said) as caught:
        opening()
    assert caught.value.remedy
