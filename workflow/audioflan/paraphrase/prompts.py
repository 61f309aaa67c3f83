"""What the model is asked, from the files of ``templates/prompts``."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import jinja2
import yaml

from audioflan.catalog.models import STYLES, Seed, Task
from audioflan.errors import AudioFlanError
from audioflan.paraphrase.engine.base import Prompt

PARAPHRASE = "paraphrase.j2"
Shot = tuple[str, str]
"""A style, and a rewording in that style."""


def prompt_file(task: Task, name: str) -> Path:
    """A file of ``prompts/``, which lies beside the task's domain folder."""
    return task.path.parent.parent / "prompts" / name


def paraphrase_prompt(
    template: Path, seed: Seed, style: str, count: int, sampling: int, shots: Sequence[Shot] = ()
) -> Prompt:
    """The prompt that asks for one seed in one style.

    It holds nothing of the task's other seeds: an edit of one seed changes its own prompts only.

    Args:
        template: Jinja file that renders a YAML list of chat messages.
        seed: the template to rephrase; its slots stand as ``{name}``.
        style: one of :data:`audioflan.catalog.models.STYLES`.
        count: texts wanted.
        sampling: seed of the sampling.
        shots: accepted rewordings of the same seed, to be shown as answers given before.

    Raises:
        AudioFlanError: the file is missing or does not render to a list of messages.
    """
    return chat(template, count, sampling, source=seed.text, style=style, shots=list(shots))


def chat(template: Path, count: int, sampling: int, **values: object) -> Prompt:
    """The prompt that a file makes of ``values``.

    Args:
        template: Jinja file that renders a YAML list of chat messages.
        count: texts wanted.
        sampling: seed of the sampling.
        values: what the file's variables stand for.

    Raises:
        AudioFlanError: the file is missing or does not render to a list of messages.
    """
    try:
        messages = yaml.safe_load(_load(template).render(**values))
        made = tuple({"role": each["role"], "content": each["content"]} for each in messages)
    except (
        OSError,
        jinja2.TemplateError,
        yaml.YAMLError,
        TypeError,
        ValueError,
        KeyError,
    ) as problem:
        raise AudioFlanError(
            f"cannot make a prompt: {problem}",
            where=template,
            remedy="it must render to a YAML list of {role, content}.",
        ) from problem
    return Prompt(made, count, sampling)


def style_of(seed: Seed, round_number: int) -> str:
    """The style asked in a round (0, 1, ...): all five in turn, the seed's own one last."""
    return STYLES[(STYLES.index(seed.style) + 1 + round_number) % len(STYLES)]


@cache
def _load(template: Path) -> jinja2.Template:
    environment = jinja2.Environment(  # noqa: S701 - YAML, quoted by tojson
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(template.read_text(encoding="utf-8"))
