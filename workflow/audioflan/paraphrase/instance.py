"""One record in other words: its instruction, its labels, its lead-in; never its values.

The wording that the record drew is known with its slots, so the model gets a template in which
sentinels stand for slots, numbers, names and closed answers; labels and lead-ins come with a
sentinel for the value behind them. What it writes passes the guards of the pools, and the record
is put together by code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from audioflan.catalog.models import STYLES, Field, Seed, Task
from audioflan.paraphrase.candidates import text_id
from audioflan.paraphrase.clean import clean
from audioflan.paraphrase.engine import Prompt
from audioflan.paraphrase.guards import first_refusal
from audioflan.paraphrase.labels import LABEL, LEAD_IN, label_refusal
from audioflan.paraphrase.prompts import PARAPHRASE, chat, paraphrase_prompt, prompt_file
from audioflan.paraphrase.sentinels import changed, holds, mask, restore
from audioflan.randomness import Draws
from audioflan.records.render import LEAD_IN as DRAWN_LEAD_IN
from audioflan.records.render import WORDING, label_choice
from audioflan.records.spans import EOA, SOA
from audioflan.records.wordings import Wording

LABEL_FILE = "label.j2"
INSTRUCTION, LEAD = "instruction", "lead-in"


@dataclass(frozen=True)
class Piece:
    """A text of a record to be reworded.

    Args:
        place: ``instruction``, ``lead-in`` or ``label:<role>``.
        source: its template: slots, and for labels the value, as sentinels.
        masked: the same with sentinels for all facts.
        facts: what those sentinels stand for.
        prompt: that asks for it.
    """

    place: str
    source: str
    masked: str
    facts: Mapping[str, str]
    prompt: Prompt


@dataclass
class Rewording:
    """A record on its way into other words.

    Args:
        task: of the record.
        offered: the wordings that ``row`` points into.
        row: ``uuid``, ``part.<role>``, ``slot.<name>`` as display text, and the drawn choices.
        sampling: seed of the sampling for the whole build.
        fault: why it keeps its template rendering, None when it does not.
        texts: place -> accepted template.
        kept: place -> why its text stays as it was.
    """

    task: Task
    offered: list[Wording]
    row: Mapping[str, Any]
    sampling: int
    fault: str | None = None
    texts: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def uuid(self) -> str:
        """Of the record."""
        return str(self.row["uuid"])

    @property
    def style(self) -> str:
        """The style asked for."""
        return Draws(self.uuid).choice("style of rewording", STYLES)

    @property
    def source(self) -> Seed:
        """The wording that the record drew, as a template."""
        wording = self.offered[self.row[WORDING]]
        slots = [f"{{{name}}}" for name in wording.slots]
        text = "".join(a + b for a, b in zip(wording.literals, [*slots, ""], strict=True))
        return Seed(wording.id, self.style, text)

    def pieces(self) -> Iterator[Piece]:
        """What the model is asked for; an empty label or lead-in is no text to reword."""
        seed, draws = self.source, Draws(self.uuid)
        sampling = draws.integer(f"sampling {self.sampling}", 0, (1 << 31) - 1)
        masked, facts = mask(seed.text, self.task.options)
        asked = Seed(seed.id, seed.style, masked)
        file = prompt_file(self.task, PARAPHRASE)
        prompt = paraphrase_prompt(file, asked, self.style, 1, sampling)
        yield Piece(INSTRUCTION, seed.text, masked, facts, prompt)
        file = prompt_file(self.task, LABEL_FILE)
        for place, text in self._labelled().items():
            yield Piece(place, text, text, {}, chat(file, 1, sampling, source=text))

    def take(self, piece: Piece, written: str, near_duplicate: float) -> None:
        """Judge what was written for a piece, and keep it or the reason why not."""
        text = clean(written)
        reason = changed(piece.masked, text)
        if reason is not None:
            reason = f"sentinels: {reason}"
        elif piece.place == INSTRUCTION:
            text = restore(text, piece.facts)
            reason = first_refusal(text, self.source, self.task, (), near_duplicate)
        else:
            reason = self._label_refusal(piece, text)
        if reason is None:
            self.texts[piece.place] = text
        else:
            self.refuse(piece, reason)

    def refuse(self, piece: Piece, reason: str) -> None:
        """Keep the reason for which a piece stays as it is; without an instruction all does."""
        if piece.place == INSTRUCTION:
            self.fault = reason
        else:
            self.kept[piece.place] = reason

    def applied_to(self, record: Mapping[str, Any]) -> dict[str, Any] | None:
        """The record in its new words; None when it is not what ``row`` says it should be.

        Values are compared byte for byte with those of the row, before and after.
        """
        before, after = self._templates({}), self._templates(self.texts)
        new = {key: restore(text, self._values(key)) for key, text in after.items()}
        for texts, templates in ((record, before), (new, after)):
            for key, template in templates.items():
                if not holds(texts[key], template, self._values(key)):
                    return None
        other = record["other"] and {**record["other"], "paraphrase": self.id}
        return {**record, **new, "other": other}

    @property
    def id(self) -> str:
        """Content id of the new words."""
        return text_id(self.task.id, "\n".join(self._templates(self.texts).values()))

    def line(self) -> dict[str, Any]:
        """How the rewording is written down."""
        wording = self.offered[self.row[WORDING]]
        return {
            "item": self.uuid,
            "id": self.id,
            "template": wording.template,
            "paraphrase": wording.paraphrase,
            "style": self.style,
            "texts": self.texts,
            "kept": self.kept,
        }

    def _label_refusal(self, piece: Piece, text: str) -> str | None:
        """The value comes last, and what stands before it is a label."""
        value = piece.source[piece.source.index("{") :]
        if not text.endswith(value):
            return "form: the value does not come last"
        known, form = self._known(piece.place)
        bare = piece.source.removesuffix(value)
        return label_refusal(text.removesuffix(value), bare, known, form)

    def _known(self, place: str) -> tuple[tuple[str, ...], Any]:
        if place == LEAD:
            return self.task.lead_ins, LEAD_IN
        (entry,) = (entry for entry in self.task.fields if _place(entry) == place)
        return entry.labels, LABEL

    def _labelled(self) -> dict[str, str]:
        """Place -> label or lead-in with its value's sentinel, those without words left out."""
        texts = {_place(entry): self._labelled_value(entry) for entry in self.task.fields}
        texts[LEAD] = f"{self._lead_in}{{answer}}"
        return {place: text for place, text in texts.items() if not text.startswith("{")}

    def _templates(self, texts: Mapping[str, str]) -> dict[str, str]:
        """The three texts of the record with sentinels for all values."""
        fields = {
            entry.role: texts.get(_place(entry), self._labelled_value(entry))
            for entry in self.task.fields
        }
        lead_in = texts.get(LEAD, f"{self._lead_in}{{answer}}").removesuffix("{answer}")
        return {
            INSTRUCTION: texts.get(INSTRUCTION, self.source.text),
            "input": "\n".join(fields[entry.role] for entry in self.task.input),
            "output": lead_in + "\n".join(fields[entry.role] for entry in self.task.output),
        }

    def _values(self, key: str) -> dict[str, str]:
        """What the sentinels of one of the record's texts stand for."""
        if key == INSTRUCTION:
            return {name: self.row[f"slot.{name}"] for name in self.task.slots}
        values = {entry.role: self.row[f"part.{entry.role}"] for entry in self.task.fields}
        for role in self.task.audio_roles:
            values[role] = f"{SOA}{values[role]}{EOA}"
        return values

    def _labelled_value(self, entry: Field) -> str:
        drawn: int = self.row[label_choice(entry)]
        return f"{entry.labels[drawn]}{{{entry.role}}}"

    @property
    def _lead_in(self) -> str:
        drawn: int = self.row[DRAWN_LEAD_IN]
        return self.task.lead_ins[drawn]


def _place(entry: Field) -> str:
    return f"label:{entry.role}"
