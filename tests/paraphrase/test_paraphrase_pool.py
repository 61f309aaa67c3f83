"""Pools: sums close, runs resume, an edit rewrites what it touches."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer, completion, serving
from writer_server import reworded

from audioflan.catalog.models import Seed, Task
from audioflan.errors import AudioFlanError
from audioflan.files import read_jsonl
from audioflan.paraphrase import Models, ParaphraseSettings, PoolFiles, PoolSummary, build_pool
from audioflan.paraphrase.engine import endpoint

RUN = Path(__file__).with_name("run_pool.py")
NO_MODELS = Models()


@dataclass(frozen=True)
class Folder:
    """The files of a pool."""

    root: Path

    @property
    def journal(self) -> Path:
        return self.root / "journal.jsonl"

    @property
    def pool(self) -> Path:
        return self.root / "pool.jsonl"

    @property
    def rejects(self) -> Path:
        return self.root / "pool.rejects.jsonl"

    @property
    def summary(self) -> dict[str, Any]:
        return json.loads((self.root / "pool.summary.json").read_text(encoding="utf-8"))

    def build(
        self, task: Task, settings: ParaphraseSettings, models: Models = NO_MODELS
    ) -> PoolSummary:
        summary = self.root / "pool.summary.json"
        files = PoolFiles(self.pool, self.rejects, summary, self.journal)
        return build_pool(task, settings, models, files)

    def product(self) -> tuple[bytes, bytes]:
        return self.pool.read_bytes(), self.rejects.read_bytes()


@pytest.fixture
def small(asr: Task) -> Task:
    """Recognition with its first three seeds, one of them with a slot."""
    return dataclasses.replace(asr, seeds=asr.seeds[:3])


def _settings(url: str, **changes: Any) -> ParaphraseSettings:
    base = ParaphraseSettings(
        source="generate", engine="endpoint", model="m", url=url, per_seed=4, rounds=3,
        target=None, floor=0.0, sequences=8,
    )  # fmt: skip
    return dataclasses.replace(base, **changes)


def test_no_source_gives_empty_files(small: Task, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    summary = folder.build(small, ParaphraseSettings(source="none"))
    assert summary == PoolSummary(small.id, 0, 0, {}, 0, 0, "none")
    assert folder.product() == (b"", b"")
    assert not folder.journal.exists()


def test_every_text_is_accepted_or_refused_with_a_reason(small: Task, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        summary = folder.build(small, _settings(server.url))
    accepted, refused = read_jsonl(folder.pool), read_jsonl(folder.rejects)
    assert summary.generated == 3 * 3 * 4 == len(accepted) + len(refused)
    assert summary.accepted == len(accepted) > 0
    assert summary.refused == Counter(line["reason"].partition(":")[0] for line in refused)
    assert {"slots", "polarity"} <= set(summary.refused)
    assert summary.ended == "rounds"


def test_a_pool_line_tells_where_it_comes_from(small: Task, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        folder.build(small, _settings(server.url))
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
        settings = _settings(server.url, rounds=2)
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
        folder.build(small, _settings(server.url))
        before, asked = folder.product(), len(server.requests)
        summary = folder.build(small, _settings(server.url))
    assert len(server.requests) == asked == 9
    assert summary.written == 0
    assert folder.product() == before


def test_the_order_of_answers_does_not_matter(small: Task, tmp_path: Path) -> None:
    with serving(ChatServer(reworded)) as server:
        products = []
        for sequences in (1, 4, 64):
            folder = Folder(tmp_path / str(sequences))
            folder.build(small, _settings(server.url, sequences=sequences))
            products.append(folder.product())
    assert products[0] == products[1] == products[2]


def test_an_edited_seed_is_asked_again_and_no_other(small: Task, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    edited = Seed("s02", "command", "Write down what is spoken, word for word.")
    after = dataclasses.replace(small, seeds=(small.seeds[0], edited, small.seeds[2]))
    with serving(ChatServer(reworded)) as server:
        folder.build(small, _settings(server.url))
        server.requests.clear()
        folder.build(after, _settings(server.url))
    assert len(server.requests) == 3
    assert all(each["messages"][-1]["content"].endswith(edited.text) for each in server.requests)


def test_more_rounds_only_append(small: Task, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        folder.build(small, _settings(server.url, rounds=1))
        before = folder.pool.read_bytes()
        folder.build(small, _settings(server.url, rounds=4))
    assert folder.pool.read_bytes().startswith(before)
    assert len(folder.pool.read_bytes()) > len(before)


def test_rounds_end_at_the_target(small: Task, tmp_path: Path) -> None:
    with serving(ChatServer(reworded)) as server:
        summary = Folder(tmp_path).build(small, _settings(server.url, target=1))
    assert (summary.ended, summary.rounds) == ("target", 1)


def test_rounds_end_when_hardly_anything_is_accepted(small: Task, tmp_path: Path) -> None:
    with serving(ChatServer(lambda request: ["rubbish"] * request["n"])) as server:
        summary = Folder(tmp_path).build(small, _settings(server.url, floor=0.1))
    assert (summary.ended, summary.rounds, summary.accepted) == ("floor", 1, 0)
    assert summary.generated == sum(summary.refused.values()) == 12


def test_a_killed_run_goes_on_where_it_stopped(small: Task, tmp_path: Path) -> None:
    """SIGKILL in the middle; what is in the journal is never asked again."""
    calm, killed = Folder(tmp_path / "calm"), Folder(tmp_path / "killed")

    def slowly(request: dict[str, Any]) -> list[str]:
        time.sleep(0.05)
        return reworded(request)

    with serving(ChatServer(slowly)) as server:
        settings = _settings(server.url, sequences=1)
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


def _record(folder: Path, task: Task, lines: list[str]) -> ParaphraseSettings:
    path = folder / task.domain / f"{task.id}.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return ParaphraseSettings(source="recorded", recorded=str(folder))


def test_a_recorded_pool_passes_the_same_guards(small: Task, tmp_path: Path) -> None:
    settings = _record(
        tmp_path / "mine",
        small,
        [
            json.dumps({"parent": "s01", "text": "Please type up the words of this recording."}),
            json.dumps({"parent": "s01", "text": "Translate the speech in this recording."}),
            json.dumps({"parent": "s99", "text": "Please write the words of this clip."}),
            json.dumps({"parent": "s01"}),
            "{ torn",
        ],
    )
    folder = Folder(tmp_path)
    summary = folder.build(small, settings)
    assert [line["text"] for line in read_jsonl(folder.pool)] == [
        "Please type up the words of this recording."
    ]
    assert (summary.generated, summary.accepted, summary.ended) == (5, 1, "recorded")
    assert [line["reason"] for line in read_jsonl(folder.rejects)] == [
        "lexicon: says Translat",
        "line 3: no seed 's99'",
        "line 4: no text",
        "line 5: not JSON",
    ]


def test_a_generated_pool_can_be_recorded_and_read_again(small: Task, tmp_path: Path) -> None:
    first, second = Folder(tmp_path / "1"), Folder(tmp_path / "2")
    with serving(ChatServer(reworded)) as server:
        first.build(small, _settings(server.url))
    lines = first.pool.read_text(encoding="utf-8").splitlines()
    second.build(small, _record(tmp_path / "mine", small, lines))
    assert [{**line, "origin": "endpoint"} for line in read_jsonl(second.pool)] == read_jsonl(
        first.pool
    )


def test_recorded_texts_come_first_and_the_model_adds_to_them(small: Task, tmp_path: Path) -> None:
    lines = [json.dumps({"parent": "s01", "text": "Please type up the words of this recording."})]
    recorded = _record(tmp_path / "mine", small, lines).recorded
    alone, both = Folder(tmp_path / "alone"), Folder(tmp_path / "both")
    with serving(ChatServer(reworded)) as server:
        alone.build(small, _settings(server.url))
        summary = both.build(small, _settings(server.url, source="both", recorded=recorded))
    texts = [line["text"] for line in read_jsonl(both.pool)]
    assert texts[0] == "Please type up the words of this recording."
    assert set(texts[1:]) <= {line["text"] for line in read_jsonl(alone.pool)}
    assert len(texts) > 1
    assert summary.generated == 1 + 3 * 3 * 4 == summary.accepted + sum(summary.refused.values())
    assert summary.ended == "rounds"


def test_pools_that_ship_with_the_templates_are_the_default(small: Task, tmp_path: Path) -> None:
    home = tmp_path / "templates" / small.domain / small.path.name
    task = dataclasses.replace(small, path=home)
    settings = ParaphraseSettings(source="recorded")
    assert Folder(tmp_path).build(task, settings).generated == 0
    line = {"parent": "s02", "text": "Could you write the speaker's words down, one by one?"}
    _record(tmp_path / "templates" / "recorded", small, [json.dumps(line)])
    assert Folder(tmp_path).build(task, settings).accepted == 1


def test_a_tombstone_bars_its_words_wherever_they_come_from(small: Task, tmp_path: Path) -> None:
    good = {"parent": "s01", "text": "Please type up the words of this recording."}
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        folder.build(small, _settings(server.url))
        pool = read_jsonl(folder.pool)
        bad = pool[2]["text"]
        tombs = [{"text": text, "removed": "not nice"} for text in (good["text"], bad.lower())]
        lines = [json.dumps(line) for line in (good, *tombs)]
        recorded = _record(tmp_path / "mine", small, lines).recorded
        folder.build(small, _settings(server.url, source="both", recorded=recorded))
    left = {line["text"] for line in read_jsonl(folder.pool)}
    assert left >= {line["text"] for line in pool} - {bad}
    assert not left & {bad, good["text"]}
    reasons = [line["reason"] for line in read_jsonl(folder.rejects)]
    assert reasons.count("removed: not nice") >= 4


def test_later_prompts_show_what_was_accepted_for_the_same_seed(
    small: Task, tmp_path: Path
) -> None:
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        folder.build(small, _settings(server.url, rounds=4, shots=2))
    fixed = min(len(request["messages"]) for request in server.requests) - 1
    accepted = {seed.text: set() for seed in small.seeds}
    for line in read_jsonl(folder.pool):
        accepted[next(s.text for s in small.seeds if s.id == line["parent"])].add(line["text"])
    shown = {seed.text: set() for seed in small.seeds}
    for request in server.requests:
        *shots, last = request["messages"][fixed:]
        answers = {each["content"] for each in shots if each["role"] == "assistant"}
        shown[last["content"].partition(": ")[2]] |= answers
        assert len(answers) <= 2
    assert all(shown[source] <= accepted[source] for source in shown)
    assert sum(map(len, shown.values())) >= 3


def test_an_edited_seed_leaves_the_shots_of_all_others(asr: Task, tmp_path: Path) -> None:
    edited = Seed("s02", "command", "Write down what is spoken, word for word.")
    task = dataclasses.replace(asr, seeds=asr.seeds[:8])
    after = dataclasses.replace(task, seeds=(task.seeds[0], edited, *task.seeds[2:]))
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        folder.build(task, _settings(server.url, rounds=5))
        server.requests.clear()
        folder.build(after, _settings(server.url, rounds=5))
    assert len(server.requests) == 5
    assert all(each["messages"][-1]["content"].endswith(edited.text) for each in server.requests)


def test_null_and_empty_answers_are_refused_like_any_other(small: Task, tmp_path: Path) -> None:
    choices = [{"message": {"content": content}} for content in (None, "", "  ", "\n\n")]
    answer = (200, "application/json", json.dumps({"choices": choices}).encode())
    with serving(ChatServer(reworded, first=[answer] * 3)) as server:
        summary = Folder(tmp_path).build(small, _settings(server.url, rounds=2))
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
        settings = _settings(server.url, sequences=1)
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


def reworded_answer(request: dict[str, Any]) -> tuple[int, str, bytes]:
    return completion(reworded(request))


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
        summary = Folder(tmp_path).build(small, _settings(server.url))
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
        slow = Folder(tmp_path / "slow").build(small, _settings(server.url, timeout=0.5))
        over.set()
    down = Folder(tmp_path / "down").build(small, _settings(server.url))
    for summary in (slow, down):
        assert (summary.complete, summary.generated) == (False, 0)
        assert "no answer from the server" in summary.ended
        assert summary.warning
    with pytest.raises(AudioFlanError, match="no answer from the server"):
        Folder(tmp_path).build(small, _settings(server.url, on_failure="stop"))


def test_a_missing_model_leaves_the_recorded_texts(small: Task, tmp_path: Path) -> None:
    lines = [json.dumps({"parent": "s01", "text": "Please type up the words of this recording."})]
    settings = _record(tmp_path / "mine", small, lines)
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
        summary = folder.build(impossible, _settings(server.url, floor=0.02))
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
        summary = folder.build(task, _settings(server.url))
    assert summary.complete
    assert summary.generated == summary.accepted + sum(summary.refused.values()) > 0
    assert all(line["reason"] for line in read_jsonl(folder.rejects))


def _judging(answer: str) -> Any:
    """A writer that rewords, and a judge that gives one answer to all."""

    def reply(request: dict[str, Any]) -> list[str]:
        return [answer] if request["model"] == "wise" else reworded(request)

    return reply


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("Yes", "yes"),
        ("yes, they do", "yes"),
        ("No", "no"),
        ("", "neither yes nor no, but ''"),
        ("Not sure", "neither yes nor no, but 'Not sure'"),
    ],
)
def test_the_judge_has_the_last_word(
    small: Task, tmp_path: Path, answer: str, verdict: str
) -> None:
    plain, judged = Folder(tmp_path / "plain"), Folder(tmp_path / "judged")
    with serving(ChatServer(_judging(answer))) as server:
        settings = _settings(server.url, rounds=1)
        plain.build(small, settings)
        settings = dataclasses.replace(settings, judge={"model": "wise"})
        summary = judged.build(small, settings)
        questions = [each for each in server.requests if each["model"] == "wise"]
        again = judged.build(small, settings)
        assert len([each for each in server.requests if each["model"] == "wise"]) == len(questions)
    accepted = read_jsonl(plain.pool)
    assert {(each["temperature"], each["max_tokens"], each["n"]) for each in questions} == {
        (0.0, 4, 1)
    }
    if verdict == "yes":
        assert [line["text"] for line in read_jsonl(judged.pool)] == [e["text"] for e in accepted]
        assert {line["guards"]["judge"] for line in read_jsonl(judged.pool)} == {"yes"}
    else:
        assert read_jsonl(judged.pool) == []
        assert summary.refused["judge"] >= len(accepted)
        reasons = {line["reason"] for line in read_jsonl(judged.rejects)}
        assert f"judge: {verdict}" in reasons
    assert dataclasses.replace(again, written=summary.written) == summary


@pytest.mark.slow
def test_the_real_model_judges_what_it_wrote(asr: Task, gguf: Path, tmp_path: Path) -> None:
    task = dataclasses.replace(asr, seeds=asr.seeds[:4])
    settings = ParaphraseSettings(source="generate", per_seed=4, rounds=1, target=None)
    plain, judged = Folder(tmp_path / "plain"), Folder(tmp_path / "judged")
    before = plain.build(task, settings, Models(gguf))
    judged.root.mkdir()
    judged.journal.write_bytes(plain.journal.read_bytes())
    settings = dataclasses.replace(settings, judge={})
    summary = judged.build(task, settings, Models(gguf, gguf))
    assert summary.complete
    assert summary.written == 0
    assert summary.generated == before.generated == 16
    assert summary.accepted + summary.refused.get("judge", 0) >= before.accepted > 0
    answers = read_jsonl(judged.root / "journal.judge.jsonl")
    assert len(answers) >= before.accepted
    assert all(line["guards"]["judge"] == "yes" for line in read_jsonl(judged.pool))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (ParaphraseSettings(source="recorded", recorded="/nowhere"), "no recorded pool"),
        (ParaphraseSettings(source="genrate"), "unknown paraphrase source"),
        (ParaphraseSettings(source="generate", on_failure="stop"), "no GGUF model"),
    ],
)
def test_a_source_that_cannot_serve_says_why(
    small: Task, tmp_path: Path, settings: ParaphraseSettings, said: str
) -> None:
    folder = Folder(tmp_path)
    with pytest.raises(AudioFlanError, match=said) as caught:
        folder.build(small, settings)
    assert caught.value.remedy
    assert not folder.pool.exists()
