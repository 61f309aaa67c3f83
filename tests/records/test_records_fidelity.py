"""A paraphrase changes the words of the instruction and nothing else of a record."""

import pytest
from benchmarks.fidelity import compared, guarded_pool, texts_by_task

from audioflan.catalog.catalogue import HOME, Catalog

RECORDS = 20_000
TASKS = (
    "automatic_speech_recognition",
    "audio_inpainting",
    "beat_level_pitch_estimation",
    "dialect_automatic_speech_recognition",
    "gender_recognition",
    "phonetic_recognition",
    "speech_bandwidth_extension",
    "speech_to_text_translation",
    "tempo_comparison",
    "voice_activity_detection",
)


@pytest.fixture(scope="module")
def catalog():
    return Catalog.load(HOME)


@pytest.fixture(scope="module")
def corpus(catalog):
    return next(iter(catalog.corpora.values()))


def test_no_record_differs_from_its_seed_but_in_wording(catalog, corpus):
    texts, records, reworded = texts_by_task(catalog), 0, 0
    for name in TASKS:
        task = catalog.tasks[name]
        pool = guarded_pool(task, texts[name])
        for seen, worded, found in compared(task, corpus, pool, RECORDS // len(TASKS)):
            assert set(found.values()) == {0}, (name, found)
            records, reworded = records + seen, reworded + worded
    assert records == RECORDS
    assert reworded > RECORDS / 5


@pytest.mark.parametrize(
    ("task", "parent", "text", "differs"),
    [
        ("speech_bandwidth_extension", "s01", "Extend it to {source_rate}.", "slots"),
        ("snr_estimation", "s01", "Give the SNR in dB with three decimals.", "numbers"),
        ("gender_recognition", "s01", "Say whether the speaker is male.", "answers"),
    ],
)
def test_a_drifted_paraphrase_would_be_seen(catalog, corpus, task, parent, text, differs):
    line = {"id": "0" * 16, "kind": "instruction", "parent": parent, "text": text}
    ((_, reworded, found),) = compared(catalog.tasks[task], corpus, [line], 500)
    # Where both rates happen to be equal, the swap shows in no record.
    assert 0.8 * reworded < found[differs] <= reworded
    assert found["input"] == found["output"] == found["missing"] == 0
