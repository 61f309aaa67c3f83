"""Texts on their way into a pool, and what became of them."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.clean import clean
from audioflan.paraphrase.guards import first_refusal, novelty


@dataclass(frozen=True)
class Candidate:
    """One text as it was written.

    Args:
        seed: the template it rephrases; None when its origin is unknown.
        text: uncleaned.
        style: the style asked for.
        origin: engine, or ``recorded``.
        model: digest or name of the model.
        prompt: SHA-256 of the prompt.
        sampling: seed of the sampling.
        fault: why it is refused before any guard looks, None when it is not.
    """

    seed: Seed | None
    text: str
    style: str
    origin: str
    model: str
    prompt: str
    sampling: int
    fault: str | None = None


@dataclass
class Selection:
    """Pool lines and refused lines of one task; ``offered = accepted + refused`` always holds."""

    task: Task
    near_duplicate: float
    accepted: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)

    def offer(self, candidates: Iterable[Candidate]) -> int:
        """Put candidates through the guards, in order; return how many were accepted."""
        before = len(self.accepted)
        for candidate in candidates:
            text = clean(candidate.text)
            reason = self._reason(candidate, text)
            if reason is None and candidate.seed is not None:
                scores = self._scores(text, candidate.seed)
                self.accepted.append({**self._line(candidate, text), "guards": scores})
            else:
                line = self._line(candidate, text)
                self.refused.append({**line, "raw": candidate.text, "reason": reason})
        return len(self.accepted) - before

    def reasons(self) -> dict[str, int]:
        """Refused texts by guard, most frequent first."""
        counts = Counter(str(line["reason"]).partition(":")[0] for line in self.refused)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def _reason(self, candidate: Candidate, text: str) -> str | None:
        if candidate.fault is not None or candidate.seed is None:
            return candidate.fault or "no such parent seed"
        return first_refusal(text, candidate.seed, self.task, self._texts(), self.near_duplicate)

    def _scores(self, text: str, seed: Seed) -> dict[str, float]:
        """ROUGE-L to the nearest earlier text, and the length relative to the seed."""
        words = novelty.normalise(text)
        earlier = [*(each.text for each in self.task.seeds), *self._texts()]
        nearest = max(novelty.rouge_l(words, novelty.normalise(other)) for other in earlier)
        return {"rouge_l": round(nearest, 4), "length": round(len(text) / len(seed.text), 4)}

    def _texts(self) -> list[str]:
        return [line["text"] for line in self.accepted]

    def _line(self, candidate: Candidate, text: str) -> dict[str, Any]:
        return {
            "id": text_id(self.task.id, text),
            "kind": "instruction",
            "parent": candidate.seed.id if candidate.seed else None,
            "text": text,
            "style": candidate.style,
            "origin": candidate.origin,
            "model": candidate.model,
            "prompt": candidate.prompt,
            "seed": candidate.sampling,
        }


def text_id(task: str, text: str) -> str:
    """Id of a paraphrase: 16 hexadecimal digits of the SHA-256 of task and text."""
    return hashlib.sha256(f"{task}\n{text}".encode()).hexdigest()[:16]
