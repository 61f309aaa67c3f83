"""A build that is killed in every stage ends with the bytes of one that was left alone."""

import os
import signal
import subprocess
import time

import pytest
from workbench import Workflow

pytestmark = pytest.mark.slow

STAGES = (
    "fetch_corpus",
    "index_corpus",
    "prepare_clips",
    "prepare_recipe",
    "instantiate",
    "build_pool",
    "render",
    "validate",
    "compress",
    "shard_manifest",
    "write_report",
)


def kill_in(workflow: Workflow, stage: str) -> bool:
    """Run until a job of ``stage`` has begun, then kill the whole run with signal 9."""
    logs = workflow.folder / "build" / "logs"
    before = set(logs.rglob("*.log"))
    process = subprocess.Popen(
        workflow.command(),
        cwd=workflow.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while process.poll() is None:
            begun = {
                path.relative_to(logs).parts[0].removesuffix(".log")
                for path in set(logs.rglob("*.log")) - before
            }
            if stage in begun:
                return True
            time.sleep(0.02)
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
