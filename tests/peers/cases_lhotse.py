"""Corpora that lhotse reads as well: how its copy is prepared, and where the two differ."""

from tests.peers.compare import MISSING, Case, Difference, Spared

SPOKEN = ("path", "start", "duration", "split", "speaker", "gender", "text")
GENDERS = {"F": "female", "M": "male"}

CASES = [
    Case(
        "aishell1",
        "aishell",
        ("path", "start", "duration", "split", "speaker", "text"),
        spared=[
            Spared(
                "data_aishell/wav/test/S0764/BAC009S0764W0122.wav",
                "asserts that no recording is empty",
            )
        ],
        known=[
        ],
    ),
    Case(
        "aishell3",
        "aishell3",
        SPOKEN,
        spared=[
            Spared("test/wav/SSB0693/SSB06930003.wav", "asserts that no recording is empty"),
            Spared("spk-info.txt", "fails at a speaker without fields", line=6),
            ],
    ),
    Case(
        "kespeech", "kespeech", ("path", "start", "duration", "split", "speaker", "text"), root="KeSpeech",
    ),
    Case(
        "musan", "musan", ("path", "start", "duration"), root="musan",
    ),
    Case(
        "rirs_noises", "rir_noise", ("path", "start", "duration"), root="RIRS_NOISES",
    ),
    Case(
        "fluent_speech_commands", "slu", ("path", "start", "duration", "split", "text"), root="fluent_speech_commands_dataset",
    ),
    Case(
        "libritts", "libritts", SPOKEN, root="LibriTTS",
    ),
    Case(
        "libritts_r", "libritts:librittsr", SPOKEN, root="LibriTTS_R",
    ),
    Case(
        "common_voice", "commonvoice", SPOKEN, name="common_voice-en", root="cv-corpus-25.0-2026-03-09", options={"languages": ["en"]},
    ),
    Case(
        "mls", "mls", SPOKEN, 
    ),
]
