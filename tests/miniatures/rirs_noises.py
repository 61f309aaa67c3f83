"""Room impulse responses in little: names that repeat between sizes, responses without "rir"."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

TOP = "RIRS_NOISES"
REAL = f"{TOP}/real_rirs_isotropic_noises"
SIMULATED = f"{TOP}/simulated_rirs"
POINT = f"{TOP}/pointsource_noises"
ARCHIVES = {"rirs_noises.zip": [f"{TOP}/README", f"{TOP}/LICENSE", f"{TOP}/**/*"]}
RVB_RIR = "RVB2014_type1_rir_largeroom1_far_angla"
RVB_NOISE = "RVB2014_type1_noise_largeroom1_1"
RWCP = "RWCP_type3_rir_cirline_m10l_imp000"
AIR = "air_type1_air_binaural_aula_carolina_0_1_3"
LISTS = {
    f"{REAL}/rir_list": (
        f"--rir-id 00001 --room-id RVB2014_largeroom1 {REAL}/{RVB_RIR}.wav\n"
        f"--rir-id 00002 --room-id RWCP_m10l.wav {REAL}/{RWCP}.wav\n"
        f"--rir-id 00003 --room-id air_aula_carolina {REAL}/{AIR}.wav\n"
        f"--rir-id 00004 --room-id air_aula_carolina {REAL}/air_gone.wav\n"
    ),
    f"{REAL}/noise_list": (
        "--noise-id 00001 --noise-type isotropic --room-linkage RVB2014_largeroom1 "
        f"{REAL}/{RVB_NOISE}.wav\nnothing of use\n"
    ),
    f"{POINT}/noise_list": (
        "--noise-id 00001 --noise-type point-source --bg-fg-type foreground "
        f"{POINT}/noise-free-sound-0000.wav\n"
    ),
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    for size in ("small", "medium"):
        _write_room(folder, size)
    for name in (RVB_RIR, RVB_NOISE):
        write_tone(folder / REAL / f"{name}.wav", 0.5, rate=16000, channels=8)
    for name in (RWCP, AIR, "unlisted"):
        write_tone(folder / REAL / f"{name}.wav", 0.5, rate=16000)
    for number in range(2):
        write_tone(folder / POINT / f"noise-free-sound-000{number}.wav", 1.0, rate=16000)
    write_garbage(folder / POINT / "noise-free-sound-0002.wav")
    for path, text in LISTS.items():
        (folder / path).write_text(text, encoding="ascii")
    for name in ("README", "LICENSE"):
        (folder / TOP / name).write_text("Apache License 2.0\n", encoding="ascii")


def _write_room(folder: Path, size: str) -> None:
    place = f"{SIMULATED}/{size}room"
    path = f"{place}/Room001/Room001-00001.wav"
    write_tone(folder / path, 0.3, rate=16000)
    line = f"--rir-id {size}-Room001-00001 --room-id {size}-Room001 {path}\n"
    (folder / place / "rir_list").write_text(line, encoding="ascii")
    info = f"{size}-Room001 5.20 4.10 2.70 1.30 2.20 1.10 0.45\n{size}-Room002 5.20\n"
    (folder / place / "room_info").write_text(info, encoding="ascii")
