"""Where paraphrases come from: recorded pools, a model, both, and a judge."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer, serving
from poolbench import Folder, record, settings_of
from writer_server import reworded

from audioflan.catalog.models import Seed, Task
from audioflan.errors import AudioFlanError
from audioflan.files import read_jsonl
from audioflan.paraphrase import Models, ParaphraseSettings
from audioflan.paraphrase.candidates import RECORDED, Candidate, Selection
from audioflan.paraphrase.guards import first_refusal


def test_a_recorded_pool_passes_the_guards_that_are_certain(small: Task, tmp_path: Path) -> None:
    settings = record(
        tmp_path / "mine",
        small,
        [
            json.dumps(
                {"parent": "s01", "text": "Please type up the words spoken in this recording."}
            ),
            json.dumps({"parent": "s01", "text": "Translate the speech in this recording."}),
            json.dumps({"parent": "s99", "text": "Please write the words of this clip."}),
            json.dumps({"parent": "s01"}),
            "{ torn",
        ],
    )
    folder = Folder(tmp_path)
    summary = folder.build(small, settings)
    assert [line["text"] for line in read_jsonl(folder.pool)] == [
        "Please type up the words spoken in this recording."
    ]
    assert (summary.generated, summary.accepted, summary.ended) == (5, 1, "recorded")
    assert [line["reason"] for line in read_jsonl(folder.rejects)] == [
        "lexicon: says Translat",
        "line 3: no seed 's99'",
        "line 4: no text",
        "line 5: not JSON",
    ]


def test_doubts_count_against_what_is_written_and_not_against_what_is_recorded(
    asr: Task, tmp_path: Path
) -> None:
    seed = asr.seeds[0]
    text = "Write out the speech of this recording loudly."
    assert first_refusal(text, seed, asr, ()) == "quality: wants it loudly"
    candidate = Candidate(seed, text, "command", RECORDED, "", "", 0)
    selection = Selection(asr, ParaphraseSettings().near_duplicate)
    assert selection.offer([candidate]) == 1
    selection = Selection(asr, ParaphraseSettings().near_duplicate)
    assert selection.offer([dataclasses.replace(candidate, origin="llama")]) == 0


def test_a_generated_pool_can_be_recorded_and_read_again(small: Task, tmp_path: Path) -> None:
    first, second = Folder(tmp_path / "1"), Folder(tmp_path / "2")
    with serving(ChatServer(reworded)) as server:
        first.build(small, settings_of(server.url))
    lines = first.pool.read_text(encoding="utf-8").splitlines()
    second.build(small, record(tmp_path / "mine", small, lines))
    assert [{**line, "origin": "endpoint"} for line in read_jsonl(second.pool)] == read_jsonl(
        first.pool
    )


def test_recorded_texts_come_first_and_the_model_adds_to_them(small: Task, tmp_path: Path) -> None:
    lines = [
        json.dumps({"parent": "s01", "text": "Please type up the words spoken in this recording."})
    ]
    recorded = record(tmp_path / "mine", small, lines).recorded
    alone, both = Folder(tmp_path / "alone"), Folder(tmp_path / "both")
    with serving(ChatServer(reworded)) as server:
        alone.build(small, settings_of(server.url))
        summary = both.build(small, settings_of(server.url, source="both", recorded=recorded))
    texts = [line["text"] for line in read_jsonl(both.pool)]
    assert texts[0] == "Please type up the words spoken in this recording."
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
    record(tmp_path / "templates" / "recorded", small, [json.dumps(line)])
    assert Folder(tmp_path).build(task, settings).accepted == 1


def test_a_tombstone_bars_its_words_wherever_they_come_from(small: Task, tmp_path: Path) -> None:
    good = {"parent": "s01", "text": "Please type up the words spoken in this recording."}
    folder = Folder(tmp_path)
    with serving(ChatServer(reworded)) as server:
        folder.build(small, settings_of(server.url))
        pool = read_jsonl(folder.pool)
        bad = pool[2]["text"]
        tombs = [{"text": text, "removed": "not nice"} for text in (good["text"], bad.lower())]
        lines = [json.dumps(line) for line in (good, *tombs)]
        recorded = record(tmp_path / "mine", small, lines).recorded
        folder.build(small, settings_of(server.url, source="both", recorded=recorded))
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
        folder.build(small, settings_of(server.url, rounds=4, shots=2))
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
        folder.build(task, settings_of(server.url, rounds=5))
        server.requests.clear()
        folder.build(after, settings_of(server.url, rounds=5))
    assert len(server.requests) == 5
    assert all(each["messages"][-1]["content"].endswith(edited.text) for each in server.requests)


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
        settings = settings_of(server.url, rounds=1)
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
