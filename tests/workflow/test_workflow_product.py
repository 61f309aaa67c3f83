"""What users do with a finished build: load the records, decode the audio, look back."""

import random
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import datasets
import orjson
import polars as pl
import pytest
import soundfile

from audioflan.audio import AudioStore
from audioflan.records.lines import read_lines
from audioflan.trace import audio_ids

pytestmark = pytest.mark.slow


def shards_of(folder):
    return sorted(folder.glob("shards/**/*.jsonl.zst"))


def audioflan(folder, *arguments, check=True):
    command = [sys.executable, "-m", "audioflan.cli", *arguments]
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"COLUMNS": "200", "PYTHONPATH": str(folder / "workflow"), "PATH": "/usr/bin:/bin"},
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def records(built):
    return [orjson.loads(line) for shard in shards_of(built.folder) for line in read_lines(shard)]


def test_hugging_face_reads_every_record(built, records, tmp_path):
    pattern = [str(path) for path in shards_of(built.folder)]
    loaded = datasets.load_dataset("json", data_files=pattern, cache_dir=str(tmp_path))["train"]
    assert len(loaded) == len(records)
    assert {row["uuid"] for row in loaded} == {record["uuid"] for record in records}
    assert loaded[0]["task_type"]["U/G"][0] in ("understanding", "generation")


def test_the_manifest_counts_every_record(built, records):
    table = pl.read_csv(built.folder / "shards/MANIFEST.tsv", separator="\t")
    assert table["records"].sum() == len(records)
    assert len(table) == len(shards_of(built.folder))


def test_uuids_are_unique_over_the_whole_build(records):
    assert len({record["uuid"] for record in records}) == len(records)


def test_a_hundred_audio_ids_decode_to_the_stated_facts(built, records):
    build = built.folder / "build"
    indexes = [path for path in build.glob("audio/*/*/*.*.parquet") if ".rejects." not in path.name]
    store = AudioStore(sorted(indexes), build)
    ids = sorted({name for record in records for name in audio_ids(record)})
    assert set(ids) <= set(store.ids)
    for name in random.Random(1).sample(ids, 100):
        facts = store.facts(name)
        info = soundfile.info(BytesIO(store.content(name)))
        assert (info.samplerate, info.channels) == (facts["sample_rate"], facts["channels"])
        assert info.frames == facts["frames"]
        assert info.frames / info.samplerate == pytest.approx(facts["duration"], abs=1e-6)
        store.read(name, verify=True)


def test_every_audio_pair_of_a_record_is_of_one_split(records):
    by_split = {}
    for record in records:
        for name in audio_ids(record):
            anchor = name.split("-denoising")[0]
            assert by_split.setdefault(anchor, record["split"][0]) == record["split"][0]


def test_the_funnel_is_in_the_report(built, records):
    report = built.folder / "build/report"
    summary = pl.read_csv(report / "summary.tsv", separator="\t")
    assert summary["records"].sum() == len(records)
    assert "denoising" in (report / "index.html").read_text(encoding="utf-8")
    assert "denoising" in (report / "summary.txt").read_text(encoding="utf-8")


def test_show_prints_a_record_with_its_audio(built):
    output = audioflan(built.folder, "show", "shards/speech/denoising", "-n", "1").stdout
    assert "Denoising" in output
    assert "8000 Hz" in output
    assert "snr_db" in output


def test_explain_goes_back_to_the_source(built, records):
    record = next(r for r in records if r["task_type"]["minor"] == ["Denoising"])
    output = audioflan(built.folder, "explain", record["uuid"]).stdout
    for expected in ("licence", "template denoising/", ".wav", "snr_db", "records accepted"):
        assert expected in output


def test_explain_of_an_unknown_uuid_says_what_to_do(built):
    done = audioflan(built.folder, "explain", "nothing", check=False)
    assert done.returncode == 1
    assert "no instance has the uuid nothing" in done.stderr


def test_validate_accepts_the_shards_and_refuses_a_tampered_copy(built, tmp_path):
    audioflan(built.folder, "validate", "shards", "--resolve")
    shard = next(path for path in shards_of(built.folder) if list(read_lines(path)))
    line = next(read_lines(shard))
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(line + b"\n" + line.replace(b"<|SOA|>", b"<|SOA|", 1) + b"\n{\n")
    done = audioflan(built.folder, "validate", str(bad), check=False)
    assert done.returncode == 1
    assert "bad.jsonl:3: json:" in done.stdout


def test_catalog_lists_corpora_tasks_and_coverage(built):
    output = audioflan(built.folder, "catalog", "--config", "my config.yaml", "--missing").stdout
    assert "asterisk_prompts" in output
    assert "paper's tasks: 80 of 80" in output
    assert "aishell1" in output


@pytest.mark.parametrize("command", ["catalog", "show", "validate", "explain"])
def test_help_has_examples(built, command):
    assert "audioflan " + command in audioflan(built.folder, command, "--help").stdout


def test_paths_in_outputs_are_relative(built):
    here = str(Path(built.folder)).encode()
    manifest = (built.folder / "shards/MANIFEST.tsv").read_bytes()
    assert here not in manifest
