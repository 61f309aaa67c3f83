"""Asterisk prompts in little: two packages a language, every trap of the five text files."""

import gzip
from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

TEXTS = {
    "en": """; Core Asterisk Sounds in English

activated: Activated.
digits/1f: one
letters/a: a
beep: [this is a simple beep tone]
vm-intro: Please leave your message.  (simple tone sound plays)
silence/1: (1 second of silence)
pls-try-call-later: Please try your call later.
is: is
this line lost its colon
""",
    "es": "activated: Activado\r\ndigits/0: cero\r\ndigits/0: diez\r\ndir-welcome: \r\n",
    "it": "\ufeffactivated: Attivato.\nscreen: Opzioni: premi  1.\nmany: Questa frase non entra.\n",
    "ru": "; Русский\nactivated: Активировано\nis: есть\n",
}
SECONDS = {
    "en/en_US_f_Allison": {
        "activated": 1.0,
        "digits/1F": 0.5,
        "letters/a": 0.75,
        "beep": 0.25,
        "vm-intro": 2.0,
        "silence/1": 1.0,
        "is": 0.25,
    },
    "es/es_MX_f_Allison": {
        "activated": 1.0,
        "digits/0": 0.5,
        "digits/10": 0.5,
        "dir-welcome": 1.0,
        "beep": 0.25,
        "silence/1": 1.0,
    },
    "it/it_IT_m_Carlo": {"activated": 1.0, "screen": 1.0, "many": 0.5},
    "ru/ru_RU_f_IvrvoiceRU": {"activated": 1.0, "is": 0.0},
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the packages gives."""
    for language, text in TEXTS.items():
        package = f"asterisk-core-sounds-{language}"
        path = folder / language / f"usr/share/doc/{package}/core-sounds-{language}.txt.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode(), mtime=0))
    for voice, recordings in SECONDS.items():
        language, name = voice.split("/")
        sounds = folder / language / "usr/share/asterisk/sounds"
        for key, seconds in recordings.items():
            write_tone(sounds / name / f"{key}.wav", seconds)
    write_garbage(folder / "en/usr/share/asterisk/sounds/en_US_f_Allison/broken.wav")
    write_garbage(folder / "en/usr/share/asterisk/sounds/en_US_f_Allison/._activated.wav")
    write_tone(folder / "en/usr/share/asterisk/sounds/jingle.wav", 0.25)


def enlarge(folder: Path) -> None:
    """Add the French voice, and sentences that all four speakers say."""
    voices = [*SECONDS, "fr/fr_CA_f_June"]
    words = ("hello", "goodbye", "thank-you", "enter", "press", "wait", "again", "done")
    for voice in voices:
        language, name = voice.split("/")
        package = f"asterisk-core-sounds-{language}"
        path = folder / language / f"usr/share/doc/{package}/core-sounds-{language}.txt.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        known = gzip.decompress(path.read_bytes()) if path.is_file() else b""
        lines = "".join(f"more/{word}: {language} {word}\n" for word in words)
        path.write_bytes(gzip.compress(known + lines.encode(), mtime=0))
        for word in words:
            write_tone(folder / language / f"usr/share/asterisk/sounds/{name}/more/{word}.wav", 1.0)
