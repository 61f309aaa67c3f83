"""Single records in other words: facts stay letter for letter, the rest of the file in bytes."""

import dataclasses
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pytest
from chat_server import ChatServer, serving

from audioflan.catalog.declared import declared_corpus
from audioflan.catalog.models import Task
from audioflan.errors import AudioFlanError
from audioflan.files import read_jsonl
from audioflan.paraphrase import Models, ParaphraseSettings
from audioflan.paraphrase.reword import RewordFiles, RewordSummary, reword_records
from audioflan.randomness import instance_uuid
from audioflan.records import Expectation, RecordSettings, render, validate, write_records

RUN = Path(__file__).with_name("run_reword.py")
CORPUS = declared_corpus("asterisk_prompts")
POOL = [
    {
        "id": "0123456789abcdef",
        "kind": "instruction",
        "parent": "s03",
        "text": "Put the {language} speech of this clip into written text.",
    }
]
ROWS = 120
HARD = ["Answer: 12.5 {target}", 'He said "{v1}" and left.', "<tag> & {language}"]


def reworded(request: dict[str, Any]) -> list[str]:
    """Other words for whatever is asked, sentinels kept; a function of the request alone."""
    asked = request["messages"][-1]["content"]
    source = asked.partition(": ")[2]
    if asked.startswith("Say what stands before the colon"):
        label, _, value = source.partition("{")
        return [f"the {label[0].lower()}{label[1:]}{{{value}"]
    slots = " and ".join(re.findall(r"\{\w+\}", source))
    spoken = f"the {slots} speech" if slots else "all the speech"
    wish = ("Kindly", "Would you", "You might", "Do")[request["seed"] % 4]
    return [f"{wish} transcribe {spoken} that can be heard."]


@dataclasses.dataclass(frozen=True)
class Unit:
    """Rendered records, and the files of the stage."""

    task: Task
    instances: pl.DataFrame
    root: Path

    @property
    def files(self) -> RewordFiles:
        names = ("records", "reworded", "rewordings", "rejects", "journal")
        return RewordFiles(*(self.root / f"{name}.jsonl" for name in names))

    def lines(self, name: str) -> list[bytes]:
        return (self.root / f"{name}.jsonl").read_bytes().splitlines()

    def reword(self, settings: ParaphraseSettings, models: Models | None = None) -> RewordSummary:
        arguments = (self.task, settings, models or Models(), self.instances, POOL, self.files)
        return reword_records(*arguments)

    def again(self, root: Path) -> "Unit":
        """The same unit in another folder."""
        root.mkdir()
        (root / "records.jsonl").write_bytes((self.root / "records.jsonl").read_bytes())
        return dataclasses.replace(self, root=root)


def _instances(count: int) -> pl.DataFrame:
    uuids = [instance_uuid(CORPUS.id, "asr", str(number)) for number in range(count)]
    return pl.DataFrame(
        {
            "uuid": uuids,
            "key": uuids,
            "split": "train",
            "group": "Allison",
            "licence": "CC-BY-SA-3.0",
            "source": [["studio"]] * count,
            "slot.language": "en",
            "part.source": [f"91_AsteriskPrompts_{number}" for number in range(count)],
            "part.target": [HARD[number % 3].replace("<tag>", "tag") for number in range(count)],
        }
    )


@pytest.fixture
def unit(asr: Task, tmp_path: Path) -> Unit:
    made = Unit(asr, _instances(ROWS), tmp_path)
    records, _ = render(asr, CORPUS, made.instances, POOL, RecordSettings())
    write_records(records, made.files.records)
    return made


def _settings(url: str, **changes: Any) -> ParaphraseSettings:
    base = ParaphraseSettings(
        engine="endpoint", model="m", url=url, mode="instance", fraction=0.1, sequences=8
    )
    return dataclasses.replace(base, **changes)


