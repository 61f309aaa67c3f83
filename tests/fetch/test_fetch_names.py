"""Names inside archives: what is accepted stays inside, and text survives."""

import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.fetch.names import UnsafeNameError, confine_links, decoded, safe_path

ROOT = Path("/room/of/one/archive")
PARTS = st.sampled_from(["..", ".", "", "a", "b c", "é", "...", "~", "C:", "\\", "x\0", "-"])


@given(st.one_of(st.text(max_size=40), st.lists(PARTS, max_size=8).map("/".join)))
def test_no_accepted_name_resolves_outside_the_root(name: str) -> None:
    try:
        place = ROOT / safe_path(name)
    except UnsafeNameError:
        return
    assert Path(os.path.normpath(place)).is_relative_to(ROOT)


@given(st.lists(st.sampled_from(["a", "b c", "é", "..."]), min_size=1, max_size=5))
def test_plain_names_are_accepted_as_they_are(parts: list[str]) -> None:
    assert safe_path("/".join(parts)) == PurePosixPath(*parts)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/passwd", "absolute"),
        ("\\server\\share", "absolute"),
        ("C:\\Windows\\x", "absolute"),
        ("c:/x", "absolute"),
        ("../x", "climbs"),
        ("a/../../x", "climbs"),
        ("a/..", "climbs"),
        ("a\0b", "null"),
        ("\ud800", "Unicode"),
        ("n" * 256, "too long"),
        ("a/" * 1100, "too long"),
    ],
)
def test_unsafe_names_are_refused_with_the_reason(name: str, reason: str) -> None:
    with pytest.raises(UnsafeNameError, match=reason):
        safe_path(name)


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        ("Füße.wav".encode(), None, "Füße.wav"),
        ("歌.wav".encode("gbk"), "gbk", "歌.wav"),
        ("歌.wav".encode(), "ascii", "歌.wav"),
        (b"caf\x82.wav", None, "café.wav"),
    ],
)
def test_names_without_an_encoding_mark(raw: bytes, declared: str | None, text: str) -> None:
    assert decoded(raw, declared, "cp437") == text


@given(st.binary(max_size=30))
def test_every_name_decodes_to_something(raw: bytes) -> None:
    assert isinstance(decoded(raw, None, "cp437"), str)


def test_links_become_the_shortest_way_to_their_aim(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "x").write_text("x")
    link = tmp_path / "a/b/link"
    link.symlink_to("../b/../../x")
    confine_links(tmp_path, [link])
    assert link.readlink() == Path("../../x")
    assert link.read_text() == "x"


def test_a_link_may_not_leave_through_another_link(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "one/two/three").mkdir(parents=True)
    (root / "one/two/three/up").symlink_to("../../..")
    out = root / "out"
    out.symlink_to("one/two/three/up/../secret")
    with pytest.raises(UnsafeNameError, match="'out' leads outside"):
        confine_links(root, [root / "one/two/three/up", out])
