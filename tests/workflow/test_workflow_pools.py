"""Paraphrases through the workflow: a recorded pool, a model that fails, a kill, single records."""

import json
import os
import re
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml
from tests.paraphrase.chat_server import ChatServer, serving
from tests.paraphrase.writer_server import reworded
from workbench import CONFIG, Workflow

from audioflan.files import read_jsonl
from audioflan.records.lines import read_lines

pytestmark = [pytest.mark.slow, pytest.mark.long]

TASK = "automatic_speech_recognition"
RECORDED = Path("templates/recorded/speech") / f"{TASK}.jsonl"
POOL = Path("build/pools/speech") / f"{TASK}.jsonl"
JOURNAL = Path("build/pools/journal/speech") / f"{TASK}.jsonl"
REWORDINGS = Path("build/reworded/speech") / TASK / "asterisk_prompts.0.jsonl"
LINE = {"parent": "s01", "style": "request", "text": "Would you jot down the words spoken here?"}
OTHER = {
    "parent": "s05",
    "style": "question",
    "text": "Could you transcribe what the audio says?",
}
AFTER_POOL = {"render": 1, "validate": 1, "compress": 1, "shard_manifest": 1, "write_report": 1}
PAGE = (200, "text/html", b"<html>login</html>")


def config(tasks: list[str], **paraphrase: Any) -> dict[str, Any]:
    corpora = {"asterisk_prompts": {"limit": 60}}
    return {**CONFIG, "corpora": corpora, "tasks": tasks, "paraphrase": paraphrase}


def asking(url: str, **changes: Any) -> dict[str, Any]:
    chosen = {"source": "both", "engine": "endpoint", "model": "m", "url": url, "target": None}
    return config([TASK], **{**chosen, "per_seed": 2, "rounds": 2, "floor": 0.0, **changes})


def record(workflow: Workflow, *lines: dict[str, Any]) -> None:
    path = workflow.folder / RECORDED
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


def pool_of(workflow: Workflow) -> list[dict[str, Any]]:
    return read_jsonl(workflow.folder / POOL)


def summary_of(workflow: Workflow) -> dict[str, Any]:
    path = workflow.folder / POOL.with_suffix(".summary.json")
    return json.loads(path.read_text(encoding="utf-8"))


def test_an_edited_recorded_pool_reruns_its_task_alone(tmp_path):
    tasks = [TASK, "language_identification"]
    workflow = Workflow(tmp_path / "home", config(tasks, source="recorded"))
    record(workflow, LINE)
    workflow.run()
    assert [line["text"] for line in pool_of(workflow)] == [LINE["text"]]
    assert "Nothing to be done" in workflow.run().output
    record(workflow, LINE, OTHER)
    assert workflow.planned() == {"build_pool": 1, **AFTER_POOL, "all": 1}
    workflow.run()
    assert [line["text"] for line in pool_of(workflow)] == [LINE["text"], OTHER["text"]]
    record(workflow, {**LINE, "removed": "too chatty"}, OTHER)
    workflow.run()
    assert [line["text"] for line in pool_of(workflow)] == [OTHER["text"]]


def test_a_failed_engine_is_said_aloud_and_tried_again_by_the_next_run(tmp_path):
    with serving(ChatServer(reworded, first=[PAGE] * 64)) as server:
        workflow = Workflow(tmp_path / "home", asking(server.url))
        record(workflow, LINE)
        done = workflow.run()
        assert "engine failed" in done.output
        assert "web page (HTML)" in done.output
        assert [line["origin"] for line in pool_of(workflow)] == ["recorded"]
        assert summary_of(workflow)["complete"] is False
        report = workflow.folder / "build/report"
        assert f"Paraphrases of {TASK}: engine failed" in (report / "summary.txt").read_text()
        assert "engine failed" in (report / "index.html").read_text(encoding="utf-8")

        server.first.clear()
        assert workflow.planned() == {"build_pool": 1, **AFTER_POOL, "all": 1}
        workflow.run()
        assert summary_of(workflow)["complete"] is True
        assert {line["origin"] for line in pool_of(workflow)} == {"recorded", "endpoint"}
        assert "engine failed" not in (report / "summary.txt").read_text()
        assert "Nothing to be done" in workflow.run().output


