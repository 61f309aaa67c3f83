from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recordbench import CORPUS, POOL, SPEAK, TRANSCRIBE, instance, instances

from audioflan.catalog.models import Seed
from audioflan.errors import AudioFlanError
from audioflan.randomness import instance_uuid
from audioflan.records.examples import render_example
from audioflan.records.expectation import Expectation
from audioflan.records.render import RecordSettings, render, write_records
from audioflan.records.validate import validate

PLAIN = RecordSettings()


def lines_of(frame: pl.DataFrame, folder: Path) -> list[bytes]:
    write_records(frame, folder / "records.jsonl")
    return (folder / "records.jsonl").read_bytes().splitlines()


def test_an_instance_becomes_one_line_of_pinned_bytes(tmp_path: Path) -> None:
    task = replace(
        TRANSCRIBE,
        seeds=TRANSCRIBE.seeds[:1],
        input=(replace(TRANSCRIBE.input[0], labels=("audio: ",)),),
        lead_ins=("Transcription: ",),
    )
    rows = instances([instance(part__target='Ça va, "Zoë" \\ 日本?')])

    records, rejects = render(task, CORPUS, rows, [], PLAIN)

    assert rejects.is_empty()
    assert lines_of(records, tmp_path) == [
        (
            '{"instruction":"Write down the English speech in this recording.",'
            '"input":"audio: <|SOA|>91_AsteriskPrompts_en_hello<|EOA|>",'
            '"output":"Transcription: Ça va, \\"Zoë\\" \\\\ 日本?",'
            '"uuid":"' + rows["uuid"][0] + '","split":["train"],'
            '"task_type":{"major":["Speech Recognition"],'
            '"minor":["Automatic Speech Recognition"],"U/G":["understanding"],"unseen":false},'
            '"domain":"speech","source":["studio"],'
            '"other":{"corpus":"asterisk_prompts","licence":"CC-BY-SA-3.0",'
            '"template":"automatic_speech_recognition/s01","paraphrase":"seed",'
            '"group":"Allison","heldout":"none"}}'
        ).encode()
    ]


def test_fields_are_joined_by_line_breaks_and_the_lead_in_comes_first() -> None:
    row = instance(task=SPEAK, part__text="Good day", part__prompt="91_A_p", part__target="91_A_t")

    records, _ = render(SPEAK, CORPUS, pl.DataFrame([row]), [], RecordSettings(unseen=True))

    found = records.row(0, named=True)
    assert found["input"] == "text: Good day\naudio prompt: <|SOA|>91_A_p<|EOA|>"
    assert found["output"] == "Here it is: <|SOA|>91_A_t<|EOA|>"
    assert found["task_type"]["U/G"] == ["generation"]
    assert found["task_type"]["unseen"] is True


def test_the_published_form_has_a_null_in_place_of_other(tmp_path: Path) -> None:
    records, _ = render(
        TRANSCRIBE, CORPUS, instances([instance()]), POOL, RecordSettings(other=False)
    )

    assert orjson.loads(lines_of(records, tmp_path)[0])["other"] is None


def test_a_clip_without_group_keeps_the_type_of_the_key() -> None:
    records, _ = render(TRANSCRIBE, CORPUS, instances([instance(group=None)]), POOL, PLAIN)

    assert records["other"][0]["group"] == ""


