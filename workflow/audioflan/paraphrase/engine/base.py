"""What every engine offers: prompts in, texts out."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Message = Mapping[str, str]


class EngineDiedError(Exception):
    """The process that runs the model ended, or stopped answering, in the middle of a request."""


@dataclass(frozen=True)
class Prompt:
    """A chat to be continued ``count`` times.

    Args:
        messages: ``{"role": ..., "content": ...}``, the last one the user's.
        count: texts wanted, >= 1.
        seed: seed of the sampling, >= 0.
    """

    messages: tuple[Message, ...]
    count: int
    seed: int

    @property
    def sha256(self) -> str:
        """Digest of the messages alone."""
        content = json.dumps([dict(message) for message in self.messages], ensure_ascii=False)
        return hashlib.sha256(content.encode("utf-8")).hexdigest()

    def sample_seeds(self) -> list[int]:
        """One 31-bit seed for each text wanted."""
        return [
            int.from_bytes(hashlib.sha256(f"{self.seed}:{index}".encode()).digest()[:4], "little")
            >> 1
            for index in range(self.count)
        ]


@dataclass(frozen=True)
class Written:
    """What became of one prompt.

    Args:
        index: which of the prompts asked for, counted from 0.
        texts: as many as its ``count``, uncleaned.
        tokens: drawn for them; 0 when the engine does not say.
    """

    index: int
    texts: tuple[str, ...]
    tokens: int = 0


class Engine(ABC):
    """Writes texts. ``name`` tells library and version, for the journal."""

    name: str

    @abstractmethod
    def stream(self, prompts: Sequence[Prompt]) -> Iterator[Written]:
        """Texts of all prompts, each prompt as soon as it is finished, in any order.

        Raises:
            EngineDiedError: the model's process ended; what was not given yet may be asked again.
            AudioFlanError: anything that trying again cannot mend.
        """

    def generate(self, prompts: Sequence[Prompt]) -> list[list[str]]:
        """``count`` texts for each prompt, in order; raises as :meth:`stream` does."""
        written = sorted(self.stream(prompts), key=lambda each: each.index)
        return [list(each.texts) for each in written]

    @abstractmethod
    def close(self) -> None:
        """Free processes and memory; the engine is not used after it."""
