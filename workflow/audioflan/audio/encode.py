"""The one way from float samples to stored audio: 16-bit PCM, lossless FLAC."""

import hashlib
import io

import numpy as np
import soundfile

from audioflan.audio.problems import ClipError
from audioflan.audio.signal import Pcm, Samples, Signal

FULL_SCALE = 32768
CEILING = 0.999


def pcm_of(signal: Signal) -> Pcm:
    """The signal as it is stored: [frames, channels] int16."""
    return to_pcm16(signal.samples) if signal.pcm is None else signal.pcm


def to_pcm16(samples: Samples) -> Pcm:
    """Round to 16-bit integers, shape kept; values outside [-1, 1) saturate."""
    # A power of two: the product is exact in float32 as well.
    scaled = samples * np.float32(FULL_SCALE)
    np.rint(scaled, out=scaled)
    np.clip(scaled, -FULL_SCALE, FULL_SCALE - 1, out=scaled)
    return scaled.astype(np.int16)


def from_pcm16(pcm: Pcm) -> Samples:
    """Float32 values of 16-bit integers; ``to_pcm16`` gives the same integers back."""
    return pcm.astype(np.float32) / np.float32(FULL_SCALE)


def pcm_digest(pcm: Pcm) -> str:
    """Hexadecimal SHA-256 of the samples as s16le, channels interleaved."""
    return hashlib.sha256(np.ascontiguousarray(pcm, "<i2").data).hexdigest()


def within_full_scale(signal: Signal) -> tuple[Signal, float]:
    """Turn a signal down when 16 bits cannot hold its peak; return it with the gain used.

    Lossy decoders and renderers overshoot full scale. The gain is 1.0 when nothing was done.
    """
    if signal.peak <= 1.0:
        return signal, 1.0
    gain = headroom_gain(signal.peak)
    return signal.replace(signal.samples * np.float32(gain)), gain


def headroom_gain(peak: float) -> float:
    """Linear gain, 6 decimals, that brings ``peak`` down to ``CEILING``; 1.0 if it is below."""
    return 1.0 if peak <= CEILING else int(CEILING / peak * 1e6) / 1e6


def flac_bytes(pcm: Pcm, sample_rate: int) -> bytes:
    """Encode [frames, channels] int16 as a FLAC file; the same input gives the same bytes.

    Raises:
        ClipError: FLAC cannot hold this rate or number of channels.
    """
    stream = io.BytesIO()
    try:
        soundfile.write(stream, pcm, sample_rate, format="FLAC", subtype="PCM_16")
    except soundfile.LibsndfileError as error:
        raise ClipError(
            f"FLAC cannot hold {pcm.shape[1]} channels at {sample_rate} Hz: {error.error_string}"
        ) from error
    return stream.getvalue()


def read_flac(content: bytes) -> tuple[Pcm, int]:
    """Decode a FLAC file made by ``flac_bytes`` to ([frames, channels] int16, Hz)."""
    pcm, sample_rate = soundfile.read(io.BytesIO(content), dtype="int16", always_2d=True)
    return pcm, int(sample_rate)
