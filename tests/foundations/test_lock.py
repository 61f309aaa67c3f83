import signal
import subprocess
import sys

import pytest

from audioflan.errors import AudioFlanError
from audioflan.lock import BuildLock

HOLDER = """
import sys, time
from pathlib import Path
from audioflan.lock import BuildLock
lock = BuildLock(Path(sys.argv[1])); lock.hold(); print("held", flush=True); time.sleep(60)
"""


def test_a_second_run_is_refused_and_a_killed_one_leaves_no_lock(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AudioFlanError, match=f"process {holder.pid}"):
            BuildLock(tmp_path).hold()
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    BuildLock(tmp_path).hold()
