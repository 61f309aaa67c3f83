"""What lhotse's recipes have in common: their words in ours, and what stops them."""

from tests.peers.compare import Item

SOUND = ("path", "start", "duration")
READ = (*SOUND, "split", "speaker", "text")
SPOKEN = (*READ, "gender")

EMPTY = "lhotse asserts that no recording is empty; ours rejects it"
UNREADABLE = "lhotse stops at a file that is no audio; ours rejects it"
UNRECORDED = "lhotse stops at a label without recording; ours rejects it"
TORN = "lhotse stops at a line cut off; ours rejects it"
NO_TEXT = "lhotse keeps only what has a transcript; ours serves tasks that need none"
STATED = "ours is the length stated beside the transcript, lhotse's that of the file"
NO_OTHER = "ours knows female and male"
ADDED = "added for lhotse"

GENDERS = {
    "F": "female",
    "M": "male",
    "FEMALE": "female",
    "MALE": "male",
    "female_feminine": "female",
    "male_masculine": "male",
}
SPLITS = {"valid": "dev", "eval": "dev"}


def split_of(item: Item) -> str:
    """``en/train``, ``train_phase1`` and ``train-clean-360`` are all ``train``."""
    name = item["split"].split("/")[-1].split("_")[0].split("-")[0]
    return SPLITS.get(name, name)


def gender_of(item: Item) -> str | None:
    """``F``, ``FEMALE`` and ``female_feminine`` are all ``female``."""
    said = item.get("gender")
    return GENDERS.get(said, said)


WORDS = {"split": split_of, "gender": gender_of}
