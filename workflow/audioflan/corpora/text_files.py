"""Label files as text, with errors that name them."""

import gzip
import zlib
from pathlib import Path

from audioflan.errors import AudioFlanError


def read_text(path: Path) -> str:
    r"""Text of a UTF-8 file (with or without BOM), unpacked when its name ends in ``.gz``.

    Line ends become ``\n``.

    Raises:
        AudioFlanError: the file is cut off, no gzip file, or not UTF-8.
    """
    content = path.read_bytes()
    try:
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        text = content.decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise AudioFlanError(
            f"unreadable text ({error})", where=path, remedy="fetch the corpus again"
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
