"""GGUF files of a few hundred bytes: metadata as llama.cpp reads it, and no weights."""

import struct
from typing import Any

TEMPLATE = "{{ messages[0].content }}"
LLAMA = {
    "general.architecture": "llama",
    "llama.context_length": 32,
    "llama.embedding_length": 8,
    "llama.block_count": 1,
    "llama.feed_forward_length": 8,
    "llama.attention.head_count": 1,
    "llama.attention.layer_norm_rms_epsilon": 1e-5,
    "llama.vocab_size": 8,
    "tokenizer.ggml.model": "none",
}
"""All that llama.cpp wants to know before it looks for weights, but for a chat template."""
CHAT = {**LLAMA, "tokenizer.chat_template": TEMPLATE}
UINT16, UINT32, INT32, FLOAT32, STRING = 2, 4, 5, 6, 8


def tiny(metadata: dict[str, Any]) -> bytes:
    """A file of version 3 without tensors."""
    entries = b"".join(_string(key) + _value(value) for key, value in metadata.items())
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(metadata)) + entries


def split(metadata: dict[str, Any], count: int) -> list[bytes]:
    """The same model in several files; all but the first hold the numbers of the parts alone."""
    return [tiny({**(metadata if at == 0 else {}), **_numbers(at, count)}) for at in range(count)]


def _numbers(at: int, count: int) -> dict[str, bytes]:
    return {
        "split.no": struct.pack("<IH", UINT16, at),
        "split.count": struct.pack("<IH", UINT16, count),
        "split.tensors.count": struct.pack("<Ii", INT32, 0),
    }


def _value(value: Any) -> bytes:
    """Type and content; bytes are both already."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return struct.pack("<I", STRING) + _string(value)
    if isinstance(value, float):
        return struct.pack("<If", FLOAT32, value)
    return struct.pack("<II", UINT32, value)


def _string(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()
