"""The llama.cpp engine: its child may die, its texts depend on prompt and seed alone."""

import dataclasses
import os
import signal
import threading
from pathlib import Path

import pytest
from tiny_gguf import CHAT, tiny

from audioflan.catalog.models import Seed, Task
from audioflan.errors import AudioFlanError
from audioflan.files import read_jsonl
from audioflan.paraphrase import Models, ParaphraseSettings, PoolFiles, PoolSummary, build_pool
from audioflan.paraphrase.engine import EngineDiedError, Prompt, llama
from audioflan.paraphrase.engine.llama import LlamaEngine
from audioflan.paraphrase.prompts import paraphrase_prompt

HERE = Path(__file__).parent
TEMPLATE = HERE.parents[1] / "templates" / "prompts" / "paraphrase.j2"
SETTINGS = ParaphraseSettings(source="generate", per_seed=2, rounds=1, sequences=4, max_tokens=24)


@pytest.fixture
def mortal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A child that kills itself; returns a file that passes for a model."""
    model = tmp_path / "model.gguf"
    model.write_bytes(b"GGUF")
    monkeypatch.setattr(llama, "CHILD", "mortal_child")
    monkeypatch.setenv("PYTHONPATH", f"{HERE}{os.pathsep}{os.environ['PYTHONPATH']}")
    monkeypatch.setenv("MORTAL_COUNT", str(tmp_path / "deaths"))
    return model


def _build(task: Task, model: Path, folder: Path, told: list[str]) -> list[dict]:
    """The journal of a pool of three seeds."""
    _pool(dataclasses.replace(task, seeds=task.seeds[:3]), model, folder, told)
    return read_jsonl(folder / "journal.jsonl")


def _pool(task: Task, model: Path, folder: Path, told: list[str]) -> PoolSummary:
    names = ("pool.jsonl", "rejects.jsonl", "summary.json", "journal.jsonl")
    files = PoolFiles(*(folder / name for name in names))
    return build_pool(task, SETTINGS, Models(model), files, threads=1, progress=told.append)


def _deaths(told: list[str]) -> int:
    return sum("engine died" in line for line in told)


@pytest.mark.parametrize("finished", [0, 1, 2])
def test_what_an_engine_that_died_left_is_asked_again_as_it_stood(
    asr: Task, mortal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, finished: int
) -> None:
    monkeypatch.setenv("MORTAL_DEATHS", "1")
    monkeypatch.setenv("MORTAL_AFTER", str(finished))
    told: list[str] = []
    entries = _build(asr, mortal, tmp_path, told)
    assert [(e["seed"], e["used_seed"], e["died"]) for e in entries] == [(1, 1, False)] * 3
    assert [len(entry["texts"]) for entry in entries] == [2, 2, 2]
    assert len({entry["prompt"] for entry in entries}) == 3
    assert _deaths(told) == 1


def test_a_prompt_that_kills_the_engine_gets_another_sampling_seed(
    asr: Task, mortal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly = asr.seeds[1].text
    monkeypatch.setenv("MORTAL_TEXT", deadly)
    monkeypatch.setenv("MORTAL_SEED", str(_prompts(2)[0].sample_seeds()[0]))
    entries = _build(asr, mortal, tmp_path, [])
    assert sorted((entry["used_seed"], entry["died"]) for entry in entries) == [
        (1, False),
        (1, False),
        (1000004, False),
    ]


def test_a_deadly_prompt_is_given_up_and_not_asked_again(
    asr: Task, mortal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MORTAL_TEXT", asr.seeds[1].text)
    told: list[str] = []
    entries = _build(asr, mortal, tmp_path, told)
    assert sorted(entry["died"] for entry in entries) == [False, False, True]
    reasons = [line["reason"] for line in read_jsonl(tmp_path / "rejects.jsonl")]
    assert reasons.count("engine died") == 2
    before = _deaths(told)
    _build(asr, mortal, tmp_path, told)
    assert _deaths(told) == before


@pytest.mark.parametrize(
    ("seeds", "said"),
    [(3, "engine died over every prompt"), (16, "died 12 times without writing a text")],
)
def test_an_engine_that_always_dies_has_failed_and_no_prompt_is_given_up(
    asr: Task, mortal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seeds: int, said: str
) -> None:
    monkeypatch.setenv("MORTAL_DEATHS", "1000")
    task = dataclasses.replace(asr, seeds=asr.seeds[:seeds])
    summary = _pool(task, mortal, tmp_path, [])
    assert (summary.complete, summary.generated) == (False, 0)
    assert said in summary.ended
    assert read_jsonl(tmp_path / "journal.jsonl") == []
    monkeypatch.setenv("MORTAL_DEATHS", "0")
    assert _pool(task, mortal, tmp_path, []).written == seeds * 2


def test_silence_counts_as_a_death(
    mortal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MORTAL_DEATHS", "0")
    monkeypatch.setenv("MORTAL_SILENT", "1")
    engine = LlamaEngine(SETTINGS, mortal, threads=1)
    engine.open()
    engine.patience = 0.05
    with pytest.raises(EngineDiedError, match="no answer in"):
        engine.generate(_prompts(1))
    assert engine.pid is None


def test_a_model_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF" + bytes(64))
    with pytest.raises(AudioFlanError, match="cannot load") as caught:
        llama.start(SETTINGS, path, threads=1)
    assert caught.value.where == path


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({"general.architecture": "nonsense"}, "unknown model architecture: 'nonsense'"),
        (CHAT, "tensor .* not found"),
    ],
)
def test_a_model_that_cannot_be_loaded_says_why(
    tmp_path: Path, metadata: dict[str, object], said: str
) -> None:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(tiny(metadata))
    with pytest.raises(AudioFlanError, match=said) as caught:
        llama.start(SETTINGS, path, threads=1)
    assert caught.value.remedy


def _prompts(count: int) -> list[Prompt]:
    texts = ("Transcribe the speech in this recording.", "Use {language} here.", "What is said?")
    return [
        paraphrase_prompt(TEMPLATE, Seed("s", "command", text), "request", count, 1)
        for text in texts
    ]


@pytest.mark.slow
def test_a_text_depends_on_its_prompt_and_seed_and_not_on_its_batch(gguf: Path) -> None:
    together, alone, other = (
        LlamaEngine(dataclasses.replace(SETTINGS, sequences=n), gguf, threads=1) for n in (6, 1, 2)
    )
    try:
        first, *others = _prompts(2)
        texts = together.generate([first, *others])
        assert [len(each) for each in texts] == [2, 2, 2]
        assert all(text for each in texts for text in each)
        assert together.generate([others[1], first]) == [texts[2], texts[0]]
        assert alone.generate([first]) == texts[:1]
        assert other.generate([others[1]]) == texts[2:]
        other_seed = dataclasses.replace(first, seed=2)
        assert together.generate([other_seed]) != texts[:1]
    finally:
        together.close()
        alone.close()
        other.close()


@pytest.mark.slow
def test_a_model_that_knows_no_chat_leaves_the_seeds(asr: Task, gguf: Path, tmp_path: Path) -> None:
    """The real model, with the name of its template overwritten in place."""
    path = tmp_path / "base.gguf"
    path.write_bytes(gguf.read_bytes().replace(b".chat_template", b".cart_template", 1))
    summary = _pool(dataclasses.replace(asr, seeds=asr.seeds[:2]), path, tmp_path, [])
    assert (summary.complete, summary.accepted) == (False, 0)
    assert "the GGUF has no chat template" in summary.ended
    assert summary.warning


@pytest.mark.slow
def test_texts_that_share_memory_are_written_as_well(gguf: Path) -> None:
    engine = LlamaEngine(dataclasses.replace(SETTINGS, kv="unified"), gguf, threads=1)
    try:
        texts = engine.generate(_prompts(2))
    finally:
        engine.close()
    assert [len(each) for each in texts] == [2, 2, 2]
    assert all(text for each in texts for text in each)
    assert len({text for each in texts for text in each}) >= 4


@pytest.mark.slow
def test_a_killed_child_is_noticed_and_replaced(gguf: Path) -> None:
    engine = LlamaEngine(dataclasses.replace(SETTINGS, max_tokens=200), gguf, threads=1)
    try:
        engine.open()
        assert engine.name.startswith("llama-cpp-python ")
        first = engine.pid
        assert first is not None
        killer = threading.Timer(0.3, os.kill, (first, signal.SIGKILL))
        killer.start()
        with pytest.raises(EngineDiedError, match="its process ended"):
            engine.generate(_prompts(32))
        killer.join()
        assert engine.pid is None
        assert len(engine.generate(_prompts(1)[:1])) == 1
        assert engine.pid not in (None, first)
    finally:
        engine.close()


@pytest.mark.slow
def test_a_prompt_that_does_not_fit_is_named(gguf: Path) -> None:
    engine = LlamaEngine(dataclasses.replace(SETTINGS, context=64), gguf, threads=1)
    with pytest.raises(AudioFlanError, match="context is 64"):
        engine.generate(_prompts(1))
