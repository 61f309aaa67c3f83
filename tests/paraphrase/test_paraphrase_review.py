"""Review of paraphrases: asked in a real terminal, filled in on sheets, kept for ever."""

import csv
import json
import os
import pty
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audioflan.catalog.catalogue import HOME
from audioflan.catalog.layout import Layout
from audioflan.cli import app
from audioflan.errors import AudioFlanError
from audioflan.files import write_jsonl
from audioflan.paraphrase.candidates import text_id
from audioflan.paraphrase.review import drawn, failure_rates, read_pool, read_verdicts
from audioflan.paraphrase.sheet import read_sheet, write_sheet

TASK = "gender_recognition"
TEXTS = (
    'Say "female", or "male"; which is it?',
    "=HYPERLINK(1) female or male?",
    "Ist das – “male” oder “female”? 男 oder 女",
    "Please tell me the gender of the speaker, male or female.",
)
PATIENCE_S = 60


@pytest.fixture
def task(task_of):
    return task_of(TASK)


@pytest.fixture
def build(tmp_path, task):
    return fill(tmp_path / "build", task, TEXTS)


def fill(build, task, texts):
    lines = [
        {"id": text_id(task.id, text), "kind": "instruction", "parent": "s01", "text": text}
        for text in texts
    ]
    write_jsonl(layout(build).pool(task.domain, task.id), lines)
    return build


def layout(build):
    return Layout(build, build, build)


def store(build, task):
    return Path(layout(build).review(task.domain, task.id))


def asked(build, answers, *more, who="ann"):
    command = ["review", "pools", "--task", TASK, "--build", str(build), "--reviewer", who, *more]
    result = CliRunner().invoke(app, command, input="".join(f"{a}\n" for a in answers))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return " ".join(result.output.split())


def test_answers_are_kept_at_once_and_the_next_call_goes_on(build, task):
    first = asked(build, ["y", "n", "g", "q"])
    assert "1 of 4" in first and "3 of 4" in first
    kept = read_verdicts(store(build, task))
    assert sorted((v.verdict, v.reason) for v in kept.values()) == [
        ("bad", "bad grammar"), ("good", ""),
    ]  # fmt: skip
    second = asked(build, ["y", "s"])
    assert "1 of 2" in second
    assert len(read_verdicts(store(build, task))) == 3
    assert "1 of 1" in asked(build, ["perhaps", "y"])
    assert " of " not in asked(build, []).partition("Failure rate")[0]


def test_another_reviewer_is_asked_anew_and_one_bad_verdict_fails(build, task):
    asked(build, ["y"] * 4)
    asked(build, ["n", "m", "y", "y", "y"], who="bob")
    table = failure_rates([task], layout(build))
    assert table["task"].to_list() == [TASK, "all"]
    row = table.row(0, named=True)
    assert (row["judged"], row["failed"], row["reviewers"]) == (4, 1, 2)
    assert (row["failure_rate"], row["reasons"]) == (0.25, "meaning changed 1")
    assert (round(row["low"], 4), round(row["high"], 4)) == (0.0063, 0.8059)


def test_verdicts_outlive_a_pool_that_is_built_anew(build, task):
    asked(build, ["y"] * 4)
    fill(build, task, ["Something new, male or female?", *TEXTS[2:]])
    assert failure_rates([task], layout(build))["judged"][0] == 2
    assert "1 of 1" in asked(build, ["n", "o"])
    fill(build, task, TEXTS)
    assert failure_rates([task], layout(build))["judged"][0] == 4
    assert len(read_verdicts(store(build, task))) == 5


def test_a_line_that_a_kill_cut_short_is_dropped(build, task):
    asked(build, ["y", "y", "q"])
    with store(build, task).open("ab") as stream:
        stream.write(b'{"id":"12')
    assert len(read_verdicts(store(build, task))) == 2
    asked(build, ["y", "y"])
    assert len(read_verdicts(store(build, task))) == 4
    store(build, task).write_text('{"id": 1}\n')
    with pytest.raises(AudioFlanError, match=r"review.jsonl:1: not a verdict"):
        read_verdicts(store(build, task))


def test_a_growing_pool_keeps_what_was_drawn(task, build):
    before = drawn(read_pool(task, layout(build)), 2, seed=1)
    fill(build, task, [*TEXTS, *(f"Is speaker {n} female or male?" for n in range(3))])
    after = drawn(read_pool(task, layout(build)), 7, seed=1)
    assert [item for item in after if item in before] == before
    assert drawn(after, 7, seed=2) != after


