"""What the weights and WordPieces of a BERT are called in transformers and in a GGUF file."""

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
ROOTS = {
    "embeddings.word_embeddings.weight": "token_embd.weight",
    "embeddings.position_embeddings.weight": "position_embd.weight",
    "embeddings.token_type_embeddings.weight": "token_types.weight",
    "embeddings.LayerNorm": "token_embd_norm",
    "pooler.dense": "cls",
    "out": "cls.output",
}
LAYER = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}
"""Names of a BERT's weights in transformers -> in a GGUF file."""


def tensor_name(name: str) -> str:
    """Name of a weight in a GGUF file.

    Raises:
        KeyError: a BERT has no such weight.
    """
    if name in ROOTS:
        return ROOTS[name]
    stem, _, kind = name.rpartition(".")
    if stem in ROOTS:
        return f"{ROOTS[stem]}.{kind}"
    _, _, layer, rest = stem.split(".", 3)
    return f"blk.{layer}.{LAYER[rest]}.{kind}"


def plain_name(name: str) -> str:
    """Name of a weight in transformers; the inverse of :func:`tensor_name`.

    Raises:
        KeyError: a BERT has no such weight.
    """
    roots = {theirs: ours for ours, theirs in ROOTS.items()}
    if name in roots:
        return roots[name]
    stem, _, kind = name.rpartition(".")
    if stem in roots:
        return f"{roots[stem]}.{kind}"
    _, layer, rest = stem.split(".", 2)
    plain = {theirs: ours for ours, theirs in LAYER.items()}[rest]
    return f"encoder.layer.{layer}.{plain}.{kind}"


def piece(token: str) -> str:
    """A WordPiece as llama.cpp spells it: the start of a word is marked, not its continuation."""
    if token in SPECIAL:
        return token
    return token[2:] if token.startswith("##") else f"\u2581{token}"


def token(piece: str) -> str:
    """The WordPiece that llama.cpp spells so; the inverse of :func:`piece`."""
    if piece in SPECIAL:
        return piece
    return piece[1:] if piece.startswith("\u2581") else f"##{piece}"