def test_no_instances_give_a_frame_of_the_same_types() -> None:
    empty, rejects = render(TRANSCRIBE, CORPUS, instances([]), POOL, PLAIN)
    full, _ = render(TRANSCRIBE, CORPUS, instances([instance()]), POOL, PLAIN)

    assert empty.schema == full.schema
    assert (empty.height, rejects.height) == (0, 0)
    assert rejects.columns == ["item", "reason"]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("part.source", None, "part.source is empty"),
        ("part.source", "91_A_x.wav", "part.source is not an audio id"),
        ("part.source", "91_A x", "part.source is not an audio id"),
        ("part.source", "91_A_x\n", "part.source is not an audio id"),
        ("part.target", "", "part.target is empty"),
        ("part.target", "a\nb", "part.target holds a line break or control character"),
        ("part.target", "a\u2028b", "part.target holds a line break or control character"),
        ("part.target", "a\x07", "part.target holds a line break or control character"),
        ("part.target", "say <|SOA|>x<|EOA|>", "part.target holds an audio span mark"),
        ("part.target", "say <|hm", "part.target holds an audio span mark"),
        ("part.target", "say <soa>", "part.target holds an audio span mark"),
        ("slot.language", "qqq", "slot.language is empty or cannot be written"),
        ("split", "validation", "split is not one of train, dev, test"),
        ("licence", None, "licence is empty"),
        ("source", [], "source is empty"),
    ],
)
def test_what_cannot_be_written_is_refused_with_its_reason(
    column: str, value: Any, reason: str
) -> None:
    bad = instance("bad") | {column: value}
    rows = instances([instance("a"), bad, instance("b")])

    records, rejects = render(TRANSCRIBE, CORPUS, rows, POOL, PLAIN)

    assert rejects.rows() == [(bad["uuid"], reason)]
    assert records["uuid"].to_list() == [rows["uuid"][0], rows["uuid"][2]]


def test_instances_of_another_version_of_the_task_are_an_error() -> None:
    rows = instances([instance()]).drop("slot.language")

    with pytest.raises(AudioFlanError, match=r"lack the columns slot\.language"):
        render(TRANSCRIBE, CORPUS, rows, POOL, PLAIN)


def test_a_record_depends_on_its_instance_alone() -> None:
    rows = instances([instance(f"k{number}") for number in range(200)])

    forward, _ = render(TRANSCRIBE, CORPUS, rows, POOL, PLAIN)
    backward, _ = render(TRANSCRIBE, CORPUS, rows.reverse(), POOL, PLAIN)

    assert forward.equals(backward.reverse())


def test_all_wordings_labels_and_lead_ins_are_used_independently() -> None:
    rows = instances([instance(f"k{number}") for number in range(4000)])

    records, _ = render(TRANSCRIBE, CORPUS, rows, POOL, PLAIN)

    kinds = Counter(
        (text, source.startswith("audio: "), output.startswith("Transcription: "))
        for text, source, output in records.select("instruction", "input", "output").iter_rows()
    )
    assert len(kinds) == 4 * 2 * 2
    assert all(180 < count < 320 for count in kinds.values())


def _ways(count: int) -> list[dict[str, Any]]:
    return [
        {"id": f"p{n}", "kind": "instruction", "parent": "s01", "text": f"Way {n}."}
        for n in range(count)
    ]


def _wording_of(rows: pl.DataFrame, pool: list[dict[str, Any]]) -> pl.DataFrame:
    records, _ = render(TRANSCRIBE, CORPUS, rows, pool, PLAIN)
    return records.select("uuid", "instruction")


@pytest.fixture(scope="module")
def many() -> pl.DataFrame:
    """A hundred thousand instances."""
    rows = instances([instance()] * 100_000)
    uuids = [instance_uuid(CORPUS.id, TRANSCRIBE.id, str(number)) for number in range(len(rows))]
    return rows.with_columns(uuid=pl.Series(uuids))


@pytest.mark.parametrize("wordings", [20, 40, 500])
def test_a_pool_that_grows_by_a_tenth_takes_a_tenth_of_the_records(
    many: pl.DataFrame, wordings: int
) -> None:
    grown = wordings * 11 // 10
    pool = _ways(grown - len(TRANSCRIBE.seeds))
    before = _wording_of(many, pool[: wordings - len(TRANSCRIBE.seeds)])
    after = _wording_of(many, pool)

    moved = after.filter(before["instruction"] != after["instruction"])

    assert 0.080 < len(moved) / len(many) < 0.105
    new = {entry["text"] for entry in pool[wordings - len(TRANSCRIBE.seeds) :]}
    assert set(moved["instruction"]) == new


