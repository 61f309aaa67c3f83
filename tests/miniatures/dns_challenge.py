"""DNS Challenge in little: names of every source, with all the characters they bring."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

TOP = "datasets_fullband"
CLEAN = f"{TOP}/clean_fullband"
NOISE = f"{TOP}/noise_fullband"
RIRS = f"{TOP}/impulse_responses"
WIKI = "german_speech/CC_BY_SA_4.0_249hrs_339spk_German_Wikipedia_16k/data"
EZWA = "french_speech/M-AILABS_Speech_Dataset/fr_FR_190hrs_16k/female/ezwa/bovary/wavs"
MIX = "italian_speech/M-AILABS_Speech_Dataset/it_IT_128hrs_16k/mix/novelle_02/wavs"
SPOKEN = (
    "read_speech/book_00000_chp_0009_reader_06709_0",
    "read_speech/book_00000_chp_0010_reader_06709_1",
    "emotional_speech/crema_d/1001_DFA_ANG_XX",
    "vctk_wav48_silence_trimmed/p225/p225_001_mic1",
    "VocalSet_48kHz_mono/vocalset_female1_arpeggios_belt_f1_arpeggios_belt_c e_48kHz",
    f"{EZWA}/madame_bovary_\uf0102_01_f000001",
    f"{WIKI}/German_Wikipedia_K%c3%b6ln_(Stadt)_audio2_48kHz",
    f"{MIX}/novelle_02_f000039",
    "spanish_speech/SLR61_48kHz/SLR61_es_ar_female_arf_03397_01665251952_48kHz",
    "spanish_speech/SLR39_48kHz/SLR39_100_11_48kHz",
)
NOISES = (
    "-zzDcamMp_w",
    "zzznDcamMpw",
    "door_Freesound_validated_234304_0",
    "mislabeled_munching_Freesound_validated_9_1",
)
RESPONSES = (
    "SLR26/simulated_rirs_48k/smallroom/Room001/Room001-00001",
    "SLR26/simulated_rirs_48k/largeroom/Room001/Room001-00001",
    "SLR28/RIRS_NOISES/real_rirs_isotropic_noises/RVB2014_type1_rir_largeroom1_far_angla",
    "SLR28/RIRS_NOISES/real_rirs_isotropic_noises/RVB2014_type1_noise_largeroom1_1",
)


def _clean(part: str, folder: str) -> dict[str, list[str]]:
    name = f"datasets_fullband.clean_fullband.{part}.tar.bz2"
    return {name: [f"{CLEAN}/{folder}/*", f"{CLEAN}/{folder}/**/*"]}


ARCHIVES = {
    **_clean("VocalSet_48kHz_mono_000_NA_NA", "VocalSet_48kHz_mono"),
    **_clean("emotional_speech_000_NA_NA", "emotional_speech"),
    **_clean("french_speech_000_NA_NA", "french_speech"),
    **_clean("german_speech_000_0.00_3.47", "german_speech"),
    **_clean("italian_speech_000_0.00_3.98", "italian_speech"),
    **_clean("read_speech_000_0.00_3.75", "read_speech"),
    **_clean("spanish_speech_000_0.00_4.09", "spanish_speech"),
    **_clean("vctk_wav48_silence_trimmed_000", "vctk_wav48_silence_trimmed"),
    "datasets_fullband.noise_fullband.audioset_000.tar.bz2": [f"{NOISE}/*zz*"],
    "datasets_fullband.noise_fullband.freesound_000.tar.bz2": [f"{NOISE}/*_Freesound_*"],
    "datasets_fullband.impulse_responses_000.tar.bz2": [f"{RIRS}/**/*"],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    for name in SPOKEN:
        write_tone(folder / CLEAN / f"{name}.wav", 1.0, rate=48000)
    for name in NOISES:
        write_tone(folder / NOISE / f"{name}.wav", 1.0, rate=48000)
    for name in RESPONSES:
        write_tone(folder / RIRS / f"{name}.wav", 0.3, rate=48000)
    write_tone(folder / CLEAN / f"read_speech/{SPOKEN[0]}.wav", 1.0, rate=48000)
    write_garbage(folder / NOISE / "zzbrokenAbc.wav")
