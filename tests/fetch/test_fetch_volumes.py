"""Zip archives split into volumes: read as one, whatever the size of the volumes."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fetch.archives import FILES, Contents, Make, flip_a_bit
from tests.miniatures.volumes import split

from audioflan.errors import AudioFlanError
from audioflan.fetch import unpack
from audioflan.fetch.unpack import CorruptArchiveError
from audioflan.fetch.volumes import is_split, volumes


@pytest.fixture
def archive(make_zip: Make) -> Path:
    """One zip archive."""
    return make_zip(list(FILES.items()))


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(size=st.integers(64, 9000))
def test_names_and_bytes_survive_volumes_of_any_size(
    size: int, archive: Path, tmp_path_factory: pytest.TempPathFactory, contents: Contents
) -> None:
    room = tmp_path_factory.mktemp("volumes")
    last = Path(shutil.copy(archive, room / "x.zip"))
    parts = split(last, size)
    assert volumes(last) == [*(room / part for part in parts), last]
    assert unpack(last, room / "out") == len(FILES)
    assert contents(room / "out") == FILES


def test_more_than_99_volumes_have_numbers_of_three_digits(make_zip: Make, tmp_path: Path) -> None:
    archive = make_zip([("long", random.Random(3).randbytes(20_000))], "x.zip")
    assert split(archive, 128)[98:100] == ["x.z99", "x.z100"]
    assert unpack(archive, tmp_path / "out") == 1


def test_a_whole_archive_is_its_only_volume(archive: Path) -> None:
    assert volumes(archive) == [archive]
    assert not is_split(archive)


@pytest.mark.skipif(shutil.which("zip") is None, reason="Info-ZIP is not installed")
@pytest.mark.parametrize("form", [[], ["-fz"]], ids=["short", "zip64"])
def test_reads_what_info_zip_splits(form: list[str], tmp_path: Path, contents: Contents) -> None:
    tree, files = tmp_path / "tree", {**FILES, "long.bin": random.Random(2).randbytes(200_000)}
    for name, content in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(content)
    command = ["zip", "-q", "-r", "-s", "64k", *form, str(tmp_path / "x.zip"), "."]
    subprocess.run(command, cwd=tree, check=True)
    assert len(volumes(tmp_path / "x.zip")) == 4
    assert unpack(tmp_path / "x.zip", tmp_path / "out") == len(files)
    assert contents(tmp_path / "out") == files


def test_a_missing_volume_is_named(archive: Path, tmp_path: Path) -> None:
    split(archive, 2000)
    archive.with_suffix(".z02").unlink()
    with pytest.raises(AudioFlanError, match=r"1 volumes .*\.z02.*Remedy: fetch every volume"):
        unpack(archive, tmp_path / "out")


def test_a_volume_cut_off_is_damage(archive: Path, tmp_path: Path) -> None:
    split(archive, 2000)
    second = archive.with_suffix(".z02")
    second.write_bytes(second.read_bytes()[:-1])
    with pytest.raises(CorruptArchiveError, match="damaged"):
        unpack(archive, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_flipped_bits_are_noticed_or_harmless(
    data: st.DataObject, archive: Path, tmp_path_factory: pytest.TempPathFactory, contents: Contents
) -> None:
    room = tmp_path_factory.mktemp("flipped")
    last = Path(shutil.copy(archive, room / "x.zip"))
    split(last, 2000)
    flip_a_bit(data, data.draw(st.sampled_from(volumes(last))))
    try:
        unpack(last, room / "out")
    except AudioFlanError:
        return
    assert set(contents(room / "out").values()) == set(FILES.values())


def test_a_limit_counts_all_volumes(make_zip: Make, tmp_path: Path) -> None:
    archive = make_zip([("silence.wav", b"\0" * (20 << 20))])
    split(archive, 1000)
    with pytest.raises(AudioFlanError, match=r"more than 250 times its size"):
        unpack(archive, tmp_path / "out")
    assert unpack(archive, tmp_path / "out", limits={"ratio": 2000}) == 1
