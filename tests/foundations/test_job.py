"""What a workflow script prints, and how it ends."""

import pytest

from audioflan.errors import AudioFlanError
from audioflan.job import job


def test_a_line_stands_in_the_log_while_the_job_still_runs(tmp_path):
    log = tmp_path / "logs" / "a.log"
    with job(str(log)):
        print("3/9 prompts, about 40 s left")
        assert log.read_text() == "3/9 prompts, about 40 s left\n"


def test_a_problem_ends_the_script_with_its_one_message(tmp_path, capsys):
    log = tmp_path / "a.log"
    with pytest.raises(SystemExit) as caught, job(str(log)):
        raise AudioFlanError("no such model file", where="m.gguf", remedy="name another.")
    assert caught.value.code == 1
    assert log.read_text() == capsys.readouterr().err
    assert log.read_text() == "error: m.gguf: no such model file. Remedy: name another.\n"
