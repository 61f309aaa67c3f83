"""A small language model that reads a text beside its seed and says how likely it drifts.

Word rules know what they were told; whether "silence the speaker of the second clip" still asks
for that speaker alone takes a reader. This one is a BERT of six layers (sentence-transformers'
all-MiniLM-L6-v2, Apache-2.0), taught on the tuning set and the recorded pools by
:mod:`audioflan.paraphrase.learning.train`, and read by llama.cpp.
"""

import ctypes
from functools import cache
from pathlib import Path

import llama_cpp

from audioflan.errors import AudioFlanError
from audioflan.paraphrase.engine._model import Model

FITTED = Path(__file__).with_name("reader.gguf")
REMEDY = "restore the file, or report the text if the file is whole."
LONGEST = 192
"""Tokens of a pair at most; what comes after is not read."""


class Reader:
    """The fitted model, on one processor thread.

    Args:
        path: a GGUF file of a BERT with rank pooling and one output.

    Raises:
        AudioFlanError: llama.cpp cannot load the file.
    """

    def __init__(self, path: Path = FITTED) -> None:
        try:
            self._model = Model(path)
        except ValueError as problem:
            raise AudioFlanError(str(problem), where=path, remedy=REMEDY) from problem
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = params.n_batch = params.n_ubatch = LONGEST
        params.n_seq_max = params.n_threads = params.n_threads_batch = 1
        params.embeddings, params.pooling_type = True, llama_cpp.LLAMA_POOLING_TYPE_RANK
        self._context = llama_cpp.llama_init_from_model(self._model.handle, params)
        if not self._context:
            raise AudioFlanError("llama.cpp cannot read with it", where=path, remedy=REMEDY)
        vocabulary = self._model.vocabulary
        self._start = llama_cpp.llama_vocab_bos(vocabulary)
        self._break = llama_cpp.llama_vocab_sep(vocabulary)

    def odds(self, instruction: str, text: str) -> float:
        """Log odds that ``text`` asks for something else than ``instruction`` does.

        Above 0 drift is more likely than not, going by the texts it was taught on.

        Raises:
            AudioFlanError: llama.cpp fails.
        """
        one, other = self._model.tokens(instruction), self._model.tokens(text)
        tokens = (self._start, *one, self._break, *other, self._break)[:LONGEST]
        room = (llama_cpp.llama_token * len(tokens))(*tokens)
        batch = llama_cpp.llama_batch_get_one(room, len(tokens))
        if llama_cpp.llama_encode(self._context, batch):
            raise AudioFlanError(f"llama.cpp cannot read {text!r}", remedy=REMEDY)
        found = llama_cpp.llama_get_embeddings_seq(self._context, 0)
        return float(ctypes.cast(found, ctypes.POINTER(ctypes.c_float))[0])


@cache
def fitted() -> Reader:
    """The reader that comes with the guards, loaded once."""
    return Reader()
