"""Prompts: one seed, one style, slots as they stand."""

from pathlib import Path

import pytest

from audioflan.catalog.models import STYLES, Seed
from audioflan.errors import AudioFlanError
from audioflan.paraphrase.prompts import paraphrase_prompt, style_of

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "prompts" / "paraphrase.j2"
SEED = Seed("s01", "command", 'Translate "{text}" into {target_language}, it\'s <short> & easy.')


def test_the_last_message_shows_the_seed_letter_for_letter() -> None:
    prompt = paraphrase_prompt(TEMPLATE, SEED, "question", 4, 1)
    assert prompt.messages[-1]["role"] == "user"
    assert prompt.messages[-1]["content"].endswith(SEED.text)
    assert (prompt.count, prompt.seed) == (4, 1)


def test_only_the_last_message_depends_on_seed_and_style() -> None:
    other = Seed("s02", "request", "Please count the beats.")
    prompts = [
        paraphrase_prompt(TEMPLATE, s, style, 1, 1) for s in (SEED, other) for style in STYLES
    ]
    assert len({prompt.messages[:-1] == prompts[0].messages[:-1] for prompt in prompts}) == 1
    assert len({prompt.sha256 for prompt in prompts}) == 2 * len(STYLES)


def test_roles_take_turns() -> None:
    roles = [m["role"] for m in paraphrase_prompt(TEMPLATE, SEED, "request", 1, 1).messages]
    assert roles == ["user", "assistant"] * (len(roles) // 2) + ["user"]
    assert len(roles) > len(STYLES)


def test_five_rounds_ask_for_five_styles_and_the_seeds_own_one_last() -> None:
    asked = [style_of(SEED, number) for number in range(5)]
    assert sorted(asked) == sorted(STYLES)
    assert asked[-1] == SEED.style
    assert style_of(SEED, 5) == asked[0]


def test_texts_of_one_prompt_have_seeds_of_their_own() -> None:
    seeds = paraphrase_prompt(TEMPLATE, SEED, "request", 50, 1).sample_seeds()
    assert len(set(seeds)) == 50
    assert all(0 <= seed < 2**31 for seed in seeds)
    assert seeds[:10] == paraphrase_prompt(TEMPLATE, SEED, "request", 10, 1).sample_seeds()


@pytest.mark.parametrize("content", ["{% if %}", "just words", "{{ missing }}", "- {role: user}"])
def test_a_template_that_makes_no_chat_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "paraphrase.j2"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(AudioFlanError, match="cannot make a prompt") as caught:
        paraphrase_prompt(path, SEED, "request", 1, 1)
    assert caught.value.where == path
