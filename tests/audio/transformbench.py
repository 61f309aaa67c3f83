"""One clip, its companions and parameters for every transform."""

from collections.abc import Callable, Mapping
from typing import Any

from audiobench import hiss, join, offered, silence, tone
from hypothesis import settings

from audioflan.audio.signal import Signal
from audioflan.audio.transforms import load_transform
from audioflan.audio.transforms.base import Applied
from audioflan.randomness import Draws

RATE = 16000
SPEECH = join(tone(300, 1.0, RATE), silence(0.15, RATE), hiss(1, 1.05, RATE))
SOUNDS = {
    "noise": hiss(2, 1.3, 44100, 0.05),
    "other": tone(700, 0.6, 8000),
    "drum.wav": hiss(3, 2.2, RATE, 0.3),
    "bass.wav": tone(80, 2.2, RATE, 0.6),
    "flute.wav": tone(900, 2.2, RATE, 0.4),
    "mute.wav": hiss(4, 2.2, RATE, 0.0003),
}
STEMS = [{"name": name, "path": f"{name}.wav"} for name in ("drum", "bass", "flute", "mute")]
CLIP = {
    "audio_id": "clip",
    "path": "clip.wav",
    "split": "train",
    "duration": 2.2,
    "sample_rate": RATE,
    "speaker": "drum",
    "labels": ["crow"],
    "stems": STEMS,
}
KIN = {"audio_id": "other", "path": "other.wav", "speaker": "drum", "labels": ["bell"]}
COMPANIONS = {"noise": offered(SOUNDS, "noise"), "self": offered(SOUNDS, KIN)}
PARAMS: dict[str, dict[str, Any]] = {
    "additive_noise": {"snr_db": [-5, 20]},
    "band_limit": {"rates": [4000, 8000, 16000]},
    "clipping": {"below_peak_db": [3, 15]},
    "composed_scene": {"sounds": [1, 2], "pause": [0, 1], "level_db": [-30, -20], "longest": 1.5},
    "crop": {"prompt": [0.5, 1.5], "rest": [0.5, 1.0]},
    "gap": {"duration": [0.2, 1.0]},
    "reverb": {"rt60": [0.2, 0.8], "side": [3, 8], "height": [2.5, 3], "distance": [0.5, 2]},
    "speech_mixture": {"level_db": [-5, 5], "reference": 0.5},
    "speech_scene": {"silence": [0.5, 2.0], "utterances": [1, 3], "snr_db": [5, 25]},
    "stem_mix": {},
    "two_clips": {"level_db": [-5, 5], "by": "label"},
}
SAME_LENGTH = {
    *("additive_noise", "clipping", "gap", "reverb", "speech_mixture", "stem_mix", "two_clips")
}
few = settings(max_examples=15, deadline=None)
load: Callable[[str], Signal] = SOUNDS.__getitem__


def draw(name: str, identity: str = "a", **changes: Any) -> dict[str, Any]:
    clip = {**CLIP, **changes}
    return load_transform(name).draw(clip, PARAMS[name], Draws(identity), COMPANIONS)


def apply(name: str, drawn: Mapping[str, Any], signal: Signal = SPEECH) -> Applied:
    return load_transform(name).apply(signal, drawn, load)
