"""Sound in memory."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
Pcm = npt.NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Signal:
    """Sampled sound.

    Attributes:
        samples: float32, shape [frames, channels], full scale at -1 and 1.
        sample_rate: frames a second, Hz.
        pcm: the 16-bit integers that the samples are, to the bit, where a file holds them;
            what is stored as it came need not be rounded again.
    """

    samples: Samples
    sample_rate: int
    pcm: Pcm | None = None

    def __post_init__(self) -> None:
        if self.samples.ndim != 2:
            raise ValueError(f"samples must be [frames, channels], not {self.samples.shape}")

    @property
    def frames(self) -> int:
        """Samples in each channel."""
        return int(self.samples.shape[0])

    @property
    def channels(self) -> int:
        """Number of channels."""
        return int(self.samples.shape[1])

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.frames / self.sample_rate

    @cached_property
    def peak(self) -> float:
        """Largest absolute sample; 0 for an empty signal."""
        return float(max(self.samples.max(initial=0.0), -self.samples.min(initial=0.0)))

    @cached_property
    def power(self) -> float:
        """Mean square over all samples; 0 for an empty signal."""
        return float(np.square(self.samples, dtype=np.float64).mean()) if self.frames else 0.0

    def mono(self) -> "Signal":
        """The mean of all channels, as one channel."""
        if self.channels == 1:
            return self
        mixed = self.samples.mean(axis=1, keepdims=True, dtype=np.float64)
        return self.replace(mixed.astype(np.float32))

    def replace(self, samples: npt.ArrayLike) -> "Signal":
        """The same sample rate with other samples (cast to float32)."""
        return Signal(np.ascontiguousarray(samples, dtype=np.float32), self.sample_rate)

    def frame_at(self, time: float) -> int:
        """Index of the frame nearest to ``time`` (s)."""
        return round(time * self.sample_rate)