def test_a_share_is_reworded_and_all_other_lines_keep_their_bytes(unit: Unit) -> None:
    with serving(ChatServer(reworded)) as server:
        summary = unit.reword(_settings(server.url))
    before, after = unit.lines("records"), unit.lines("reworded")
    told = {line["item"]: line for line in read_jsonl(unit.files.rewordings)}
    changed = [
        (orjson.loads(old), orjson.loads(new))
        for old, new in zip(before, after, strict=True)
        if old != new
    ]
    assert 5 <= summary.offered <= 25
    assert summary.reworded == len(changed) == len(told) > 0
    assert summary.offered == summary.reworded + sum(summary.refused.values())
    for old, new in changed:
        assert new["instruction"] != old["instruction"]
        assert new["other"] == {**old["other"], "paraphrase": told[new["uuid"]]["id"]}
        same = set(old) - {"instruction", "input", "output", "other"}
        assert all(new[key] == old[key] for key in same)


def test_what_is_reworded_is_valid_and_its_values_are_the_instances_own(unit: Unit) -> None:
    with serving(ChatServer(reworded)) as server:
        unit.reword(_settings(server.url, fraction=1.0))
    rows = {row["uuid"]: row for row in unit.instances.iter_rows(named=True)}
    check = validate(unit.lines("reworded"), Expectation.of(unit.task, CORPUS))
    assert (check.seen, check.accepted) == (ROWS, ROWS), check.offending
    for line in unit.lines("reworded"):
        record = orjson.loads(line)
        row = rows[record["uuid"]]
        assert record["input"].endswith(f"<|SOA|>{row['part.source']}<|EOA|>")
        assert record["output"].endswith(row["part.target"])
    assert any(orjson.loads(line)["output"].startswith("The") for line in unit.lines("reworded"))


def test_the_model_sees_no_value(unit: Unit) -> None:
    with serving(ChatServer(reworded)) as server:
        unit.reword(_settings(server.url, fraction=1.0))
    seen = json.dumps([request["messages"][-1] for request in server.requests])
    assert "{language}" in seen
    assert not re.search(r"English|AsteriskPrompts|SOA|12\.5|He said", seen)


def test_whatever_loses_or_adds_a_fact_keeps_its_words_and_is_counted(unit: Unit) -> None:
    def careless(request: dict[str, Any]) -> list[str]:
        texts = ["", "Transcribe {v9}.", "Translate the speech.", "Transcribe 7 words of speech."]
        return [texts[request["seed"] % 4]]

    with serving(ChatServer(careless)) as server:
        summary = unit.reword(_settings(server.url, fraction=1.0))
    assert (summary.offered, summary.reworded) == (ROWS, 0)
    assert sum(summary.refused.values()) == ROWS
    assert {"sentinels", "script", "lexicon", "literals"} <= set(summary.refused)
    assert unit.lines("reworded") == unit.lines("records")
    assert all(line["reason"] for line in read_jsonl(unit.files.rejects))


def test_answers_of_null_are_refused(unit: Unit) -> None:
    body = json.dumps({"choices": [{"message": {"content": None}}]}).encode()
    answers = [(200, "application/json", body)] * 1000
    with serving(ChatServer(reworded, first=answers)) as server:
        summary = unit.reword(_settings(server.url, fraction=0.2))
    assert summary.reworded == 0
    assert summary.offered == sum(summary.refused.values()) > 0


def test_a_label_that_fails_stays_while_the_instruction_changes(unit: Unit) -> None:
    def bare(request: dict[str, Any]) -> list[str]:
        asked = request["messages"][-1]["content"]
        return ["rubbish"] if "before the colon" in asked else reworded(request)

    with serving(ChatServer(bare)) as server:
        summary = unit.reword(_settings(server.url, fraction=1.0))
    assert summary.reworded > 0
    lines = read_jsonl(unit.files.rewordings)
    assert {place for line in lines for place in line["kept"]} == {"label:source", "lead-in"}
    for old, new in zip(unit.lines("records"), unit.lines("reworded"), strict=True):
        assert orjson.loads(old)["input"] == orjson.loads(new)["input"]
        assert orjson.loads(old)["output"] == orjson.loads(new)["output"]


