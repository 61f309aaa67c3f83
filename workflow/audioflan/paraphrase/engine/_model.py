"""A GGUF model in memory: its vocabulary, its chat template, and contexts to decode in."""

import ctypes
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
import llama_cpp
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from audioflan.paraphrase.engine.base import Message

ERROR = 4
# Some templates print the day's date; a prompt must not change overnight.
FIXED_DATE = "26 Jul 2024"


class Model:
    """A loaded GGUF file.

    Args:
        path: the file.
        gpu_layers: layers kept on the GPU; -1 = all, 0 = none.
        vocabulary_only: load no weights (their place in the file is still checked).

    Raises:
        ValueError: llama.cpp cannot load the file.
    """

    def __init__(self, path: Path, gpu_layers: int = 0, vocabulary_only: bool = False) -> None:
        llama_cpp.llama_log_set(errors_only, ctypes.c_void_p(0))
        params = llama_cpp.llama_model_default_params()
        self._gpu_layers = gpu_layers
        params.n_gpu_layers, params.vocab_only = gpu_layers, vocabulary_only
        self.handle = llama_cpp.llama_model_load_from_file(os.fsencode(path), params)
        if not self.handle:
            raise ValueError(f"llama.cpp cannot load {path.name}")
        self.vocabulary: Any = llama_cpp.llama_model_get_vocab(self.handle)

    def context(self, streams: int, tokens: int, threads: int, unified: bool) -> Any:
        """A context of ``streams`` sequences of ``tokens`` tokens each.

        Args:
            streams: sequences decoded at the same time.
            tokens: room of each.
            threads: processor threads.
            unified: one memory for all sequences instead of one each.

        Raises:
            ValueError: there is no memory for it.
        """
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = params.n_batch = tokens * streams
        params.n_seq_max = params.n_outputs_max = streams
        params.kv_unified = unified
        if not (unified or self._gpu_layers):
            # Its kernels for long and short batches round differently on the CPU: a text would
            # depend on what its prompt was read together with.
            params.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.n_threads = params.n_threads_batch = threads
        made = llama_cpp.llama_init_from_model(self.handle, params)
        if not made:
            raise ValueError(f"llama.cpp cannot hold {streams} sequences of {tokens} tokens")
        return made

    @cached_property
    def chat(self) -> Jinja2ChatFormatter:
        """The chat template of the GGUF metadata.

        Raises:
            ValueError: the model has none, or a broken one.
        """
        template = llama_cpp.llama_model_chat_template(self.handle, None)
        if not template:
            raise ValueError("the GGUF has no chat template (is it instruction-tuned?)")
        try:
            return Jinja2ChatFormatter(
                template.decode("utf-8"),
                eos_token=self._text(llama_cpp.llama_vocab_eos(self.vocabulary)),
                bos_token=self._text(llama_cpp.llama_vocab_bos(self.vocabulary)),
            )
        except jinja2.TemplateError as problem:
            raise ValueError(f"the chat template of the GGUF is broken: {problem}") from problem

    def prompt(self, messages: Sequence[Message]) -> tuple[int, ...]:
        """Token ids of a chat, up to where the model's turn begins."""
        plain: Any = [dict(message) for message in messages]
        return self.tokens(self.chat(messages=plain, date_string=FIXED_DATE).prompt)

    def tokens(self, text: str) -> tuple[int, ...]:
        """Token ids of a text; special tokens written in it are understood, none is added."""
        content = text.encode("utf-8")
        room = (llama_cpp.llama_token * (len(content) + 8))()
        count = llama_cpp.llama_tokenize(
            self.vocabulary, content, len(content), room, len(room), False, True
        )
        return tuple(room[:count])

    def piece(self, token: int) -> bytes:
        """UTF-8 bytes of one token (a character may span several tokens)."""
        room = ctypes.create_string_buffer(256)
        size = llama_cpp.llama_token_to_piece(self.vocabulary, token, room, len(room), 0, False)
        return room.raw[: max(size, 0)]

    def ends_turn(self, token: int) -> bool:
        """Whether the token closes the model's turn."""
        return bool(llama_cpp.llama_vocab_is_eog(self.vocabulary, token))

    def _text(self, token: int) -> str:
        if token < 0:
            return ""
        return str(llama_cpp.llama_vocab_get_text(self.vocabulary, token), "utf-8")


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def errors_only(level: int, text: bytes, _data: ctypes.c_void_p) -> None:
    """Let what llama.cpp says through where it reports an error."""
    if level == ERROR:
        os.write(2, text)
