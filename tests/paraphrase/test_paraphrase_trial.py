"""``audioflan model``: models listed, fetched, checked and measured before a build needs one."""

import dataclasses
import json
import re
from pathlib import Path

import pytest
from chat_server import ChatServer, serving
from tiny_gguf import CHAT, LLAMA, tiny
from typer.testing import CliRunner
from writer_server import reworded

from audioflan.catalog.models import Task
from audioflan.cli import app
from audioflan.errors import AudioFlanError
from audioflan.files import sha256_file
from audioflan.paraphrase import ParaphraseSettings
from audioflan.paraphrase.trial import Rate, measure, most_texts, one_text, trial_prompts

DIGEST = re.compile(r"^[0-9a-f]{64}", re.MULTILINE)


@pytest.fixture
def tasks(asr: Task, task_of) -> list[Task]:
    """Two tasks, with three and with two of their seeds."""
    other = task_of("beat_tracking")
    return [
        dataclasses.replace(asr, seeds=asr.seeds[:3]),
        dataclasses.replace(other, seeds=other.seeds[:2]),
    ]


def _endpoint(url: str, **changes: object) -> ParaphraseSettings:
    named = {"engine": "endpoint", "model": "m", "url": url, "sequences": 2, **changes}
    return ParaphraseSettings.of(named)


def test_prompts_take_a_seed_of_every_task_in_turn(tasks: list[Task]) -> None:
    settings = ParaphraseSettings(per_seed=4)
    speech, music = tasks
    order = [(speech, 0), (music, 0), (speech, 1), (music, 1), (speech, 2)]
    prompts = trial_prompts(tasks, settings)
    assert [prompt.count for prompt in prompts] == [4] * 5
    for prompt, (task, at) in zip(prompts, order, strict=True):
        assert prompt.messages[-1]["content"].endswith(task.seeds[at].text)
    assert trial_prompts(tasks, settings, texts=9) == prompts[:3]
    assert trial_prompts(tasks, settings, texts=999) == prompts


def test_pools_ask_for_all_seeds_in_all_rounds_at_most(tasks: list[Task]) -> None:
    assert most_texts(tasks, ParaphraseSettings(per_seed=4, rounds=3)) == 5 * 4 * 3


def test_a_rate_tells_how_long_more_texts_take() -> None:
    rate = Rate(texts=20, tokens=400, seconds=10.0)
    assert rate.speed == 40
    assert rate.time_for(7200) == "60 min"


def test_texts_are_counted_and_progress_is_told(tasks: list[Task]) -> None:
    told: list[str] = []
    with serving(ChatServer(reworded)) as server:
        settings = _endpoint(server.url)
        rate = measure(settings, None, 1, trial_prompts(tasks, settings), told.append)
    assert (rate.texts, rate.tokens) == (20, 0)
    assert rate.seconds > 0
    assert told[-1] == "5/5 prompts"


def test_a_model_that_writes_nothing_is_named(tasks: list[Task]) -> None:
    with serving(ChatServer(lambda request: [" "] * request["n"])) as server:
        settings = _endpoint(server.url)
        with pytest.raises(AudioFlanError, match="m: the model wrote an empty text"):
            one_text(settings, None, 1, trial_prompts(tasks, settings)[0])


@pytest.fixture
def run(tmp_path: Path):
    """Run a sub-command under a configuration of one corpus."""

    def invoke(command: str, *arguments: str, **paraphrase: object):
        config = {
            "build": str(tmp_path / "build"),
            "archives": str(tmp_path / "archives"),
            "corpora": {"animal_sounds": {}},
            "tasks": ["sound_event_recognition"],
            "paraphrase": paraphrase,
        }
        (tmp_path / "my.yaml").write_text(json.dumps(config), encoding="utf-8")
        given = ["model", command, *arguments, "--config", str(tmp_path / "my.yaml")]
        return CliRunner().invoke(app, given, env={"COLUMNS": "200"})

    return invoke


def test_list_shows_what_is_configured_and_what_is_there(run, tmp_path: Path) -> None:
    model = tmp_path / "archives" / "models" / "herd--llama" / "m.gguf"
    model.parent.mkdir(parents=True)
    model.write_bytes(tiny(CHAT))
    judge = {"engine": "endpoint", "url": "http://x/v1", "model": "wise"}
    done = run("list", source="generate", model="hub:herd/llama/m.gguf", judge=judge)
    assert done.exit_code == 0
    assert "writer: hub:herd/llama/m.gguf, engine llama, source generate" in done.output
    assert "judge:  wise at http://x/v1, engine endpoint" in done.output
    assert DIGEST.findall(done.output) == [sha256_file(model)]
    assert f"{len(tiny(CHAT))} bytes  herd--llama/m.gguf" in done.output


def test_fetch_gives_the_checked_file_and_its_digest(run, tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(tiny(CHAT))
    done = run("fetch", str(path))
    assert done.exit_code == 0
    assert done.output.split() == [str(path), "sha256", sha256_file(path)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such model file"),
        (tiny({"general.architecture": "nonsense"}), "architecture that this llama.cpp"),
        (tiny(LLAMA), "no chat template"),
        (tiny(CHAT), "llama.cpp cannot load m.gguf"),
    ],
    ids=["missing", "architecture", "no template", "no weights"],
)
def test_check_names_what_is_wrong(run, tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "m.gguf"
    if content is not None:
        path.write_bytes(content)
    done = run("check", str(path), "--threads", "1")
    assert isinstance(done.exception, AudioFlanError)
    assert str(done.exception).startswith(f"{path}: ")
    assert said in str(done.exception)
    assert done.exception.remedy


def test_check_asks_an_endpoint_for_one_text(run) -> None:
    with serving(ChatServer(reworded)) as server:
        done = run("check", "m", engine="endpoint", url=server.url)
    assert done.exit_code == 0
    assert [request["n"] for request in server.requests] == [1]
    asked, wrote = done.output.splitlines()
    assert asked.startswith("asked: Say this as ")
    assert wrote == f"wrote: {reworded(server.requests[0])[0]}"


def test_bench_says_how_long_the_pools_take(run, task_of) -> None:
    with serving(ChatServer(reworded)) as server:
        chosen = {"engine": "endpoint", "url": server.url, "model": "m", "rounds": 3}
        done = run("bench", "--texts", "8", "--sequences", "1", "--sequences", "2", **chosen)
    assert done.exit_code == 0
    rows = [re.findall(r"[^│┃ ]+", line) for line in done.output.splitlines() if "│" in line]
    assert [row[:2] for row in rows] == [["1", "8"], ["2", "8"]]
    seeds = len(task_of("sound_event_recognition").seeds)
    assert f"at most {seeds * 4 * 3} texts (tasks: 1, rounds: 3" in done.output
    assert "paraphrase.source is 'none'" in done.output


@pytest.mark.slow
def test_the_real_model_is_checked_and_measured(run, gguf: Path) -> None:
    done = run("check", str(gguf), "--threads", "1")
    assert done.exit_code == 0
    assert "whole, of a known architecture, with a chat template" in done.output
    assert re.search(r"^wrote: \w", done.output, re.MULTILINE)
    done = run("bench", str(gguf), "--threads", "1", "--texts", "4", source="generate")
    row = next(line for line in done.output.splitlines() if line.startswith("│"))
    sequences, texts, seconds, speed, *_ = re.findall(r"[\d.]+", row)
    assert (sequences, texts) == ("16", "4")
    assert float(seconds) > 0
    assert float(speed) > 0
    assert "paraphrase.source is" not in done.output
