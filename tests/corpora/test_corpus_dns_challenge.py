"""DNS Challenge: speech, noise and responses by their names, and what is left out."""

import dataclasses
import json
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import dns_challenge as small
from tests.miniatures.sound import write_tone

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("dns_challenge")
NAME = pl.col("audio_id").str.strip_prefix("15_DNS_Challenge_")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


def column(manifest: pl.DataFrame, name: str) -> dict[str, object]:
    return dict(manifest.select(NAME, name).drop_nulls().rows())


def with_options(**options):
    return dataclasses.replace(CORPUS, options={**CORPUS.options, **options})


def test_tags_tell_speech_singing_noise_and_responses(both):
    assert column(both[0], "tags") == {
        "1001_DFA_ANG_XX": ["speech"],
        "German_Wikipedia_K_c3_b6ln__Stadt__audio2": ["speech"],
        "SLR39_100_11": ["speech"],
        "SLR61_es_ar_female_arf_03397_01665251952": ["speech"],
        "book_00000_chp_0009_reader_06709_0": ["speech"],
        "book_00000_chp_0010_reader_06709_1": ["speech"],
        "madame_bovary__2_01_f000001": ["speech"],
        "noise_-zzDcamMp_w": ["noise"],
        "noise_RVB2014_type1_noise_largeroom1_1": ["noise"],
        "noise_door_Freesound_validated_234304_0": ["noise", "door"],
        "noise_mislabeled_munching_Freesound_validated_9_1": ["noise"],
        "noise_zzznDcamMpw": ["noise"],
        "novelle_02_f000039": ["speech"],
        "p225_001_mic1": ["speech"],
        "rir_RVB2014_type1_rir_largeroom1_far_angla": ["rir"],
        "rir_large-Room001-00001": ["rir"],
        "rir_small-Room001-00001": ["rir"],
        "vocalset_female1_arpeggios_belt_f1_arpeggios_belt_c_e": ["singing"],
    }


def test_every_source_names_its_speaker_in_its_own_way(both):
    assert column(both[0], "speaker") == {
        "1001_DFA_ANG_XX": "crema_d/1001",
        "SLR39_100_11": "SLR39_100",
        "SLR61_es_ar_female_arf_03397_01665251952": "arf_03397",
        "book_00000_chp_0009_reader_06709_0": "reader_06709",
        "book_00000_chp_0010_reader_06709_1": "reader_06709",
        "madame_bovary__2_01_f000001": "ezwa",
        "p225_001_mic1": "p225",
        "vocalset_female1_arpeggios_belt_f1_arpeggios_belt_c_e": "female1",
    }
    assert set(column(both[0], "gender").values()) == {"female"}
    assert len(column(both[0], "gender")) == 3


def test_what_names_no_speaker_is_grouped_by_article_book_sound_or_room(both):
    groups = column(both[0].filter(pl.col("speaker").is_null()), "group")
    assert groups == {
        "German_Wikipedia_K_c3_b6ln__Stadt__audio2": "German_Wikipedia_K%c3%b6ln_(Stadt)",
        "noise_-zzDcamMp_w": "-zzDcamMp_w",
        "noise_RVB2014_type1_noise_largeroom1_1": "RVB2014_type1_noise_largeroom1",
        "noise_door_Freesound_validated_234304_0": "234304",
        "noise_mislabeled_munching_Freesound_validated_9_1": "9",
        "noise_zzznDcamMpw": "zzznDcamMpw",
        "novelle_02_f000039": "novelle_02",
        "rir_RVB2014_type1_rir_largeroom1_far_angla": "RVB2014_type1_rir_largeroom1",
        "rir_large-Room001-00001": "large-Room001",
        "rir_small-Room001-00001": "small-Room001",
    }


def test_the_folder_tells_the_language_and_only_of_speech(both):
    languages = column(both[0], "language")
    assert languages["madame_bovary__2_01_f000001"] == "fr"
    assert languages["p225_001_mic1"] == "en"
    assert set(languages.values()) == {"en", "fr", "de", "it", "es"}
    assert both[0].filter(pl.col("language").is_null()).height == 9


