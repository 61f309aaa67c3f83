"""Files of records, judged: plain or compressed, whole or damaged; what is kept of the verdict."""

from pathlib import Path

import orjson
import pytest
import zstandard
from recordbench import CORPUS, TRANSCRIBE, line, record, write_lines

from audioflan.errors import AudioFlanError
from audioflan.records.check import Check
from audioflan.records.expectation import Expectation
from audioflan.records.lines import MAX_LINE
from audioflan.records.validate import validate, validate_file

EXPECTED = Expectation.of(TRANSCRIBE, CORPUS, {"91_AsteriskPrompts_en_hello"})


def test_refused_lines_are_written_with_number_reason_and_text(tmp_path: Path) -> None:
    lines = [line(record(0)), b"caf\xe9", line(record(0)), line(record(1))]
    path = write_lines(tmp_path / "records.jsonl", lines)

    check = validate_file(path, EXPECTED, tmp_path / "check.rejects.jsonl")

    rows = [
        orjson.loads(row) for row in (tmp_path / "check.rejects.jsonl").read_bytes().splitlines()
    ]
    assert rows == [
        {"line": 2, "reason": "encoding: not UTF-8 at byte 3", "text": "caf\\xe9"},
        {
            "line": 3,
            "reason": f"uuid: {record(0)['uuid']} came before",
            "text": lines[2].decode(),
        },
    ]
    assert check.seen == check.accepted + len(rows)


def test_a_check_survives_its_file(tmp_path: Path) -> None:
    check = validate([line(record(0)), b"", line(record(1, split=["dev"]))])

    check.write(tmp_path / "check.json")

    assert Check.read(tmp_path / "check.json") == check


def test_a_missing_check_is_named(tmp_path: Path) -> None:
    with pytest.raises(AudioFlanError, match=r"check\.json: The check cannot be read"):
        Check.read(tmp_path / "check.json")


def test_a_last_line_without_end_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line(record(0)) + b"\n" + line(record(1)))

    assert validate_file(tmp_path / "a.jsonl").accepted == 2


def test_a_line_beyond_all_measure_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "a.jsonl", [b"x" * (3 * MAX_LINE), line(record(1)), b"x" * (MAX_LINE + 1)]
    )

    check = validate_file(path, rejects=tmp_path / "a.rejects.jsonl")

    assert [(row.line, row.rule) for row in check.offending] == [(1, "length"), (3, "length")]
    assert (check.seen, check.accepted) == (3, 1)
    assert (tmp_path / "a.rejects.jsonl").stat().st_size < 200_000


def test_a_compressed_file_is_judged_like_a_plain_one(tmp_path: Path) -> None:
    lines = [line(record(0)), b"", line(record(1))]
    plain = write_lines(tmp_path / "a.jsonl", lines)
    packed = tmp_path / "a.jsonl.zst"
    packed.write_bytes(zstandard.ZstdCompressor().compress(plain.read_bytes()))

    assert validate_file(packed) == validate_file(plain)


@pytest.mark.parametrize("damage", ["cut", "absent", "no zstd"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "a.jsonl.zst"
    packed = zstandard.ZstdCompressor().compress(line(record(0)) + b"\n")
    contents = {"cut": packed[:-9], "no zstd": line(record(0))}
    if damage in contents:
        path.write_bytes(contents[damage])

    with pytest.raises(AudioFlanError, match=r"a\.jsonl\.zst: The file cannot be read"):
        validate_file(path, rejects=tmp_path / "a.rejects.jsonl")

    assert not (tmp_path / "a.rejects.jsonl").exists()
