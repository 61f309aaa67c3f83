"""The reader as a GGUF file that llama.cpp reads with rank pooling, and back."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt

from audioflan.paraphrase.learning._names import SPECIAL, piece, plain_name, tensor_name, token

Floats = npt.NDArray[np.float32]
KIND = gguf.GGMLQuantizationType.Q8_0
EXACT = ("position_embd.weight", "token_types.weight", "cls.output.weight")
"""Matrices that llama.cpp wants, or that had better be, in 32 bits."""


def export(
    path: Path,
    weights: Mapping[str, Floats],
    vocabulary: Sequence[str],
    heads: int,
    epsilon: float,
    facts: Mapping[str, str],
) -> None:
    """Write a GGUF file; large matrices are stored in 8 bits.

    Args:
        path: the file.
        weights: by their names in transformers, with the last layer as ``out``.
        vocabulary: WordPieces by token id.
        heads: attention heads of a layer.
        epsilon: of the layer normalisations.
        facts: ``general.<key>`` -> text, such as the licence.
    """
    file = gguf.GGUFWriter(path, "bert")
    for key, text in facts.items():
        file.add_string(f"general.{key}", text)
    _add_shape(file, weights, heads, epsilon)
    _add_vocabulary(file, vocabulary)
    for name, values in weights.items():
        _add_tensor(file, tensor_name(name), np.ascontiguousarray(values))
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()


def _add_shape(
    file: gguf.GGUFWriter, weights: Mapping[str, Floats], heads: int, epsilon: float
) -> None:
    positions, width = weights["embeddings.position_embeddings.weight"].shape
    file.add_context_length(positions)
    file.add_embedding_length(width)
    file.add_feed_forward_length(len(weights["encoder.layer.0.intermediate.dense.bias"]))
    layers = {name.split(".")[2] for name in weights if name.startswith("encoder.")}
    file.add_block_count(len(layers))
    file.add_head_count(heads)
    file.add_layer_norm_eps(epsilon)
    file.add_causal_attention(False)
    file.add_pooling_type(gguf.PoolingType.RANK)
    file.add_token_type_count(len(weights["embeddings.token_type_embeddings.weight"]))


def _add_vocabulary(file: gguf.GGUFWriter, vocabulary: Sequence[str]) -> None:
    normal, control = gguf.TokenType.NORMAL, gguf.TokenType.CONTROL
    file.add_tokenizer_model("bert")
    file.add_token_list([piece(token) for token in vocabulary])
    file.add_token_types([control if token in SPECIAL else normal for token in vocabulary])
    ids = {token: vocabulary.index(token) for token in SPECIAL}
    file.add_pad_token_id(ids["[PAD]"])
    file.add_unk_token_id(ids["[UNK]"])
    file.add_bos_token_id(ids["[CLS]"])
    file.add_eos_token_id(ids["[SEP]"])
    file.add_sep_token_id(ids["[SEP]"])
    file.add_mask_token_id(ids["[MASK]"])


def _add_tensor(file: gguf.GGUFWriter, name: str, values: Floats) -> None:
    if values.ndim < 2 or name in EXACT:
        file.add_tensor(name, values)
    else:
        file.add_tensor(name, gguf.quants.quantize(values, KIND), raw_dtype=KIND)


def read(path: Path) -> tuple[dict[str, Floats], list[str]]:
    """Weights by their names in transformers, and the WordPieces by token id.

    Args:
        path: a file that :func:`export` wrote.
    """
    file = gguf.GGUFReader(path)
    weights = {
        plain_name(tensor.name): gguf.quants.dequantize(tensor.data, tensor.tensor_type).copy()
        for tensor in file.tensors
    }
    return weights, [token(each) for each in file.fields["tokenizer.ggml.tokens"].contents()]
