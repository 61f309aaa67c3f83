"""Packs: plain tars, the same bytes always, every member readable by its offset."""

import io
import subprocess
import tarfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from audioflan.audio.pack import PackWriter

NAMES = st.text("abcXYZ019_-", min_size=1, max_size=260).map(lambda text: f"{text}.flac")
MEMBERS = st.dictionaries(NAMES, st.binary(max_size=2000), max_size=8)


def pack(members: dict[str, bytes]) -> tuple[bytes, dict[str, int]]:
    stream = io.BytesIO()
    writer = PackWriter(stream)
    offsets = {name: writer.add(name, content) for name, content in members.items()}
    writer.finish()
    return stream.getvalue(), offsets


@given(MEMBERS)
def test_offsets_lead_to_the_members(members: dict[str, bytes]) -> None:
    content, offsets = pack(members)
    for name, member in members.items():
        assert content[offsets[name] : offsets[name] + len(member)] == member


@given(MEMBERS)
def test_any_tar_reader_sees_the_same_members_without_clock_or_owner(
    members: dict[str, bytes],
) -> None:
    with tarfile.open(fileobj=io.BytesIO(pack(members)[0])) as tar:
        found = tar.getmembers()
        assert {entry.name: tar.extractfile(entry).read() for entry in found} == members
    assert all(entry.mtime == entry.uid == entry.gid == 0 and not entry.uname for entry in found)


@given(MEMBERS)
def test_the_same_members_give_the_same_bytes(members: dict[str, bytes]) -> None:
    assert pack(members) == pack(members)


def test_short_names_are_plain_ustar() -> None:
    content, offsets = pack({"91_X_a.flac": b"abc"})
    assert content[257:263] == b"ustar\0"
    assert offsets == {"91_X_a.flac": 512}
    assert len(content) == 512 + 512 + 1024


def test_the_tar_program_reads_names_longer_than_ustar_allows(tmp_path: Path) -> None:
    name = "x" * 180 + ".flac"
    (tmp_path / "a.tar").write_bytes(pack({name: b"sound"})[0])
    listed = subprocess.run(
        ["tar", "tf", tmp_path / "a.tar"], capture_output=True, check=True, text=True
    )
    assert (listed.stdout.strip(), listed.stderr) == (name, "")
