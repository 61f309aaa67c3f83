"""Lines of game voices: recordings with their texts beside them."""

from pathlib import Path

from tests.miniatures.sound import write_tone

CHINESE, ENGLISH, JAPANESE = "中文 - Chinese", "英语 - English", "日语 - Japanese"
BATTLE, PLACEHOLDER, OTHERS = "战斗语音 - Battle", "带变量语音 - Placeholder", "其它语音 - Others"
TOGETHER, TALK, MONSTER = "众人对话 - Together", "多人对话 - Conversation", "怪物语音 - Monster"


def write_line(
    folder: Path, place: str, text: str | bytes, *, rate: int = 48000, channels: int = 1
) -> None:
    """Write ``<place>.wav`` and ``<place>.lab``, the text in UTF-8 unless it is bytes."""
    write_tone(folder / f"{place}.wav", 0.5, rate=rate, channels=channels)
    write_text(folder, place, text)


def write_text(folder: Path, place: str, text: str | bytes) -> None:
    """Write ``<place>.lab`` alone."""
    path = folder / f"{place}.lab"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
