"""What the tests of archives share: a small tree, ways to pack and read it, a flipped bit."""

import random
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

FILES = {
    "wav/a b.wav": random.Random(1).randbytes(6000),
    "wav/Füße 歌.wav": b"\0" * 5000,
    "meta/empty.txt": b"",
    "README": b"hello\n",
}
Make = Callable[..., Path]
Contents = Callable[[Path], dict[str, bytes]]


def flip_a_bit(data: st.DataObject, path: Path) -> None:
    """Change one bit of a file, drawn by hypothesis."""
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