def test_terms_are_those_of_the_source(both):
    licences = column(both[0], "licence")
    assert licences["book_00000_chp_0009_reader_06709_0"] == "LicenseRef-public-domain"
    assert licences["noise_door_Freesound_validated_234304_0"] == "CC0-1.0"
    assert licences["noise_zzznDcamMpw"] == "LicenseRef-dns-challenge"
    assert licences["rir_small-Room001-00001"] == "Apache-2.0"


def test_the_subset_is_kept_and_headers_give_the_facts(both):
    row = both[0].row(by_predicate=NAME == "p225_001_mic1", named=True)
    assert json.loads(row["extra"]) == {"subset": "vctk"}
    assert (row["duration"], row["sample_rate"], row["channels"]) == (1.0, 48000, 1)


def test_names_the_reason_of_everything_left_out(both):
    again = "audio id '15_DNS_Challenge_book_00000_chp_0009_reader_06709_0'"
    assert dict(both[1].rows()) == {
        f"{small.CLEAN}/read_speech/{small.SPOKEN[0]}.wav": f"{again} belongs to an earlier item",
        f"{small.NOISE}/zzbrokenAbc.wav": "unreadable header: Format not recognised",
    }


def test_subsets_can_be_chosen(miniature):
    corpus = with_options(subsets=["read_speech"])
    manifest, _ = index_corpus(corpus, miniature(CORPUS.id))
    spoken = manifest.filter(pl.col("tags").list.contains("speech"))
    assert spoken["path"].str.contains("read_speech").all()
    assert manifest.filter(pl.col("tags").list.contains("noise")).height == 5


def test_wide_band_and_flat_trees_are_read_alike(tmp_path):
    clips = {
        "clean/french_data/M-AILABS_Speech_Dataset/fr_FR_190hrs_16k/male/bernard/x/wavs/a": "fr",
        "clean/mandarin_speech/SLR18_THCHS00/A11_0": "zh",
        "clean/mandarin_speech/slr33_aishell/S0002/BAC009S0002W0495": "zh",
        "clean/book_00000_chp_0009_reader_06709_0": "en",
        "clean/singing_voice/VocalSet11/FULL/female1/belt/f1_belt_c_i_16k": None,
        "noise/zzznDcamMpw": None,
    }
    for clip in clips:
        write_tone(tmp_path / f"datasets/datasets/{clip}.wav", 0.3, rate=16000)
    manifest, _ = index_corpus(CORPUS, tmp_path)
    assert manifest.select(NAME, "speaker", "language").rows() == [
        ("A11_0", "A11", "zh"),
        ("BAC009S0002W0495", "S0002", "zh"),
        ("a", "bernard", "fr"),
        ("book_00000_chp_0009_reader_06709_0", "reader_06709", "en"),
        ("f1_belt_c_i", "female1", None),
        ("noise_zzznDcamMpw", None, None),
    ]


def test_of_synthesised_mixtures_the_parts_are_used(tmp_path):
    mixture = "noisy/book_00000_a_door_snr7_tl-21_fileid_12.wav"
    for path in (mixture, "clean/clean_fileid_12.wav", "noise/noise_fileid_12.wav"):
        write_tone(tmp_path / path, 0.3)
    manifest, rejects = index_corpus(CORPUS, tmp_path)
    assert column(manifest, "tags") == {
        "clean_fileid_12": ["speech"],
        "noise_noise_fileid_12": ["noise"],
    }
    assert dict(rejects.rows()) == {mixture: "a mixture, of which the parts are used"}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("datasets/test_set/synthetic/no_reverb/clean/clean_fileid_0", "belongs to a test set"),
        ("datasets_fullband/dev_testset/noisy/ms_realrec_english_a", "belongs to a test set"),
        ("V5_BlindTestSet/Track1/noisy/x", "belongs to a test set"),
        ("stray", "in no folder of clean speech, noise or impulse responses"),
    ],
)
def test_what_is_not_to_be_used_is_rejected(tmp_path, path, reason):
    write_tone(tmp_path / f"{path}.wav", 0.3)
    manifest, rejects = index_corpus(CORPUS, tmp_path)
    assert manifest.is_empty()
    assert rejects["reason"].to_list() == [reason]


def test_an_empty_tree_is_named_with_a_remedy(tmp_path: Path):
    with pytest.raises(AudioFlanError, match="nothing found") as caught:
        index_corpus(CORPUS, tmp_path)
    assert caught.value.where == tmp_path
    assert caught.value.remedy
