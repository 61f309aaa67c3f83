import hashlib
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from recordbench import line, record, write_lines

from audioflan.errors import AudioFlanError
from audioflan.records.frames import FRAME_BYTES
from audioflan.records.manifest import write_manifest
from audioflan.records.shards import index_path, read_index, read_shard, write_shards
from audioflan.records.validate import validate_file

SPLITS = ("train", "dev", "test")


def pack(folder: Path, lines: Sequence[bytes]) -> dict[str, Path]:
    """Validate and compress lines the way the pipeline does."""
    folder.mkdir(parents=True, exist_ok=True)
    records = write_lines(folder / "esc50.0.jsonl", lines)
    validate_file(records, rejects=folder / "esc50.0.rejects.jsonl").write(folder / "esc50.0.json")
    outputs = {split: folder / "shards" / f"esc50.{split}.0.jsonl.zst" for split in SPLITS}
    write_shards(records, folder / "esc50.0.json", outputs)
    return outputs


def sized(number: int, letters: int, split: str = "train") -> bytes:
    return line(record(number, output="x" * letters, split=[split]))


def test_each_split_gets_its_records_in_order(tmp_path: Path) -> None:
    lines = [sized(number, 1, split) for number, split in enumerate(["dev", "train", "dev"])]

    outputs = pack(tmp_path, lines)

    assert list(read_shard(outputs["dev"])) == [orjson.loads(lines[0]), orjson.loads(lines[2])]
    assert list(read_shard(outputs["train"])) == [orjson.loads(lines[1])]
    assert list(read_shard(outputs["test"])) == []


SIZES = st.sampled_from([1, 300, 100_000, FRAME_BYTES // 2, FRAME_BYTES, 2 * FRAME_BYTES])


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(SIZES, st.sampled_from(SPLITS)), max_size=8))
def test_what_goes_in_comes_out_at_any_size(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, str]]
) -> None:
    lines = [sized(number, letters, split) for number, (letters, split) in enumerate(rows)]

    outputs = pack(tmp_path_factory.mktemp("shards"), lines)

    for split, path in outputs.items():
        kept = [text for text, (_, own) in zip(lines, rows, strict=True) if own == split]
        assert [line(found) for found in read_shard(path)] == kept
        frames = read_index(path)
        assert sum(frame.records for frame in frames) == len(kept)
        assert all(frame.content_bytes <= FRAME_BYTES or frame.records == 1 for frame in frames)


def test_any_frame_can_be_read_alone(tmp_path: Path) -> None:
    lines = [sized(number, 200_000) for number in range(17)]
    path = pack(tmp_path, lines)["train"]
    frames = read_index(path)

    content = path.read_bytes()
    alone = [
        zstandard.ZstdDecompressor().decompress(content[frame.offset : frame.offset + frame.bytes])
        for frame in frames
    ]

    assert [frame.records for frame in frames] == [5, 5, 5, 2]
    assert b"".join(alone) == b"".join(text + b"\n" for text in lines)
    assert [len(text) for text in alone] == [frame.content_bytes for frame in frames]
    assert all(zstandard.get_frame_parameters(content[f.offset :]).has_checksum for f in frames)
    assert [line(found) for found in read_shard(path, [3, 0])] == lines[15:] + lines[:5]


def test_two_writes_are_byte_identical(tmp_path: Path) -> None:
    lines = [sized(number, 9_000, SPLITS[number % 3]) for number in range(400)]

    first, second = pack(tmp_path / "a", lines), pack(tmp_path / "b", lines)

    for split in SPLITS:
        assert first[split].read_bytes() == second[split].read_bytes()
        assert index_path(first[split]).read_bytes() == index_path(second[split]).read_bytes()


@pytest.mark.skipif(shutil.which("zstdcat") is None, reason="zstd is not installed")
def test_zstdcat_reads_a_shard_whole(tmp_path: Path) -> None:
    lines = [sized(number, 400_000) for number in range(9)]
    outputs = pack(tmp_path, lines)

    whole = subprocess.run(["zstdcat", *outputs.values()], check=True, capture_output=True)

    assert whole.stdout == b"".join(text + b"\n" for text in lines)


