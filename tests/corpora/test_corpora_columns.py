"""A corpus fills every column that the tasks it serves will ask for."""

from collections.abc import Mapping

import polars as pl
import pytest
from tests.corpora.helpers import ROOT, miniature_ids

from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.models import Task

CATALOG = Catalog.load(ROOT)

NEEDS = {
    "accent_recognition": ("accent",),
    "acoustic_scene_classification": ("tags|events",),
    "age_recognition": ("age",),
    "artist_identification": ("speaker",),
    "audio_caption": ("caption",),
    "audio_querying_sound_extraction": ("tags|events",),
    "beat_level_instrument_recognition": ("beats", "instruments|stems"),
    "beat_level_pitch_estimation": ("notes",),
    "chord_estimation": ("chords",),
    "deepfake_audio_detection": ("spoof",),
    "deepfake_detection": ("spoof",),
    "descriptive_speech_synthesis": ("text", "caption"),
    "device_recognition": ("device",),
    "dialect_automatic_speech_recognition": ("text", "dialect"),
    "dialect_identification": ("dialect",),
    "emotion_classification": ("mood",),
    "emotion_comparison": ("mood",),
    "emotion_conversion": ("emotion", "speaker", "sentence|text"),
    "emotion_recognition": ("emotion",),
    "emotional_text_to_speech": ("text", "emotion"),
    "genre_classification": ("genre",),
    "instrument_comparison": ("instruments",),
    "instrumental_technique_classification": ("technique",),
    "instrumental_technique_comparison": ("technique",),
    "intent_classification": ("intent",),
    "key_comparison": ("key",),
    "key_detection": ("key",),
    "label_querying_sound_extraction": ("tags|events",),
    "lyrics_to_song_generation": ("lyrics",),
    "melody_extraction": ("stems",),
    "music_caption": ("caption",),
    "music_tagging": ("tags",),
    "phonetic_recognition": ("phonemes",),
    "progression_extraction": ("chords",),
    "scale_recognition": ("mode|tags",),
    "singing_voice_conversion": ("speaker",),
    "singing_voice_synthesis": ("lyrics",),
    "sound_event_detection": ("events",),
    "sound_event_sequence_recognition": ("events",),
    "sound_event_understanding": ("tags|events|caption",),
    "speaker_diarization": ("events",),
    "speaker_extraction": ("stems|speaker",),
    "speaker_identification": ("speaker",),
    "speech_caption": ("caption",),
    "speech_nonspeech_detection": ("tags|events|caption",),
    "speech_silence_music_noise_classification": ("tags|events",),
    "spoken_paragraph_recognition": ("text",),
    "spontaneous_text_to_speech": ("text",),
    "text_guided_audio_generation": ("caption",),
    "text_guided_audio_source_separation": ("caption",),
    "text_guided_music_continuation": ("caption|tags|genre",),
    "text_to_music_generation": ("caption|tags|genre",),
    "time_grounded_text_to_audio_generation": ("events",),
    "vocal_technique_classification": ("technique",),
    "vocoder_type_classification": ("vocoder",),
    "voice_conversion": ("speaker", "sentence|text"),
    "zero_shot_emotional_text_to_speech": ("text", "emotion", "speaker"),
    "zero_shot_text_to_speech": ("text", "speaker"),
}
"""Columns that a task without a template asks for; ``a|b``: one of them is enough."""


def test_the_table_names_tasks_of_the_paper():
    assert sorted(set(NEEDS) - set(CATALOG.paper.tasks)) == []


@pytest.mark.parametrize("corpus_id", miniature_ids())
def test_every_task_it_serves_finds_its_columns_filled(corpus_id, indexed):
    manifest, _ = indexed(corpus_id)
    filled = {name for name in manifest.columns if _is_filled(manifest[name])}
    lacking = {
        task: [need for need in needs if not set(need.split("|")) & filled]
        for task, needs in _needs(corpus_id).items()
    }
    assert {task: needs for task, needs in lacking.items() if needs} == {}


def _is_filled(column: pl.Series) -> bool:
    if isinstance(column.dtype, pl.List):
        return bool((column.list.len() > 0).any())
    return column.null_count() < len(column)


def _needs(corpus_id: str) -> Mapping[str, tuple[str, ...]]:
    """Task -> columns, for the paper's pairs and those that either side declares."""
    pairs = {(task.id, corpus.id) for task, corpus in CATALOG.pairs()} | set(CATALOG.paper.pairs)
    tasks = {task for task, corpus in pairs if corpus == corpus_id}
    templates = CATALOG.tasks
    return {
        task: _asked(templates[task]) if task in templates else NEEDS.get(task, ())
        for task in tasks
    }


def _asked(task: Task) -> tuple[str, ...]:
    """Columns that a template's builder and recipe read."""
    params = task.params
    if task.builder in ("transcript", "synthesis"):
        return ("text",)
    if task.builder == "translation":
        return ("language", "sentence|translation")
    if task.recipe is not None:
        return ("stems",) if task.recipe.transform == "stem_mix" else ()
    named = [params[key] for key in ("column", "match") if key in params]
    columns = [name for value in named for name in ([value] if isinstance(value, str) else value)]
    return tuple(name.partition(".")[0] for name in columns)
