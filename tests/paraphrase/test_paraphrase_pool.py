"""Rounds of a pool: what is asked, accepted, refused, and what a killed run leaves."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer, serving
from poolbench import NO_MODELS, Folder, settings_of
from writer_server import reworded

from audioflan.catalog.models import Seed, Task
from audioflan.files import read_jsonl
from audioflan.paraphrase import Models, ParaphraseSettings, PoolFiles, PoolSummary, build_pool

RUN = Path(__file__).with_name("run_pool.py")


def test_no_source_gives_empty_files(small: Task, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    summary = folder.build(small, ParaphraseSettings(source="none"))
    assert summary == PoolSummary(small.id, 0, 0, {}, 0, 0, "none")
    assert folder.product() == (b"", b"")
    assert not folder.journal.exists()


def test_every_text_is_accepted_or_refused_with_a_reason(small: Task, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        summary = folder.build(small, settings_of(server.url))
    accepted, refused = read_jsonl(folder.pool), read_jsonl(folder.rejects)
    assert summary.generated == 3 * 3 * 4 == len(accepted) + len(refused)
    assert summary.accepted == len(accepted) > 0
    assert summary.refused == Counter(line["reason"].partition(":")[0] for line in refused)
    assert {"slots", "reversal"} <= set(summary.refused)
    assert summary.ended == "rounds"


def test_a_pool_line_tells_where_it_comes_from(small: Task, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        folder.build(small, settings_of(server.url))
    lines = read_jsonl(folder.pool)
    first = lines[0]
    assert list(first) == [
        "id", "kind", "parent", "text", "style", "origin", "model", "prompt", "seed", "guards",
    ]  # fmt: skip
    assert (first["kind"], first["origin"], first["model"]) == ("instruction", "endpoint", "m")
    assert first["parent"] in {seed.id for seed in small.seeds}
    assert len({line["id"] for line in lines}) == len(lines)
    assert all(0 <= line["guards"]["rouge_l"] < 0.9 for line in lines)


def test_a_round_says_what_it_asks_for_and_when_it_is_done(small: Task, tmp_path: Path) -> None:
    told: list[str] = []
    files = PoolFiles(*(tmp_path / name for name in ("p.jsonl", "r.jsonl", "s.json", "j.jsonl")))
    with serving(ChatServer(reworded)) as server:
        settings = settings_of(server.url, rounds=2)
        build_pool(small, settings, NO_MODELS, files, progress=told.append)
        build_pool(small, settings, NO_MODELS, files, progress=told.append)
    assert told == [
        f"{small.id}: round {number}: {words}"
        for number in (1, 2)
        for words in ("3 prompts, 12 texts", "3/3 prompts")
    ]


def test_a_second_run_asks_nothing_and_gives_the_same_bytes(small: Task, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        folder.build(small, settings_of(server.url))
        before, asked = folder.product(), len(server.requests)
        summary = folder.build(small, settings_of(server.url))
    assert len(server.requests) == asked == 9
    assert summary.written == 0
    assert folder.product() == before


def test_the_order_of_answers_does_not_matter(small: Task, tmp_path: Path) -> None:
    with serving(ChatServer(reworded)) as server:
        products = []
        for sequences in (1, 4, 64):
            folder = Folder(tmp_path / str(sequences))
            folder.build(small, settings_of(server.url, sequences=sequences))
            products.append(folder.product())
    assert products[0] == products[1] == products[2]


def test_an_edited_seed_is_asked_again_and_no_other(small: Task, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    edited = Seed("s02", "command", "Write down what is spoken, word for word.")
    after = dataclasses.replace(small, seeds=(small.seeds[0], edited, small.seeds[2]))
    with serving(ChatServer(reworded)) as server:
        folder.build(small, settings_of(server.url))
        server.requests.clear()
        folder.build(after, settings_of(server.url))
    assert len(server.requests) == 3
    assert all(each["messages"][-1]["content"].endswith(edited.text) for each in server.requests)


def test_more_rounds_only_append(small: Task, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        folder.build(small, settings_of(server.url, rounds=1))
        before = folder.pool.read_bytes()
        folder.build(small, settings_of(server.url, rounds=4))
    assert folder.pool.read_bytes().startswith(before)
    assert len(folder.pool.read_bytes()) > len(before)


def test_rounds_end_at_the_target(small: Task, tmp_path: Path) -> None:
    with serving(ChatServer(reworded)) as server:
        summary = Folder(tmp_path).build(small, settings_of(server.url, target=1))
    assert (summary.ended, summary.rounds) == ("target", 1)


def test_rounds_end_when_hardly_anything_is_accepted(small: Task, tmp_path: Path) -> None:
    with serving(ChatServer(lambda request: ["rubbish"] * request["n"])) as server:
        summary = Folder(tmp_path).build(small, settings_of(server.url, floor=0.1))
    assert (summary.ended, summary.rounds, summary.accepted) == ("floor", 1, 0)
    assert summary.generated == sum(summary.refused.values()) == 12


def test_a_killed_run_goes_on_where_it_stopped(small: Task, tmp_path: Path) -> None:
    """SIGKILL in the middle; what is in the journal is never asked again."""
    calm, killed = Folder(tmp_path / "calm"), Folder(tmp_path / "killed")

    def slowly(request: dict[str, Any]) -> list[str]:
        time.sleep(0.05)
        return reworded(request)

    with serving(ChatServer(slowly)) as server:
        settings = settings_of(server.url, sequences=1)
        calm.build(small, settings)
        run = _start(small, settings, None, killed)
        _wait_for_lines(killed.journal, 2, run)
        run.send_signal(signal.SIGKILL)
        run.wait()
        kept = {line["prompt"] for line in read_jsonl(killed.journal)}
        assert 2 <= len(kept) < 9
        assert not killed.pool.exists()
        summary = killed.build(small, settings)
    assert summary.written == (9 - len(kept)) * 4
    assert killed.product() == calm.product()


def _start(
    task: Task, settings: ParaphraseSettings, model: Path | None, folder: Folder
) -> "subprocess.Popen[bytes]":
    """Build a pool in another process."""
    folder.root.mkdir(parents=True, exist_ok=True)
    request = {
        "task": str(task.path),
        "seeds": len(task.seeds),
        "settings": dataclasses.asdict(settings),
        "model": None if model is None else str(model),
        "folder": str(folder.root),
    }
    return subprocess.Popen([sys.executable, str(RUN), json.dumps(request)], env=dict(os.environ))


def _wait_for_lines(path: Path, count: int, run: "subprocess.Popen[bytes]") -> None:
    while not path.exists() or path.read_bytes().count(b"\n") < count:
        assert run.poll() is None, "the run ended before it could be killed"
        time.sleep(0.01)


@pytest.mark.slow
def test_a_killed_run_of_the_real_model_gives_the_same_pool(
    asr: Task, gguf: Path, tmp_path: Path
) -> None:
    task = dataclasses.replace(asr, seeds=asr.seeds[:4])
    settings = ParaphraseSettings(
        source="generate", per_seed=2, rounds=1, target=None, sequences=2, max_tokens=24
    )
    calm, killed = Folder(tmp_path / "calm"), Folder(tmp_path / "killed")
    calm.build(task, settings, Models(gguf))
    run = _start(task, settings, gguf, killed)
    _wait_for_lines(killed.journal, 1, run)
    run.send_signal(signal.SIGKILL)
    run.wait()
    kept = len(read_jsonl(killed.journal))
    assert 1 <= kept < 4
    summary = killed.build(task, settings, Models(gguf))
    assert summary.written == (4 - kept) * 2
    assert summary.generated == summary.accepted + sum(summary.refused.values()) == 8
    assert killed.product() == calm.product()