def test_refused_lines_stay_out(tmp_path: Path) -> None:
    lines = [sized(0, 1), b'{"split": ["train"]}', sized(1, 1), sized(0, 1), b""]

    outputs = pack(tmp_path, lines)

    assert [line(found) for found in read_shard(outputs["train"])] == [lines[0], lines[2]]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ([sized(0, 1)], "the check counted 2"),
        ([sized(0, 1), sized(1, 2)], "holds 2 records of digest"),
        ([sized(1, 1), sized(0, 1)], "holds 2 records of digest"),
        ([sized(0, 1), b"{}"], "esc50.0.jsonl:2: A line that was accepted is no record"),
        ([sized(0, 1), sized(1, 1), sized(2, 1)], "holds 3 records"),
    ],
)
def test_records_that_changed_since_the_check_make_no_shard(
    tmp_path: Path, changed: list[bytes], reason: str
) -> None:
    outputs = pack(tmp_path, [sized(0, 1), sized(1, 1)])
    shutil.rmtree(tmp_path / "shards")
    records = write_lines(tmp_path / "esc50.0.jsonl", changed)

    with pytest.raises(AudioFlanError) as stale:
        write_shards(records, tmp_path / "esc50.0.json", outputs)

    assert reason in str(stale.value)
    assert "Validate the records again" in str(stale.value)
    assert list((tmp_path / "shards").iterdir()) == []


def test_a_split_without_output_is_an_error(tmp_path: Path) -> None:
    outputs = pack(tmp_path, [sized(0, 1, "dev")])
    del outputs["dev"]

    with pytest.raises(AudioFlanError, match="There is no shard for split 'dev'"):
        write_shards(tmp_path / "esc50.0.jsonl", tmp_path / "esc50.0.json", outputs)


def test_a_frame_that_does_not_exist_or_is_damaged_is_named(tmp_path: Path) -> None:
    path = pack(tmp_path, [sized(0, 1)])["train"]

    with pytest.raises(AudioFlanError, match=r"There is no frame 1.*Ask for frames 0 to 0"):
        list(read_shard(path, [1]))
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(AudioFlanError, match="The frame at byte 0 is damaged"):
        list(read_shard(path, [0]))
    with pytest.raises(AudioFlanError, match="The file cannot be read"):
        list(read_shard(path))
    index_path(path).unlink()
    with pytest.raises(AudioFlanError, match="The frame index cannot be read"):
        list(read_shard(path, [0]))


def test_the_manifest_describes_every_shard(tmp_path: Path) -> None:
    lines = [sized(0, 1), sized(1, 1)]
    outputs = pack(tmp_path, lines)
    root = tmp_path / "shards"

    write_manifest(list(outputs.values()), root, root / "MANIFEST.tsv")

    header, *rows = (root / "MANIFEST.tsv").read_text().splitlines()
    assert header == "path\tbytes\trecords\tsha256\tcontent_sha256"
    cells = [row.split("\t") for row in rows]
    assert [row[0] for row in cells] == [f"esc50.{split}.0.jsonl.zst" for split in sorted(SPLITS)]
    packed = outputs["train"].read_bytes()
    content = b"".join(text + b"\n" for text in lines)
    assert cells[2][1:] == [
        str(len(packed)),
        "2",
        hashlib.sha256(packed).hexdigest(),
        hashlib.sha256(content).hexdigest(),
    ]
    assert cells[0][2:] == [
        "0",
        hashlib.sha256(outputs["dev"].read_bytes()).hexdigest(),
        hashlib.sha256().hexdigest(),
    ]


def test_a_shard_outside_the_root_is_named(tmp_path: Path) -> None:
    outputs = pack(tmp_path, [sized(0, 1)])

    with pytest.raises(AudioFlanError, match="does not lie below"):
        write_manifest([outputs["train"]], tmp_path / "elsewhere", tmp_path / "MANIFEST.tsv")


@pytest.mark.slow
def test_hugging_face_reads_shards_empty_ones_included(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    from datasets import load_dataset

    outputs = pack(tmp_path, [sized(number, 400_000) for number in range(7)])

    loaded = load_dataset(
        "json",
        data_files=[str(path) for path in outputs.values()],
        split="train",
        cache_dir=str(tmp_path / "cache"),
    )

    assert list(loaded) == [orjson.loads(sized(number, 400_000)) for number in range(7)]