def test_a_missing_model_leaves_the_seeds_and_is_looked_for_again(tmp_path, gguf):
    model = tmp_path / "my model.gguf"
    paraphrase = {"model": str(model), "per_seed": 1, "rounds": 1, "max_tokens": 16}
    workflow = Workflow(tmp_path / "home", config([TASK], source="generate", **paraphrase))
    done = workflow.run("pools")
    assert f"{model}: no such model file" in done.output
    assert pool_of(workflow) == []
    assert summary_of(workflow)["ended"].startswith("engine failed: ")
    model.symlink_to(gguf)
    assert workflow.planned("pools") == {"fetch_model": 1, "build_pool": 1, "pools": 1}
    workflow.run("pools")
    assert summary_of(workflow)["ended"] == "rounds"
    assert summary_of(workflow)["generated"] == len(read_jsonl(workflow.folder / JOURNAL)) > 0
    assert "Nothing to be done" in workflow.run("pools").output


def test_a_killed_pool_goes_on_and_asks_nothing_twice(tmp_path):
    def slowly(request: dict[str, Any]) -> list[str]:
        time.sleep(0.1)
        return reworded(request)

    with serving(ChatServer(slowly)) as server:
        paraphrase = asking(server.url, source="generate", sequences=1)
        calm = Workflow(tmp_path / "calm", paraphrase)
        calm.run("pools")
        asked = len(server.requests)
        killed = Workflow(tmp_path / "killed", paraphrase)
        kill_after(killed, lines=5)
        kept = read_jsonl(killed.folder / JOURNAL)
        assert 5 <= len(kept) < asked
        assert not (killed.folder / POOL).exists()
        killed.run("pools")
        lines = read_jsonl(killed.folder / JOURNAL)
        assert lines[: len(kept)] == kept
        assert len(lines) == asked
        assert set(Counter((line["prompt"], line["seed"]) for line in lines).values()) == {1}
        assert len(server.requests) - asked <= asked + 1, "only what was in flight is asked again"
    for name in (POOL, POOL.with_suffix(".rejects.jsonl")):
        assert (killed.folder / name).read_bytes() == (calm.folder / name).read_bytes()


def kill_after(workflow: Workflow, lines: int) -> None:
    """Start the pools, and kill the whole run with signal 9 at a line of the journal."""
    run = subprocess.Popen(
        workflow.command("pools"),
        cwd=workflow.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    path = workflow.folder / JOURNAL
    while not path.exists() or path.read_bytes().count(b"\n") < lines:
        assert run.poll() is None, "the run ended before it could be killed"
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()


def test_single_records_are_reworded_on_demand_and_stay_valid(tmp_path):
    with serving(ChatServer(in_other_words)) as server:
        paraphrase = asking(server.url, source="none", mode="instance", fraction=0.5)
        workflow = Workflow(tmp_path / "home", paraphrase)
        assert workflow.planned()["reword"] == 1
        workflow.run()
        assert "Nothing to be done" in workflow.run().output
    told = read_jsonl(workflow.folder / REWORDINGS)
    refused = read_jsonl(workflow.folder / REWORDINGS.with_suffix(".rejects.jsonl"))
    shards = (workflow.folder / "shards/speech" / TASK).glob("*.zst")
    records = [orjson.loads(line) for shard in shards for line in read_lines(shard)]
    found = {r["uuid"]: r["other"]["paraphrase"] for r in records}
    assert {line["item"]: line["id"] for line in told} == {
        uuid: name for uuid, name in found.items() if name != "seed"
    }
    assert 0 < len(told) < len(records)
    assert len(told) + len(refused) < len(records)
    report = (workflow.folder / "build/report/refusals.tsv").read_text(encoding="utf-8")
    assert sum(line.startswith("reword\t") for line in report.splitlines()) == len(
        {line["reason"].partition(":")[0] for line in refused}
    )
    write_config(workflow, {**paraphrase, "paraphrase": {"source": "none"}})
    assert "reword" not in workflow.planned()


def in_other_words(request: dict[str, Any]) -> list[str]:
    """Rewordings of recognition that keep the sentinel of the language, where there is one."""
    source = request["messages"][-1]["content"].partition(": ")[2]
    spoken = next(iter(re.findall(r"\{\w+\}", source)), "clear")
    wish = ("Kindly", "Would you", "Do not")[request["seed"] % 3]
    return [f"{wish} transcribe all the {spoken} speech that can be heard."]


def write_config(workflow: Workflow, config: dict[str, Any]) -> None:
    path = workflow.folder / "my config.yaml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
