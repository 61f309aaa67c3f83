"""Batched sampling on llama.cpp's low-level interface: many sequences, one shared prefix.

Every sequence has its own KV stream (``kv_unified`` off), so a text depends on its prompt and
its seed and not on what else is in the batch. Streams are only ever copied whole: llama.cpp
aborts the process on a partial copy between streams, and no exception can catch that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import llama_cpp

from audioflan.paraphrase.engine._model import Model, render
from audioflan.paraphrase.engine.base import Message

PREFIX = 0
WHOLE = -1
STOP = b"\n"


@dataclass(frozen=True)
class Sampling:
    """How texts are drawn.

    Args:
        max_tokens: longest text, in tokens.
        temperature: 0 = always the likeliest token.
        top_p: share of probability sampled from, in (0, 1].
    """

    max_tokens: int
    temperature: float
    top_p: float

    def chain(self, seed: int) -> Any:
        """A llama.cpp sampler chain; the caller frees it."""
        chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
        for step in self._steps(seed):
            llama_cpp.llama_sampler_chain_add(chain, step)
        return chain

    def _steps(self, seed: int) -> Iterator[Any]:
        if self.temperature == 0:
            yield llama_cpp.llama_sampler_init_greedy()
            return
        yield llama_cpp.llama_sampler_init_temp(self.temperature)
        yield llama_cpp.llama_sampler_init_top_p(self.top_p, 1)
        yield llama_cpp.llama_sampler_init_dist(seed)


@dataclass(frozen=True)
class Job:
    """One text to sample: token ids of the shared prefix and of the rest, and a seed."""

    prefix: tuple[int, ...]
    rest: tuple[int, ...]
    seed: int

    @property
    def length(self) -> int:
        """Prompt tokens."""
        return len(self.prefix) + len(self.rest)


@dataclass
class _Stream:
    """A text being written: its KV stream, the next position, its sampler, the bytes so far."""

    number: int
    position: int
    sampler: Any
    written: bytearray = field(default_factory=bytearray)
    tokens: int = 0


@dataclass(frozen=True)
class _Entry:
    """One token handed to the model."""

    token: int
    position: int
    stream: int
    wanted: bool


class Batcher:
    """Samples up to ``sequences`` texts at a time; stream 0 keeps the shared prefix.

    Args:
        model: a loaded model.
        sampling: how texts are drawn.
        sequences: texts written at the same time, >= 1.
        context: tokens a prompt and its text may take together.
        threads: processor threads.

    Raises:
        ValueError: no memory, or the model has no chat template.
    """

    def __init__(
        self, model: Model, sampling: Sampling, sequences: int, context: int, threads: int
    ) -> None:
        self.model, self.sampling = model, sampling
        self.sequences, self.context = sequences, context
        self._chat = model.chat()
        self._context = model.context(sequences + 1, context, threads)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._batch = llama_cpp.llama_batch_init(context * (sequences + 1), 0, 1)
        self._kept: tuple[int, ...] = ()

    def job(self, messages: Sequence[Message], seed: int) -> Job:
        """Make a job of a chat.

        Raises:
            ValueError: the chat leaves no room for its text.
        """
        prefix, rest = render(self._chat, messages)
        job = Job(self.model.tokens(prefix), self.model.tokens(rest), seed)
        needed = job.length + self.sampling.max_tokens
        if needed > self.context:
            raise ValueError(f"prompt and text need {needed} tokens, context is {self.context}")
        return job

    def sample(self, jobs: Sequence[Job]) -> list[str]:
        """One text a job, in order; a text ends at a line break or at the end of the turn."""
        texts: list[str] = []
        for prefix, group in groupby(jobs, key=lambda job: job.prefix):
            self._keep(prefix)
            waiting = list(group)
            for start in range(0, len(waiting), self.sequences):
                texts += self._together(waiting[start : start + self.sequences])
        return texts

    def _keep(self, prefix: tuple[int, ...]) -> None:
        if prefix != self._kept:
            llama_cpp.llama_memory_clear(self._memory, True)
            self._decode([_Entry(token, at, PREFIX, False) for at, token in enumerate(prefix)])
            self._kept = prefix

    def _together(self, jobs: Sequence[Job]) -> list[str]:
        streams = [
            _Stream(number, job.length, self.sampling.chain(job.seed))
            for number, job in enumerate(jobs, PREFIX + 1)
        ]
        try:
            self._write(streams, self._prefill(jobs))
        finally:
            for stream in streams:
                llama_cpp.llama_sampler_free(stream.sampler)
        return [stream.written.decode("utf-8", "replace").strip() for stream in streams]

    def _prefill(self, jobs: Sequence[Job]) -> list[int]:
        """Decode what follows the prefix; give the index of each job's last token."""
        entries: list[_Entry] = []
        outputs: list[int] = []
        for number, job in enumerate(jobs, PREFIX + 1):
            llama_cpp.llama_memory_seq_rm(self._memory, number, WHOLE, WHOLE)
            llama_cpp.llama_memory_seq_cp(self._memory, PREFIX, number, WHOLE, WHOLE)
            last = job.length - 1
            entries += [
                _Entry(token, at, number, at == last)
                for at, token in enumerate(job.rest, len(job.prefix))
            ]
            outputs.append(len(entries) - 1)
        self._decode(entries)
        return outputs

    def _write(self, streams: Sequence[_Stream], outputs: Sequence[int]) -> None:
        writing = list(streams)
        while writing:
            drawn = [
                llama_cpp.llama_sampler_sample(stream.sampler, self._context, output)
                for stream, output in zip(writing, outputs, strict=True)
            ]
            going = [
                (stream, token)
                for stream, token in zip(writing, drawn, strict=True)
                if self._extend(stream, token)
            ]
            writing, outputs = [stream for stream, _ in going], range(len(going))
            if going:
                self._decode([_Entry(t, s.position - 1, s.number, True) for s, t in going])

    def _extend(self, stream: _Stream, token: int) -> bool:
        """Add a token to a text; False when the text ends with it."""
        if self.model.ends_turn(token):
            return False
        stream.written += self.model.piece(token)
        stream.tokens += 1
        stream.position += 1
        ended = STOP in stream.written.lstrip()
        return not ended and stream.tokens < self.sampling.max_tokens

    def _decode(self, entries: Sequence[_Entry]) -> None:
        batch = self._batch
        batch.n_tokens = len(entries)
        for at, entry in enumerate(entries):
            batch.token[at] = entry.token
            batch.pos[at] = entry.position
            batch.n_seq_id[at] = 1
            batch.seq_id[at][0] = entry.stream
            batch.logits[at] = entry.wanted
        status = llama_cpp.llama_decode(self._context, batch)
        if status:
            raise RuntimeError(f"llama_decode failed with status {status}")
