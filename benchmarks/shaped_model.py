"""Write a GGUF model of a LLaMA's shape with random weights, to measure speed without its weights.

    python benchmarks/shaped_model.py 8b ggml-vocab-llama-bpe.gguf /tmp/8b.gguf
    python benchmarks/shaped_model.py 70b ggml-vocab-llama-bpe.gguf /tmp/70b.gguf
    python benchmarks/shaped_model.py tiny vocabulary.gguf tiny.gguf        (a few MB, for tests)

Speed depends on shapes and quantisation and not on the values, so the tensors have the names,
shapes and types of Llama 3.1's Q4_K_M files and hold random blocks of the right magnitude. The
vocabulary is that of any GGUF (llama.cpp's sources carry Llama 3's as
``models/ggml-vocab-llama-bpe.gguf``). Needs the package ``gguf``.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGMLQuantizationType as Quantisation
from gguf import GGUFReader, GGUFValueType, GGUFWriter

HEAD = 128
BLOCK = 256
BYTES = {Quantisation.Q4_K: 144, Quantisation.Q6_K: 210, Quantisation.F32: 4 * BLOCK}
CHAT = (
    "{{ bos_token }}{% for message in messages %}<|start_header_id|>{{ message['role'] }}"
    "<|end_header_id|>\n\n{{ message['content'] | trim }}<|eot_id|>{% endfor %}"
    "<|start_header_id|>assistant<|end_header_id|>\n\n"
)


@dataclass(frozen=True)
class Shape:
    """Layers, width, width of the feed-forward part, heads, and heads of keys and values."""

    layers: int
    width: int
    inner: int
    heads: int
    kv_heads: int


SHAPES = {
    "8b": Shape(32, 4096, 14336, 32, 8),
    "70b": Shape(80, 8192, 28672, 64, 8),
    "tiny": Shape(2, 256, 512, 2, 1),
}


def tensors(shape: Shape, words: int) -> Iterator[tuple[str, tuple[int, ...], Quantisation]]:
    """Name, shape (rows, columns) and type of every tensor, as llama.cpp's Q4_K_M has them."""
    q4, q6, f32 = Quantisation.Q4_K, Quantisation.Q6_K, Quantisation.F32
    width, narrow = shape.width, shape.kv_heads * HEAD
    yield "token_embd.weight", (words, width), q4
    for layer in range(shape.layers):
        # The first and last eighth, and every third layer between them, have finer matrices.
        eighth = shape.layers // 8
        fine = layer < eighth or layer >= 7 * eighth or (layer - eighth) % 3 == 2
        finer = q6 if fine else q4
        for name, size, kind in (
            ("attn_norm", (width,), f32),
            ("attn_q", (shape.heads * HEAD, width), q4),
            ("attn_k", (narrow, width), q4),
            ("attn_v", (narrow, width), finer),
            ("attn_output", (width, shape.heads * HEAD), q4),
            ("ffn_norm", (width,), f32),
            ("ffn_gate", (shape.inner, width), q4),
            ("ffn_up", (shape.inner, width), q4),
            ("ffn_down", (width, shape.inner), finer),
        ):
            yield f"blk.{layer}.{name}.weight", size, kind
    yield "output_norm.weight", (width,), f32
    yield "output.weight", (words, width), q6


def blocks(kind: Quantisation, count: int) -> np.ndarray:
    """Random blocks, uint8 of shape (count, bytes of a block); weights of about 0.02."""
    if kind == Quantisation.F32:
        return np.ones(count * BLOCK, np.float32).view(np.uint8).reshape(count, -1)
    random = np.random.default_rng(0)
    made = random.integers(0, 256, (count, BYTES[kind]), np.uint8)
    if kind == Quantisation.Q4_K:
        made[:, 0:4] = np.array([8e-5, 6e-4], np.float16).view(np.uint8)
    else:
        made[:, 208:210] = np.array([1.5e-5], np.float16).view(np.uint8)
    return made


def copy_vocabulary(source: GGUFReader, writer: GGUFWriter) -> int:
    """Copy every ``tokenizer.`` field; return the number of tokens."""
    for name, entry in source.fields.items():
        if not name.startswith("tokenizer.") or name == "tokenizer.chat_template":
            continue
        inner = entry.types[1] if entry.types[0] == GGUFValueType.ARRAY else None
        writer.add_key_value(name, entry.contents(), entry.types[0], sub_type=inner)
    writer.add_chat_template(CHAT)
    return len(source.fields["tokenizer.ggml.tokens"].data)


def write(shape: Shape, vocabulary: Path, path: Path) -> None:
    """Write the model; tensors of one type are slices of one random table."""
    writer = GGUFWriter(str(path), "llama")
    words = copy_vocabulary(GGUFReader(str(vocabulary)), writer)
    settings: dict[str, Any] = {
        "context_length": 8192,
        "embedding_length": shape.width,
        "block_count": shape.layers,
        "feed_forward_length": shape.inner,
        "head_count": shape.heads,
        "head_count_kv": shape.kv_heads,
        "rope_freq_base": 500_000.0,
        "layer_norm_rms_eps": 1e-5,
        "vocab_size": words,
        "rope_dimension_count": HEAD,
    }
    for name, value in settings.items():
        getattr(writer, f"add_{name}")(value)
    listed = list(tensors(shape, words))
    for name, size, kind in listed:
        bytes_ = stored(size, kind)
        writer.add_tensor_info(name, size, np.dtype(np.float32), bytes_, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    largest = {kind: max(stored(s, k) for _, s, k in listed if k == kind) for kind in BYTES}
    tables = {
        kind: blocks(kind, -(-size // BYTES[kind])).reshape(-1) for kind, size in largest.items()
    }
    for _, size, kind in listed:
        writer.write_tensor_data(tables[kind][: stored(size, kind)])
    writer.close()


def stored(size: tuple[int, ...], kind: Quantisation) -> int:
    """Bytes of a tensor."""
    return int(np.prod(size)) * BYTES[kind] // BLOCK


def main() -> None:
    """Write the model that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shape", choices=sorted(SHAPES))
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("path", type=Path)
    given = parser.parse_args()
    write(SHAPES[given.shape], given.vocabulary, given.path)
    print(f"{given.path}: {given.path.stat().st_size / 2**30:.2f} GiB")


if __name__ == "__main__":
    main()
