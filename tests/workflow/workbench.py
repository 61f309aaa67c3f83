"""A copy of the project to run, edit and kill."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

HOME = Path(__file__).resolve().parents[2]
FOLDERS = ("rules", "workflow", "config", "templates", "profiles", "envs")
ARCHIVES = Path(os.environ.get("AUDIOFLAN_ARCHIVES", HOME / "build" / "archives"))

CONFIG = {
    "archives": str(ARCHIVES),
    "corpora": {"asterisk_prompts": {"limit": 60}, "piano_velocity": {}, "animal_sounds": {}},
    "tasks": [
        "automatic_speech_recognition",
        "denoising",
        "pitch_classification",
        "sound_event_recognition",
        "speaker_verification",
    ],
    "paraphrase": {"source": "none"},
}


class Workflow:
    """A copy of the project in which tests edit, run and kill the workflow."""

    def __init__(self, folder: Path, config=CONFIG) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
            shutil.copytree(HOME / name, folder / name, ignore=ignored)
        shutil.copy(HOME / "Snakefile", folder)
        (folder / "my config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")

    def command(self, *arguments: str) -> list[str]:
        config = ["--configfile", "my config.yaml", "--cores", "2"]
        return [sys.executable, "-m", "snakemake", *config, "--", *arguments]

    def run(self, *targets: str, options: tuple[str, ...] = (), check=True):
        command = self.command(*targets)
        command[3:3] = options
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, timeout=900, check=False
        )
        done.output = done.stdout + done.stderr
        assert not check or done.returncode == 0, done.output
        return done

    def planned(self, *targets: str) -> dict[str, int]:
        """Rule -> number of jobs that a dry run lists."""
        output = self.run(*targets, options=("-n",)).output
        table = output.split("Job stats:")[-1].split("total")[0]
        return {rule: int(count) for rule, count in re.findall(r"^(\S+) +(\d+)$", table, re.M)}

    def manifest(self) -> str:
        return (self.folder / "shards" / "MANIFEST.tsv").read_text(encoding="utf-8")
