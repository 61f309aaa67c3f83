"""A build that is killed in every stage ends with the bytes of one that was left alone."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from workbench import Workflow

pytestmark = pytest.mark.slow

STAGES = (
    "fetch_corpus",
    "index_corpus",
    "prepare_clips",
    "prepare_recipe",
    "instantiate",
    "assert_task",
    "build_pool",
    "render",
    "validate",
    "compress",
    "shard_manifest",
    "write_report",
)


def begun_since(logs: Path, stage: str, instant: float) -> bool:
    """Whether a job of ``stage`` has opened its log after ``instant``."""
    found = [logs / f"{stage}.log", *(logs / stage).glob("*.log")]
    return any(path.is_file() and path.stat().st_mtime > instant for path in found)


def kill_in(workflow: Workflow, stage: str) -> bool:
    """Make ``stage`` run again, and kill the whole run with signal 9 once a job of it has begun."""
    command = workflow.command()
    command[3:3] = ["--forcerun", stage, "--rerun-incomplete"]
    started = time.time()
    process = subprocess.Popen(
        command,
        cwd=workflow.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while process.poll() is None:
            if begun_since(workflow.folder / "build" / "logs", stage, started):
                return True
            time.sleep(0.01)
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_killed_in_every_stage_and_still_the_same_bytes(tmp_path, built):
    workflow = Workflow(tmp_path / "elsewhere")
    killed = [stage for stage in STAGES if kill_in(workflow, stage)]
    assert killed == list(STAGES)
    workflow.run()
    assert workflow.manifest() == built.manifest()
    assert list(workflow.folder.joinpath("shards").rglob(".*.tmp")) == []
