"""What every engine offers: prompts in, texts out."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Message = Mapping[str, str]


class EngineDiedError(Exception):
    """The process that runs the model ended, or stopped answering, in the middle of a request."""


@dataclass(frozen=True)
class Prompt:
    """A chat to be continued ``count`` times.

    Args:
        messages: ``{"role": ..., "content": ...}``, the last one the user's. What stands before
            the last is shared by many prompts and computed once.
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


class Engine(Protocol):
    """Writes texts. ``name`` tells library and version, for the journal."""

    name: str

    def generate(self, prompts: Sequence[Prompt]) -> list[list[str]]:
        """``count`` texts for each prompt, in order.

        Raises:
            EngineDiedError: the model's process ended; the same call may succeed with other seeds.
            AudioFlanError: anything that trying again cannot mend.
        """
        ...

    def close(self) -> None:
        """Free processes and memory; the engine is not used after it."""
        ...