@pytest.mark.parametrize("gone", [0, 17, 37])
def test_an_entry_that_goes_changes_its_own_records_alone(many: pl.DataFrame, gone: int) -> None:
    pool = _ways(38)
    before = _wording_of(many, pool)
    after = _wording_of(many, pool[:gone] + pool[gone + 1 :])

    moved = before.filter(before["instruction"] != after["instruction"])

    assert set(moved["instruction"]) == {f"Way {gone}."}
    assert len(moved) == before["instruction"].eq(f"Way {gone}.").sum()
    dealt_again = after.filter(before["instruction"] != after["instruction"])["instruction"]
    assert dealt_again.n_unique() == 39


def test_a_seed_that_is_added_or_a_pool_in_another_order_moves_nothing_else(
    many: pl.DataFrame,
) -> None:
    pool = _ways(38)
    seeds = (*TRANSCRIBE.seeds, Seed("s03", "question", "Which words are these?"))
    before = _wording_of(many, pool)
    after, _ = render(replace(TRANSCRIBE, seeds=seeds), CORPUS, many, pool[::-1], PLAIN)

    moved = after.filter(before["instruction"] != after["instruction"])

    assert set(moved["instruction"]) == {"Which words are these?"}
    assert 0.015 < len(moved) / len(many) < 0.035


def test_the_same_records_are_written_as_the_same_bytes(tmp_path: Path) -> None:
    rows = instances([instance(f"k{number}") for number in range(500)])

    first = lines_of(render(TRANSCRIBE, CORPUS, rows, POOL, PLAIN)[0], tmp_path)
    second = lines_of(render(TRANSCRIBE, CORPUS, rows, POOL, PLAIN)[0], tmp_path)

    assert first == second


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), st.text(max_size=12)), min_size=1, max_size=20))
def test_whatever_is_rendered_is_valid_and_the_rest_is_refused(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]]
) -> None:
    rows = instances(
        [
            instance(f"k{number}", part__target=target, part__source=f"91_A_{source}")
            for number, (target, source) in enumerate(texts)
        ]
    )
    ids = set(rows["part.source"])

    records, rejects = render(TRANSCRIBE, CORPUS, rows, POOL, PLAIN)
    lines = lines_of(records, tmp_path_factory.mktemp("render"))
    check = validate(lines, Expectation.of(TRANSCRIBE, CORPUS, ids))

    assert records.height + rejects.height == len(texts)
    assert (check.seen, check.accepted) == (records.height, records.height), check.offending


def test_a_worked_example_is_rendered_with_the_choices_it_spells_out() -> None:
    example = {
        "corpus": "asterisk_prompts",
        "slots": {"language": "fr"},
        "parts": {"source": "91_A_x", "target": "Bonjour."},
        "seed": "s01",
        "label": {"source": 1},
        "lead_in": 1,
    }

    assert render_example(TRANSCRIBE, example) == {
        "instruction": "Write down the French speech in this recording.",
        "input": "audio: <|SOA|>91_A_x<|EOA|>",
        "output": "Transcription: Bonjour.",
    }


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"seed": "s99"}, "uses the seed s99"),
        ({"slots": {}}, "gives no value for language"),
        ({"parts": {"source": "91_A_x"}}, "gives no value for target"),
    ],
)
def test_an_example_that_cannot_be_rendered_is_an_error(
    changes: dict[str, Any], reason: str
) -> None:
    example = {
        "slots": {"language": "fr"},
        "parts": {"source": "91_A_x", "target": "Bonjour."},
        "seed": "s01",
    }

    with pytest.raises(AudioFlanError, match=reason):
        render_example(TRANSCRIBE, example | changes)
