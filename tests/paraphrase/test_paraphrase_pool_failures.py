"""Engines that fail and texts that cannot pass: the pool says so and the seeds remain."""

import dataclasses
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer, serving
from poolbench import Folder, record, reworded_answer, settings_of
from writer_server import reworded

from audioflan.catalog.models import Seed, Task
from audioflan.errors import AudioFlanError
from audioflan.files import read_jsonl
from audioflan.paraphrase import Models
from audioflan.paraphrase.engine import endpoint


def test_null_and_empty_answers_are_refused_like_any_other(small: Task, tmp_path: Path) -> None:
    choices = [{"message": {"content": content}} for content in (None, "", "  ", "\n\n")]
    answer = (200, "application/json", json.dumps({"choices": choices}).encode())
    with serving(ChatServer(reworded, first=[answer] * 3)) as server:
        summary = Folder(tmp_path).build(small, settings_of(server.url, rounds=2))
    assert summary.complete
    assert summary.generated == summary.accepted + sum(summary.refused.values()) == 24
    assert summary.accepted > 0
    empty = [line for line in read_jsonl(Folder(tmp_path).rejects) if not line["text"]]
    assert len(empty) == 12
    assert {line["reason"] for line in empty} == {"script: empty"}


FAILURES = {
    "a web page": (200, "text/html", b"<html>hello</html>"),
    "no such model": (404, "application/json", b'{"error": "no such model"}'),
    "not a completion": (200, "application/json", b"[]"),
}


@pytest.mark.parametrize("answer", FAILURES.values(), ids=FAILURES)
def test_a_failed_engine_leaves_what_was_accepted_and_is_made_good_later(
    small: Task, tmp_path: Path, answer: tuple[int, str, bytes]
) -> None:
    calm, broken = Folder(tmp_path / "calm"), Folder(tmp_path / "broken")
    with serving(ChatServer(reworded)) as server:
        settings = settings_of(server.url, sequences=1)
        calm.build(small, settings)
        first_round = read_jsonl(calm.pool)
        server.first.extend([reworded_answer(server.requests[number]) for number in range(4)])
        server.first.append(answer)
        summary = broken.build(small, settings)
        assert (summary.complete, summary.rounds) == (False, 1)
        assert summary.ended.startswith("engine failed: ")
        assert summary.warning
        assert broken.summary["complete"] is False
        kept = read_jsonl(broken.pool)
        assert kept == first_round[: len(kept)]
        with pytest.raises(AudioFlanError):
            server.first.append(answer)
            broken.build(small, dataclasses.replace(settings, on_failure="stop"))
        summary = broken.build(small, settings)
        assert summary.complete
        assert summary.warning is None
    assert broken.product() == calm.product()


STAYING = {
    "busy": (503, "application/json", b"{}"),
    "an empty body": (200, "application/json", b""),
    "broken JSON": (200, "application/json", b'{"choices": ['),
}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that tries once more, and at once."""
    monkeypatch.setattr(endpoint, "PAUSES", (0.0,))


@pytest.mark.parametrize(("name", "answer"), STAYING.items(), ids=STAYING)
def test_a_failure_that_stays_leaves_the_seeds_and_is_said(
    small: Task, tmp_path: Path, impatient: None, name: str, answer: tuple[int, str, bytes]
) -> None:
    with serving(ChatServer(reworded, first=[answer] * 100)) as server:
        summary = Folder(tmp_path).build(small, settings_of(server.url))
    assert (summary.complete, summary.generated) == (False, 0)
    assert {"busy": "503"}.get(name, name) in summary.ended
    assert "(2 attempts)" in summary.ended
    assert str(summary.warning).startswith("engine failed: ")
    assert Folder(tmp_path).product() == (b"", b"")


def test_a_server_that_is_down_or_slow_leaves_the_seeds(
    small: Task, tmp_path: Path, impatient: None
) -> None:
    over = threading.Event()

    def slowly(request: dict[str, Any]) -> list[str]:
        over.wait(10)
        return reworded(request)

    with serving(ChatServer(slowly)) as server:
        slow = Folder(tmp_path / "slow").build(small, settings_of(server.url, timeout=0.5))
        over.set()
    down = Folder(tmp_path / "down").build(small, settings_of(server.url))
    for summary in (slow, down):
        assert (summary.complete, summary.generated) == (False, 0)
        assert "no answer from the server" in summary.ended
        assert summary.warning
    with pytest.raises(AudioFlanError, match="no answer from the server"):
        Folder(tmp_path).build(small, settings_of(server.url, on_failure="stop"))


def test_a_missing_model_leaves_the_recorded_texts(small: Task, tmp_path: Path) -> None:
    lines = [
        json.dumps({"parent": "s01", "text": "Please type up the words spoken in this recording."})
    ]
    settings = record(tmp_path / "mine", small, lines)
    settings = dataclasses.replace(settings, source="both")
    folder = Folder(tmp_path)
    summary = folder.build(small, settings, Models(problem="m.gguf: no such model file"))
    assert (summary.accepted, summary.complete) == (1, False)
    assert summary.ended == "engine failed: m.gguf: no such model file"
    gone = folder.build(small, settings, Models(tmp_path / "gone.gguf"))
    assert (gone.accepted, gone.complete) == (1, False)


def test_a_lexicon_that_nothing_can_pass_leaves_an_empty_pool(small: Task, tmp_path: Path) -> None:
    impossible = dataclasses.replace(small, must=("no text says this",))
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        summary = folder.build(impossible, settings_of(server.url, floor=0.02))
    assert (summary.accepted, summary.complete, summary.ended) == (0, True, "floor")
    assert summary.warning == "the guards accepted none; the hand-written seeds stand alone."
    assert any("lexicon: lacks" in line["reason"] for line in read_jsonl(folder.rejects))


def test_seeds_in_another_script_are_refused_with_reasons(small: Task, tmp_path: Path) -> None:
    seeds = tuple(
        Seed(f"s0{number}", "command", text)
        for number, text in enumerate(("请把录音里的话写成文字。", "Расшифруй речь на записи."), 1)
    )
    folder = Folder(tmp_path)
    task = dataclasses.replace(small, seeds=seeds)
    replies = ["请把这段语音转成文字。", "Transcribe the speech.", "Запиши слова.", "..."]
    with serving(ChatServer(lambda request: replies[: request["n"]])) as server:
        summary = folder.build(task, settings_of(server.url))
    assert summary.complete
    assert summary.generated == summary.accepted + sum(summary.refused.values()) > 0
    assert all(line["reason"] for line in read_jsonl(folder.rejects))
