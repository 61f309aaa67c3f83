"""Texts on their way into a pool, and what became of them."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.clean import clean
from audioflan.paraphrase.guards import first_refusal, novelty

REMOVED = "removed"
RECORDED = "recorded"
Judge = Callable[[Sequence[tuple[Seed, str]]], list[str]]
"""Answers for pairs of a seed and its rewording; every answer but "yes" is a refusal."""


@dataclass(frozen=True)
class Candidate:
    """One text as it was written.

    Args:
        seed: the template it rephrases; None when its origin is unknown.
        text: as written; cleaned once it was offered.
        style: the style asked for.
        origin: engine, or ``RECORDED``.
        model: digest or name of the model.
        prompt: SHA-256 of the prompt.
        sampling: seed of the sampling.
        fault: why it is refused before any guard looks, None when it is not.
        raw: the text before it was cleaned.
    """

    seed: Seed | None
    text: str
    style: str
    origin: str
    model: str
    prompt: str
    sampling: int
    fault: str | None = None
    raw: str = ""


@dataclass
class Selection:
    """Pool lines and refused lines of one task; ``offered = accepted + refused`` always holds."""

    task: Task
    near_duplicate: float
    accepted: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    _removed: dict[str, str] = field(default_factory=dict)

    def offer(self, candidates: Iterable[Candidate], judge: Judge | None = None) -> int:
        """Put candidates through the guards, in order; return how many were accepted.

        Args:
            candidates: texts as they were written; those whose fault is ``removed: ...`` are
                tombstones, and bar their words from then on.
            judge: asked last, about all that the guards let pass at once.
        """
        before = len(self.accepted)
        cleaned = [replace(each, raw=each.text, text=clean(each.text)) for each in candidates]
        self._removed.update(
            (_words(each.text), each.fault)
            for each in cleaned
            if each.fault is not None and each.fault.startswith(REMOVED)
        )
        verdicts = self._verdicts(cleaned, judge) if judge else {}
        for candidate in cleaned:
            self._take(candidate, verdicts.get((candidate.seed, candidate.text)))
        return len(self.accepted) - before

    def reasons(self) -> dict[str, int]:
        """Refused texts by guard, most frequent first."""
        counts = Counter(str(line["reason"]).partition(":")[0] for line in self.refused)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def _verdicts(
        self, candidates: Iterable[Candidate], judge: Judge
    ) -> dict[tuple[Seed | None, str], str]:
        """Answers for those that the guards would let pass as things stand."""
        passing = (each for each in candidates if self._reason(each) is None)
        pairs = list(dict.fromkeys((each.seed, each.text) for each in passing if each.seed))
        return dict(zip(pairs, judge(pairs), strict=True))

    def _take(self, candidate: Candidate, verdict: str | None) -> None:
        reason = self._reason(candidate)
        if reason is None and verdict not in (None, "yes"):
            reason = f"judge: {verdict}"
        if reason is None and candidate.seed is not None:
            scores = self._scores(candidate.text, candidate.seed)
            judged = {} if verdict is None else {"judge": verdict}
            self.accepted.append({**self._line(candidate), "guards": scores | judged})
        else:
            line = {**self._line(candidate), "raw": candidate.raw, "reason": reason}
            self.refused.append(line)

    def _reason(self, candidate: Candidate) -> str | None:
        barred = candidate.fault or self._removed.get(_words(candidate.text))
        if barred is not None or candidate.seed is None:
            return barred or "no such parent seed"
        earlier = [line["text"] for line in self.accepted]
        return first_refusal(
            candidate.text,
            candidate.seed,
            self.task,
            earlier,
            self.near_duplicate,
            # Recorded texts were read before they were recorded.
            weigh=candidate.origin != RECORDED,
        )

    def _scores(self, text: str, seed: Seed) -> dict[str, float]:
        """ROUGE-L to the nearest earlier text, and the length relative to the seed."""
        words = novelty.normalise(text)
        earlier = [seed.text for seed in self.task.seeds]
        earlier += [line["text"] for line in self.accepted]
        nearest = max(novelty.rouge_l(words, novelty.normalise(other)) for other in earlier)
        return {"rouge_l": round(nearest, 4), "length": round(len(text) / len(seed.text), 4)}

    def _line(self, candidate: Candidate) -> dict[str, Any]:
        return {
            "id": text_id(self.task.id, candidate.text),
            "kind": "instruction",
            "parent": candidate.seed.id if candidate.seed else None,
            "text": candidate.text,
            "style": candidate.style,
            "origin": candidate.origin,
            "model": candidate.model,
            "prompt": candidate.prompt,
            "seed": candidate.sampling,
        }


def _words(text: str) -> str:
    return " ".join(novelty.normalise(text))


def text_id(task: str, text: str) -> str:
    """Id of a paraphrase: 16 hexadecimal digits of the SHA-256 of task and text."""
    return hashlib.sha256(f"{task}\n{text}".encode()).hexdigest()[:16]