def test_a_second_run_asks_nothing_and_gives_the_same_bytes(unit: Unit) -> None:
    with serving(ChatServer(reworded)) as server:
        unit.reword(_settings(server.url))
        product, asked = unit.lines("reworded"), len(server.requests)
        unit.reword(_settings(server.url))
        assert len(server.requests) == asked
        assert unit.lines("reworded") == product
        unit.reword(_settings(server.url, fraction=0.2))
        larger = Counter(json.dumps(request) for request in server.requests)
    assert set(larger.values()) == {1}, "a larger share asks for the added records alone"


@pytest.mark.parametrize("fraction", [0.0, 0.1])
def test_nothing_is_asked_of_a_model_when_nothing_is_to_be_reworded(
    unit: Unit, fraction: float
) -> None:
    empty = dataclasses.replace(
        unit, instances=unit.instances.head(0) if fraction else unit.instances
    )
    if fraction:
        unit.files.records.write_bytes(b"")
    summary = empty.reword(_settings("http://127.0.0.1:9/v1", fraction=fraction))
    assert summary == RewordSummary(0, 0, {})
    assert unit.lines("reworded") == unit.lines("records")


def test_a_failed_engine_leaves_every_word(unit: Unit) -> None:
    page = (200, "text/html", b"<html>")
    with serving(ChatServer(reworded, first=[page] * 1000)) as server:
        summary = unit.reword(_settings(server.url))
        with pytest.raises(AudioFlanError, match="HTML"):
            unit.reword(_settings(server.url, on_failure="stop"))
    assert "HTML" in str(summary.problem)
    assert summary.refused == {"engine failed": summary.offered}
    assert unit.lines("reworded") == unit.lines("records")


def test_records_of_another_render_are_named(unit: Unit) -> None:
    lines = [line.replace(b"AsteriskPrompts_", b"Other_") for line in unit.lines("records")]
    unit.files.records.write_bytes(b"\n".join(lines) + b"\n")
    with (
        serving(ChatServer(reworded)) as server,
        pytest.raises(AudioFlanError, match="does not hold what its instance") as caught,
    ):
        unit.reword(_settings(server.url))
    assert caught.value.where == unit.files.records
    assert caught.value.line


def test_a_killed_run_goes_on_and_asks_nothing_twice(unit: Unit, tmp_path: Path) -> None:
    def slowly(request: dict[str, Any]) -> list[str]:
        time.sleep(0.02)
        return reworded(request)

    killed = unit.again(tmp_path / "killed")
    killed.instances.write_parquet(killed.root / "instances.parquet")
    with serving(ChatServer(slowly)) as server:
        settings = _settings(server.url, sequences=2)
        unit.reword(settings)
        request = {"settings": dataclasses.asdict(settings), "folder": str(killed.root)}
        command = [sys.executable, str(RUN), str(unit.task.path), json.dumps(request)]
        run = subprocess.Popen(command, env=dict(os.environ))
        journal = killed.files.journal
        while not journal.exists() or journal.read_bytes().count(b"\n") < 6:
            assert run.poll() is None, "the run ended before it could be killed"
            time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
        run.wait()
        kept = len(journal.read_bytes().splitlines())
        assert not killed.files.reworded.exists()
        killed.reword(settings)
    lines = read_jsonl(journal)
    assert kept < len(lines) == len(unit.lines("journal"))
    assert set(Counter((line["prompt"], line["seed"]) for line in lines).values()) == {1}
    assert killed.lines("reworded") == unit.lines("reworded")
    assert killed.lines("rewordings") == unit.lines("rewordings")


@pytest.mark.slow
def test_the_real_model_rewords_and_every_record_stays_valid(unit: Unit, gguf: Path) -> None:
    settings = ParaphraseSettings(mode="instance", fraction=0.15, sequences=8, max_tokens=32)
    summary = unit.reword(settings, Models(gguf))
    check = validate(unit.lines("reworded"), Expectation.of(unit.task, CORPUS))
    assert (check.seen, check.accepted) == (ROWS, ROWS), check.offending
    assert summary.problem is None
    assert summary.offered == summary.reworded + sum(summary.refused.values()) > 0
    assert len(read_jsonl(unit.files.journal)) > summary.offered
