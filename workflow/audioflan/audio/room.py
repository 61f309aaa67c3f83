"""Impulse responses of simulated rooms: image sources first, then a diffuse tail.

A shoebox room whose walls all absorb alike. Reflections up to ``MIXING`` seconds after the sound
was made come from image sources (J. B. Allen and D. A. Berkley 1979), with delays between samples
(P. M. Peterson 1986) and walls that turn the sound's sign (E. A. Lehmann and A. M. Johansson
2008); what follows is noise of the power that the images would go on to have (J.-D. Polack 1988).
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Point = tuple[float, float, float]

SPEED = 343.0
# Seconds after which single reflections are too dense to be told apart in rooms of this size.
MIXING = 0.08
# Half the width, in samples, of the windowed sinc that a reflection becomes.
_HALF = 20


@dataclass(frozen=True)
class Room:
    """A room, where the sound is made and where it is heard.

    Attributes:
        size: length, width and height, m.
        source: where the sound is made, m from the corner.
        microphone: where it is heard, m from the same corner; not the same place.
        rt60: seconds in which reverberation falls by 60 dB.
        seed: of the noise in the diffuse tail.
    """

    size: Point
    source: Point
    microphone: Point
    rt60: float
    seed: int

    @property
    def distance(self) -> float:
        """From source to microphone, m."""
        return math.dist(self.source, self.microphone)

    @property
    def volume(self) -> float:
        """Cubic metres."""
        return math.prod(self.size)

    @property
    def reflection(self) -> float:
        """What a wall leaves of an amplitude, sign included (C. F. Eyring 1930)."""
        x, y, z = self.size
        surface = 2 * (x * y + y * z + z * x)
        rate = 6 * math.log(10) * 4 / SPEED
        return -math.exp(-rate * self.volume / (surface * self.rt60) / 2)


def response(room: Room, sample_rate: int) -> Floats:
    """What a click in the room sounds like from the arrival of its direct sound on.

    Returns:
        Amplitudes relative to the direct sound, which is the first of them, 1; shape [frames],
        as many seconds as ``rt60``.
    """
    frames = round(room.rt60 * sample_rate)
    arrival = room.distance / SPEED
    distances, amplitudes = _images(room, SPEED * MIXING + room.distance)
    delays = (distances - room.distance) / SPEED * sample_rate
    early = _placed(delays, amplitudes, frames)
    first = round(MIXING * sample_rate)
    times = arrival + np.arange(first, max(first, frames)) / sample_rate
    late = np.concatenate([np.zeros(min(first, frames)), _diffuse(room, times, sample_rate)])
    heard: Floats = (early + late) * room.distance
    # Reflections within half a window of the direct sound would reach into its sample.
    heard[0] = 1.0
    return heard


def _images(room: Room, farthest: float) -> tuple[Floats, Floats]:
    """Distance (m) and amplitude of every image source up to a distance."""
    axes = [
        _along(length, source, microphone, farthest)
        for length, source, microphone in zip(room.size, room.source, room.microphone, strict=True)
    ]
    (x, nx), (y, ny), (z, nz) = axes
    squares = (x**2)[:, None, None] + (y**2)[None, :, None] + (z**2)[None, None, :]
    bounces = nx[:, None, None] + ny[None, :, None] + nz[None, None, :]
    near = squares <= farthest**2
    distances = np.sqrt(squares[near])
    return distances, room.reflection ** bounces[near] / distances


def _along(
    length: float, source: float, microphone: float, farthest: float
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Images along one axis: where they lie from the microphone, and how often reflected."""
    rooms = 2 * np.arange(-math.ceil(farthest / length), math.ceil(farthest / length) + 1)
    places = np.concatenate([rooms * length + source, rooms * length - source]) - microphone
    bounces = np.concatenate([np.abs(rooms), np.abs(rooms - 1)])
    near = np.abs(places) <= farthest
    return places[near], bounces[near]


def _placed(delays: Floats, amplitudes: Floats, frames: int) -> Floats:
    """Add up band-limited clicks at delays in samples; shape [frames]."""
    steps = np.arange(1 - _HALF, _HALF + 1)
    whole = np.floor(delays).astype(np.int64)
    offsets = steps[None, :] - (delays - whole)[:, None]
    window = 0.5 * (1 + np.cos(np.pi * offsets / (_HALF + 1)))
    clicks = amplitudes[:, None] * window * np.sinc(offsets)
    at = whole[:, None] + steps[None, :]
    heard = (at >= 0) & (at < frames)
    return np.bincount(at[heard], clicks[heard], minlength=frames).astype(np.float64)


def _diffuse(room: Room, times: Floats, sample_rate: int) -> Floats:
    """Noise at times after the sound was made, as strong as the images would be.

    At time t there are ``4 pi c^3 t^2 / V`` images a second, each of power ``1 / (c t)^2``.
    """
    power = 4 * np.pi * SPEED / room.volume / sample_rate * 10.0 ** (-6 * times / room.rt60)
    # A bit generator's stream is guaranteed to stay the same, those of distributions are not.
    bits = np.random.PCG64(room.seed).random_raw(len(times)) >> np.uint64(11)
    noise: Floats = np.sqrt(3 * power) * (bits * 2.0**-52 - 1.0)
    return noise
