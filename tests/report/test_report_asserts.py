"""The report's section on the asserts."""

from pathlib import Path
from types import SimpleNamespace

from tests.asserts.test_asserts_checks import CLOSED, task_data

from audioflan.asserts.stage import assert_task
from audioflan.catalog.layout import Layout
from audioflan.files import write_json
from audioflan.report.section import Build
from audioflan.report.sections import asserts


def section_of(tmp_path: Path, answers: list[str], severities: dict[str, str] | None = None):
    """The section on a build of one task."""
    layout = Layout(tmp_path, tmp_path / "shards", tmp_path / "archives")
    verdict = assert_task(task_data(CLOSED, answers), severities or {})
    write_json(layout.asserts(CLOSED.domain, CLOSED.id), verdict)
    return asserts.section(Build(SimpleNamespace(tasks={CLOSED.id: CLOSED}), layout))


def test_a_warning_is_a_row_with_examples(tmp_path):
    section = section_of(tmp_path, ["cat"] * 9 + ["dog"])
    [row] = section.table.to_dicts()
    assert row == {
        "domain": "speech",
        "task": "attribute_task",
        "corpus": "",
        "assert": "label_entropy",
        "found": "label entropy is 0.47 of the maximum, below 0.8",
        "examples": "dog: 1, cat: 9",
    }
    assert section.note.startswith("13 of 14 asserts held.")
    assert [(card.value, card.label) for card in section.cards] == [("1", "warnings on task data")]


def test_what_is_switched_off_is_not_counted(tmp_path):
    section = section_of(tmp_path, ["cat"] * 9 + ["dog"], {"label_entropy": "off"})
    assert section.table.is_empty()
    assert section.note.startswith("13 of 13 asserts held.")
