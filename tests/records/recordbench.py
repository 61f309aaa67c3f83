"""Two small tasks, a corpus, and the pieces of records that the tests of this room share."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from audioflan.catalog.models import Corpus, Field, Licence, Seed, Task
from audioflan.randomness import instance_uuid

CORPUS = Corpus(
    id="asterisk_prompts",
    name="AsteriskPrompts",
    number=91,
    paper=False,
    title="Asterisk core sound prompts",
    domain="speech",
    licence=Licence("CC-BY-SA-3.0", True, True, True),
    homepage="",
    citation="",
    access="open",
    source=("studio",),
    sources=(),
    splits="drawn",
    parts=1,
    path=Path("config/corpora/asterisk_prompts.yaml"),
)

TRANSCRIBE = Task(
    id="automatic_speech_recognition",
    domain="speech",
    major="Speech Recognition",
    minor="Automatic Speech Recognition",
    direction="understanding",
    answer="open",
    corpora=(),
    builder="transcript",
    params={},
    recipe=None,
    slots={"language": "language"},
    input=(Field("source", "audio", ("", "audio: ")),),
    output=(Field("target", "text"),),
    lead_ins=("", "Transcription: "),
    options=(),
    seeds=(
        Seed("s01", "command", "Write down the {language} speech in this recording."),
        Seed("s02", "question", "What is said here?"),
    ),
    must=(),
    must_not=(),
    examples=(),
    path=Path("templates/speech/automatic_speech_recognition.yaml"),
)

SPEAK = replace(
    TRANSCRIBE,
    id="zero_shot_text_to_speech",
    major="Speech Generation",
    minor="Zero-shot Text to Speech",
    direction="generation",
    answer="audio",
    slots={},
    input=(Field("text", "text", ("text: ",)), Field("prompt", "audio", ("audio prompt: ",))),
    output=(Field("target", "audio"),),
    lead_ins=("Here it is: ",),
    seeds=(Seed("s01", "command", "Speak the text in the voice of the prompt."),),
    path=Path("templates/speech/zero_shot_text_to_speech.yaml"),
)

POOL = [
    {"id": "p1", "kind": "instruction", "parent": "s01", "text": "Note the {language} words."},
    {"id": "p2", "kind": "label", "parent": "s01", "text": "sound: "},
    {"id": "p3", "kind": "instruction", "parent": "s02", "text": "Which words do you hear?"},
]


def instance(key: str = "en_hello", task: Task = TRANSCRIBE, **changes: Any) -> dict[str, Any]:
    """One instance of the transcription task, with columns replaced by ``changes``."""
    row = {
        "uuid": instance_uuid(CORPUS.id, task.id, key),
        "key": key,
        "split": "train",
        "group": "Allison",
        "licence": "CC-BY-SA-3.0",
        "source": ["studio"],
        "slot.language": "en",
        "part.source": f"91_AsteriskPrompts_{key}",
        "part.target": "Hello, world.",
    }
    return row | {name.replace("__", "."): value for name, value in changes.items()}


INSTANCE_TYPES = {
    "uuid": pl.String,
    "key": pl.String,
    "split": pl.String,
    "group": pl.String,
    "licence": pl.String,
    "source": pl.List(pl.String),
    "slot.language": pl.String,
    "part.source": pl.String,
    "part.target": pl.String,
}


def instances(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """A frame of transcription instances."""
    return pl.DataFrame(rows, schema=INSTANCE_TYPES)


def record(number: int = 0, **changes: Any) -> dict[str, Any]:
    """A valid record; ``changes`` replace top-level keys."""
    return {
        "instruction": "What is said here?",
        "input": "audio: <|SOA|>91_AsteriskPrompts_en_hello<|EOA|>",
        "output": "Transcription: Hello, wörld.",
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, str(number))),
        "split": ["train"],
        "task_type": {
            "major": ["Speech Recognition"],
            "minor": ["Automatic Speech Recognition"],
            "U/G": ["understanding"],
            "unseen": False,
        },
        "domain": "speech",
        "source": ["studio"],
        "other": {
            "corpus": "asterisk_prompts",
            "licence": "CC-BY-SA-3.0",
            "template": "automatic_speech_recognition/s02",
            "paraphrase": "seed",
            "group": "Allison",
            "heldout": "none",
        },
    } | changes


def line(value: Any) -> bytes:
    """The canonical bytes of a record, without a line end."""
    return orjson.dumps(value)


def write_lines(path: Path, lines: Sequence[bytes]) -> Path:
    """Write lines, each with its end."""
    path.write_bytes(b"".join(text + b"\n" for text in lines))
    return path
