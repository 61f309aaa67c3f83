"""Drawing tokens: llama.cpp's sampler chains, several texts at a time."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import llama_cpp


@dataclass(frozen=True)
class Sampling:
    """How texts are drawn.

    Args:
        max_tokens: longest text, in tokens.
        temperature: 0 = always the likeliest token.
        top_k: tokens sampled from at most, the likeliest ones; 0 = all. Sorting a vocabulary of
            100,000 for every token would take longer than a small model does.
        top_p: share of probability sampled from, in (0, 1].
    """

    max_tokens: int
    temperature: float
    top_k: int
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
        if self.top_k:
            yield llama_cpp.llama_sampler_init_top_k(self.top_k)
        yield llama_cpp.llama_sampler_init_temp(self.temperature)
        yield llama_cpp.llama_sampler_init_top_p(self.top_p, 1)
        yield llama_cpp.llama_sampler_init_dist(seed)


class Drawer:
    """Draws one token for each of many chains, on as many threads as the job owns.

    Args:
        context: the llama.cpp context that holds the logits.
        threads: processor threads.
    """

    def __init__(self, context: Any, threads: int) -> None:
        self._context, self._threads = context, threads
        self._pool = ThreadPoolExecutor(threads)

    def draw(self, chains: Sequence[Any]) -> list[int]:
        """Tokens for the outputs 0, 1, ... of the last batch, one a chain."""
        # Fetching logits for the first time reorders them, which only one thread may do.
        llama_cpp.llama_get_logits(self._context)
        size = -(-len(chains) // self._threads)
        starts = range(0, len(chains), size)
        blocks = self._pool.map(lambda start: self._block(chains, start, size), starts)
        return [token for block in blocks for token in block]

    def _block(self, chains: Sequence[Any], start: int, size: int) -> list[int]:
        return [
            llama_cpp.llama_sampler_sample(chain, self._context, output)
            for output, chain in enumerate(chains[start : start + size], start)
        ]
