"""What every stream of the model's memory holds, so that no prompt is computed twice."""

from collections.abc import Sequence
from typing import Any

import llama_cpp
import numpy as np
from numpy.typing import NDArray

WHOLE = -1
Tokens = NDArray[np.int32]


class Streams:
    """The streams of a context's memory and the tokens each holds.

    With separate memory a stream is only ever copied whole and then cut: llama.cpp aborts the
    process on a partial copy between streams, and no exception can catch that.

    Args:
        context: a llama.cpp context of ``count`` sequences.
        count: streams, >= 1.
        size: tokens a stream may hold.
    """

    def __init__(self, context: Any, count: int, size: int) -> None:
        self._memory = llama_cpp.llama_get_memory(context)
        self._tokens: Tokens = np.full((count, size), -1, np.int32)
        self._lengths = np.zeros(count, np.int64)

    def length(self, stream: int) -> int:
        """Tokens that the stream holds."""
        return int(self._lengths[stream])

    def append(self, stream: int, tokens: Sequence[int] | Tokens) -> None:
        """Note that the model has read further tokens of a stream."""
        end = self.length(stream) + len(tokens)
        self._tokens[stream, self.length(stream) : end] = tokens
        self._lengths[stream] = end

    def prepare(self, stream: int, tokens: Tokens, block: int) -> int:
        """Let a stream hold as much of the beginning of ``tokens`` as any stream knows.

        Args:
            stream: which one.
            tokens: a prompt.
            block: unless all tokens are known, a multiple of this many is kept.

        Returns:
            How many of the tokens it holds now; the rest must be read by the model.
        """
        shared = self._shared(tokens)
        source = stream if shared[stream] == shared.max() else int(shared.argmax())
        if source != stream:
            self.copy(source, stream)
        known = int(shared[source])
        return self._cut(stream, known if known == len(tokens) else known // block * block)

    def copy(self, source: int, target: int) -> None:
        """Make one stream hold what another does."""
        llama_cpp.llama_memory_seq_rm(self._memory, target, WHOLE, WHOLE)
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, WHOLE, WHOLE)
        self._tokens[target] = self._tokens[source]
        self._lengths[target] = self._lengths[source]

    def _shared(self, tokens: Tokens) -> NDArray[np.int64]:
        """Length of what each stream has in common with the beginning of ``tokens``."""
        differs = self._tokens[:, : len(tokens)] != tokens
        held = np.arange(len(tokens)) >= self._lengths[:, None]
        differs |= held
        first: NDArray[np.int64] = np.where(differs.any(1), differs.argmax(1), len(tokens))
        return first

    def _cut(self, stream: int, length: int) -> int:
        """Forget what a stream holds beyond ``length`` tokens; all of it if it cannot be cut."""
        if not llama_cpp.llama_memory_seq_rm(self._memory, stream, length, WHOLE):
            # Recurrent models keep a state, not tokens.
            llama_cpp.llama_memory_seq_rm(self._memory, stream, WHOLE, WHOLE)
            length = 0
        self._lengths[stream] = length
        return length
