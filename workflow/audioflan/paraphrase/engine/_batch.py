"""Continuous batching on llama.cpp's low-level interface: many texts at a time, none waits.

Every step reads one token of each running text. A text that ends makes room for the next at
once, and the beginnings that prompts share are read once. With separate memory a text depends on
its prompt and its seed and not on what else is in the batch.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

import llama_cpp
import numpy as np

from audioflan.paraphrase.engine._memory import Streams, Tokens
from audioflan.paraphrase.engine._model import Model
from audioflan.paraphrase.engine._sampling import Drawer, Sampling
from audioflan.paraphrase.engine.base import Message

STOP = b"\n"
BLOCK = 32
LEVEL = 256
"""llama.cpp's rounding depends on how many tokens of a text it reads at once (on one or several,
below or above 64), and on how much memory the longest text of a batch fills, in steps of 256. So
that a text depends on its prompt and seed alone, prompts are read in blocks that begin at
multiples of ``BLOCK``, blocks of one place and length together, and texts of one ``LEVEL``
together."""
FEW = 8
"""Part of the streams that may stay free for a while."""


@dataclass(frozen=True, eq=False)
class Job:
    """One text to sample: which one it is, the tokens of its prompt, the seed of its sampling."""

    number: int
    tokens: Tokens
    seed: int

    @property
    def known(self) -> Tokens:
        """All but the last token; that one is read in step with the other texts."""
        return self.tokens[:-1]


@dataclass(frozen=True)
class Text:
    """A sampled text, the number of its job, and how many tokens were drawn for it."""

    number: int
    text: str
    tokens: int


@dataclass
class _Running:
    """A text being written: its job, its sampler, the next token to read, the bytes so far."""

    job: Job
    sampler: Any
    next: int
    written: bytearray = field(default_factory=bytearray)
    tokens: int = 0


class _Entry(NamedTuple):
    """One token handed to the model: its place in its text, and the stream of that text."""

    token: int
    position: int
    stream: int


class Batcher:
    """Samples up to ``sequences`` texts at a time.

    Args:
        model: a loaded model.
        sampling: how texts are drawn.
        sequences: texts written at the same time, >= 1.
        context: tokens a prompt and its text may take together.
        threads: processor threads.
        unified: one memory for all texts, which they share what they have in common of, instead
            of one each; a text may then depend on its batch.

    Raises:
        ValueError: there is no memory for it.
    """

    def __init__(
        self,
        model: Model,
        sampling: Sampling,
        sequences: int,
        context: int,
        threads: int,
        unified: bool = False,
    ) -> None:
        self.model, self.sampling = model, sampling
        self.sequences, self.context = sequences, context
        self._context = model.context(sequences, context, threads, unified)
        self._batch = llama_cpp.llama_batch_init(context * sequences, 0, 1)
        self._streams = Streams(self._context, sequences, context)
        self._drawer = Drawer(self._context, threads)

    def job(self, number: int, messages: Sequence[Message], seed: int) -> Job:
        """Make a job of a chat.

        Raises:
            ValueError: the chat leaves no room for its text, or the model has no chat template.
        """
        tokens = self.model.prompt(messages)
        needed = len(tokens) + self.sampling.max_tokens
        if needed > self.context:
            raise ValueError(f"prompt and text need {needed} tokens, context is {self.context}")
        return Job(number, np.array(tokens, np.int32), seed)

    def sample(self, jobs: Sequence[Job]) -> Iterator[Text]:
        """One text a job, as they end: at a line break or at the end of the turn."""
        waiting = deque(jobs)
        running: dict[int, _Running] = {}
        try:
            while waiting or running:
                self._admit(waiting, running)
                self._close_up(running)
                yield from self._step(running)
        finally:
            for each in running.values():
                llama_cpp.llama_sampler_free(each.sampler)

    def _admit(self, waiting: deque[Job], running: dict[int, _Running]) -> None:
        """Give the free streams jobs, once there are several: prompts are best read together."""
        free = [stream for stream in range(self.sequences) if stream not in running]
        if len(free) < self.sequences // FEW:
            return
        placed = {stream: waiting.popleft() for stream in free[: len(waiting)]}
        self._read_prompts(placed)
        for stream, job in placed.items():
            running[stream] = _Running(job, self.sampling.chain(job.seed), int(job.tokens[-1]))

    def _close_up(self, running: dict[int, _Running]) -> None:
        """Move texts to the lowest streams: llama.cpp reads only neighbours in one go."""
        for stream in range(len(running)):
            if stream not in running:
                last = max(running)
                self._streams.copy(last, stream)
                running[stream] = running.pop(last)

    def _read_prompts(self, placed: Mapping[int, Job]) -> None:
        """Let every stream hold its prompt but for the last token; read nothing twice."""
        if not placed:
            return
        everyone = [(stream, job.known) for stream, job in placed.items()]
        homes = list({known.tobytes(): (stream, known) for stream, known in everyone}.values())
        stream, known = homes[0]
        self._read([(stream, known[: _common([known for _, known in homes])])])
        self._read(homes)
        self._read(everyone)

    def _read(self, prompts: Sequence[tuple[int, Tokens]]) -> None:
        """Have the model read what no stream holds of some prompts, one prompt a stream."""
        left = {}
        for stream, tokens in prompts:
            known = self._streams.prepare(stream, tokens, BLOCK)
            if known < len(tokens):
                left[stream] = tokens[known:]
        while left:
            blocks = self._alike({stream: tokens[:BLOCK] for stream, tokens in left.items()})
            self._decode(
                [
                    _Entry(int(token), at, stream)
                    for stream, block in blocks.items()
                    for at, token in enumerate(block, self._streams.length(stream))
                ],
                wanted=False,
            )
            for stream, block in blocks.items():
                self._streams.append(stream, block)
                left[stream] = left[stream][len(block) :]
            left = {stream: tokens for stream, tokens in left.items() if len(tokens)}

    def _alike(self, blocks: Mapping[int, Tokens]) -> dict[int, Tokens]:
        """Those of some blocks that have one place in their prompts and one length."""
        kinds = {at: (self._streams.length(at), len(block)) for at, block in blocks.items()}
        first = min(kinds.values())
        return {at: block for at, block in blocks.items() if kinds[at] == first}

    def _level(self, stream: int) -> int:
        return self._streams.length(stream) // LEVEL

    def _step(self, running: dict[int, _Running]) -> Iterator[Text]:
        """Read a token of every running text and draw its next; give the texts that end."""
        levels = sorted(running, key=lambda stream: (self._level(stream), stream))
        for _, streams in groupby(levels, key=self._level):
            yield from self._step_together({stream: running[stream] for stream in streams}, running)

    def _step_together(
        self, level: Mapping[int, _Running], running: dict[int, _Running]
    ) -> Iterator[Text]:
        """A step of the texts of one level; those that end leave ``running``."""
        self._decode(
            [_Entry(text.next, self._streams.length(at), at) for at, text in level.items()], True
        )
        drawn = self._drawer.draw([text.sampler for text in level.values()])
        for (stream, text), token in zip(level.items(), drawn, strict=True):
            self._streams.append(stream, [text.next])
            if not self._extend(text, token):
                yield self._ended(running.pop(stream))

    def _extend(self, text: _Running, token: int) -> bool:
        """Add a token to a text; False when the text ends with it."""
        if self.model.ends_turn(token):
            return False
        text.written += self.model.piece(token)
        text.tokens += 1
        text.next = token
        ended = STOP in text.written.lstrip()
        return not ended and text.tokens < self.sampling.max_tokens

    def _ended(self, text: _Running) -> Text:
        llama_cpp.llama_sampler_free(text.sampler)
        written = text.written.decode("utf-8", "replace").strip()
        return Text(text.job.number, written, text.tokens)

    def _decode(self, entries: Sequence[_Entry], wanted: bool) -> None:
        batch = self._batch
        batch.n_tokens = len(entries)
        for at, entry in enumerate(entries):
            batch.token[at] = entry.token
            batch.pos[at] = entry.position
            batch.n_seq_id[at] = 1
            batch.seq_id[at][0] = entry.stream
            batch.logits[at] = wanted
        status = llama_cpp.llama_decode(self._context, batch)
        if status:
            raise RuntimeError(f"llama_decode failed with status {status}")


def _common(prompts: Sequence[Tokens]) -> int:
    """Tokens that all prompts begin with."""
    shortest = min(map(len, prompts))
    differs = np.any([prompt[:shortest] != prompts[0][:shortest] for prompt in prompts], axis=0)
    return int(differs.argmax()) if differs.any() else shortest