def test_a_sheet_goes_out_harmless_and_comes_back(build, task, tmp_path):
    sheet = tmp_path / "sheet.csv"
    items = read_pool(task, layout(build))
    assert write_sheet(items, "ann", sheet) == 4
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["text"] for row in rows] == [TEXTS[0], "'" + TEXTS[1], *TEXTS[2:]]
    for row, verdict in zip(rows, ("y", "N", "", "maybe"), strict=True):
        row["verdict"], row["reason"] = verdict, "männlich, \"=1\"; l'un\nl'autre"
    rows.append({**rows[0], "id": "0" * 16, "verdict": "y"})
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    found = read_sheet(sheet, {TASK: items}, "bob")
    assert (found.rows, found.blank) == (5, 1)
    verdicts = [(v.verdict, v.reviewer, v.reason) for v in found.verdicts[TASK]]
    assert verdicts == [("good", "ann", ""), ("bad", "ann", "männlich, \"=1\"; l'un\nl'autre")]
    assert [row["refusal"] for row in found.refused] == [
        "'maybe' is neither y nor n", "no such paraphrase in the pool",
    ]  # fmt: skip
    said = asked(build, [], "--import", str(sheet))
    assert "5 rows, 2 verdicts, 1 left blank, 2 refused" in said
    assert len(read_verdicts(store(build, task))) == 2
    with (tmp_path / "sheet.rejects.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "lacks the columns id, task, verdict"),
        (b"task,id\na,b\n", "sheet.csv:1: the sheet lacks the columns verdict"),
        ("task,id,verdict\nä,b,y\n".encode("latin-1"), "not UTF-8"),
    ],
)
def test_a_broken_sheet_is_named(build, tmp_path, content, message):
    (tmp_path / "sheet.csv").write_bytes(content)
    with pytest.raises(AudioFlanError, match=message):
        asked(build, [], "--import", str(tmp_path / "sheet.csv"))


def test_the_command_writes_the_sheet(build, tmp_path):
    sheet = tmp_path / "out.csv"
    assert "2 paraphrases" in asked(build, [], "-n", "2", "--csv", str(sheet))
    assert sheet.read_bytes().count(b"\r\n") == 3


def test_failed_paraphrases_become_tombstones_once(build, tmp_path):
    asked(build, ["n", "m", "y", "y", "y"])
    recorded = tmp_path / "recorded" / "speech"
    recorded.mkdir(parents=True)
    path = recorded / f"{TASK}.jsonl"
    path.write_text('{"parent":"s01","text":"Female or male, please?"}')
    for _ in range(2):
        asked(build, [], "--tombstones", str(tmp_path / "recorded"))
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [set(line) for line in lines] == [{"parent", "text"}, {"parent", "text", "removed"}]
    assert lines[1]["removed"] == "meaning changed"
    assert lines[1]["text"] in TEXTS


def test_no_pool_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(AudioFlanError, match="build pools first"):
        asked(tmp_path, [])


def test_a_person_at_a_terminal(build, task):
    arguments = ["review", "pools", "--task", TASK, "--build", str(build), "--reviewer", "eve"]
    code = "import sys; from audioflan.cli import main; sys.argv[1:] = sys.argv[2:]; main()"
    child, terminal = pty.fork()
    if child == 0:
        environment = {**os.environ, "PYTHONPATH": str(HOME / "workflow"), "TERM": "dumb"}
        os.execve(sys.executable, [sys.executable, "-c", code, "-", *arguments], environment)
    seen = b""
    for question, answer in (("same request?", "n"), ("why?", "u"), ("same request?", "q")):
        seen = talk(terminal, question, answer)
    end = drain(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, seen + end
    assert b"Failure rate" in end
    (verdict,) = read_verdicts(store(build, task)).values()
    assert (verdict.verdict, verdict.reason, verdict.reviewer) == ("bad", "unnatural", "eve")


def talk(terminal, question, answer):
    seen, end = b"", time.monotonic() + PATIENCE_S
    while question.encode() not in seen:
        assert time.monotonic() < end, seen
        seen += os.read(terminal, 4096)
    os.write(terminal, f"{answer}\n".encode())
    return seen


def drain(terminal):
    seen = b""
    try:
        while more := os.read(terminal, 4096):
            seen += more
    except OSError:  # how Linux says that the other end was closed
        pass
    return seen
