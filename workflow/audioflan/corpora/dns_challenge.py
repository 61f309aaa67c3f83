"""DNS Challenge: clean speech of many sources, noise and room impulse responses.

Layout (the folders may lie below any others, also below each other twice)::

    datasets_fullband/clean_fullband/<subset>/...wav        48 kHz (DNS 4 and 5)
    datasets_fullband/noise_fullband/<YouTube id>.wav, <class>_Freesound_validated_<id>_<n>.wav
    datasets_fullband/impulse_responses/{SLR26,SLR28}/...wav
    datasets/{clean,noise,impulse_responses}/...            16 kHz (DNS 1 to 3)

and what the challenge's synthesiser writes: ``clean/clean_fileid_<n>.wav``, ``noise/`` and
``noisy/``. There are no transcripts; names and folders are all that is told of a recording.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio

KINDS = {
    "test": r"(?i)(?:^|/)[^/]*test_?set[^/]*/",
    "rir": r"(?:^|/)impulse_responses[^/]*/",
    "noise": r"(?:^|/)noise(?:_fullband|_wideband)?/",
    "mixture": r"(?:^|/)noisy/",
    "clean": r"(?:^|/)clean(?:_fullband|_wideband)?/",
}
REFUSED = {
    "test": "belongs to a test set",
    "mixture": "a mixture, of which the parts are used",
}
SUBSET = r"^.*(?:^|/)clean(?:_fullband|_wideband)?/([^/]+)/"
SUBSETS = {
    "french_data": "french_speech",
    "VocalSet_48kHz_mono": "singing_voice",
    "vctk_wav48_silence_trimmed": "vctk",
}
LANGUAGES = {
    "emotional_speech": "en",
    "french_speech": "fr",
    "german_speech": "de",
    "italian_speech": "it",
    "mandarin_speech": "zh",
    "read_speech": "en",
    "russian_speech": "ru",
    "spanish_speech": "es",
    "vctk": "en",
}
SPEAKERS = (
    r"book_\d+_chp_\d+_(reader_\d+)_",
    r"/(crema_d/\d{4})_",
    r"/([ps]\d+)_\d+_mic\d",
    r"M-AILABS.*/(?:female|male)/([^/]+)/",
    r"/(SLR39_\d+)_\d+",
    r"/SLR39_native-.*-([^-/]+)_s\d+",
    r"/SLR\d+_.*?([a-z]{3}_\d{5})_\d+",
    r"/(S\d{4})/BAC",
    r"THCHS[^/]*/([A-D]\d+)_",
    r"(?i)VocalSet(?:_|11/FULL/)((?:fe)?male\d+)[_/]",
)
GROUPS = (
    r"M-AILABS.*/mix/([^/]+)/",
    r"/(German_Wikipedia_.+?)_audio\d*",
    r"/(\d{4}(?:-\d\d){5})_",
    r"_Freesound_validated_(\d+)_",
    r"/(RVB2014_\w+?room\d)_",
    r"/(air_type.*?)(?:_\d+)+\.",
    r"/(RWCP_\w+?)_imp\d+\.",
)
ROOM = r"/(small|medium|large)room/(Room\d+)/(Room\d+-\d+)\.wav$"
NOT_A_RESPONSE = r"_noise_|/pointsource_noises/"
GENDER = r"(?:[/_])(female|male)\d*(?:[/_])"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording.

    ``tags`` say ``speech`` or ``singing`` (clean), ``noise`` (and what Freesound calls it) or
    ``rir``. The group is the speaker, else what names tell: book, article, sound, room.

    Options: ``subsets``, those of clean speech that are read; ``licences``, of subsets,
    ``freesound`` and ``impulse_responses`` where they differ from the corpus's.
    """
    audio = find_audio(root, (".wav",)).drop("frames").with_columns(_kind(), _stem(), _room())
    found = audio.with_columns(_subset()).filter(
        pl.col("subset").is_null() | pl.col("subset").is_in(options["subsets"])
    )
    clean, place = pl.col("kind") == "clean", "/" + pl.col("path")
    speaker = pl.when(clean).then(pl.coalesce(*map(place.str.extract, SPEAKERS)))
    group = pl.coalesce(speaker, "room", *map(place.str.extract, GROUPS), "stem")
    return found.select(
        pl.col("path").alias("item"),
        pl.coalesce("reject", _refusal()).alias("reject"),
        _utterance().alias("utterance"),
        *("path", "duration", "sample_rate", "channels"),
        speaker.alias("speaker"),
        group.alias("group"),
        pl.when(clean).then(place.str.extract(GENDER)).alias("gender"),
        _mapped("subset", LANGUAGES).alias("language"),
        _tags().alias("tags"),
        _licence(options["licences"]).alias("licence"),
        pl.struct("subset").struct.json_encode().alias("extra"),
    )


def _kind() -> pl.Expr:
    """What the folders say, the first of ``KINDS`` that fits; noise among responses is noise."""
    path = pl.col("path")
    kinds = [pl.when(path.str.contains(place)).then(pl.lit(kind)) for kind, place in KINDS.items()]
    kind = pl.coalesce(*kinds)
    noise = (kind == "rir") & path.str.contains(NOT_A_RESPONSE)
    return pl.when(noise).then(pl.lit("noise")).otherwise(kind).alias("kind")


def _stem() -> pl.Expr:
    return pl.col("path").str.extract(r"([^/]+?)(?:_48kHz|_16k)?\.(?i:wav)$").alias("stem")


def _room() -> pl.Expr:
    place = pl.col("path").str.extract_groups(ROOM).struct
    return (place[0] + "-" + place[1]).alias("room")


def _subset() -> pl.Expr:
    """Subset of clean speech; recordings that lie in no subset are told by their names."""
    book = pl.when(pl.col("stem").str.starts_with("book_")).then(pl.lit("read_speech"))
    named = pl.col("path").str.extract(SUBSET).replace(SUBSETS)
    return pl.when(pl.col("kind") == "clean").then(pl.coalesce(named, book)).alias("subset")


def _refusal() -> pl.Expr:
    nowhere = pl.when(pl.col("kind").is_null()).then(
        pl.lit("in no folder of clean speech, noise or impulse responses")
    )
    return pl.coalesce(_mapped("kind", REFUSED), nowhere)


def _utterance() -> pl.Expr:
    """Names of responses repeat between rooms, those of noise may be those of speech."""
    response = pl.col("path").str.extract_groups(ROOM).struct
    prefix = pl.when(pl.col("kind").is_in(["noise", "rir"])).then(pl.col("kind") + "_")
    stem = pl.coalesce(response[0] + "-" + response[2], "stem")
    return prefix.otherwise(pl.lit("")) + stem


def _tags() -> pl.Expr:
    label = pl.col("stem").str.extract(r"^(.+)_Freesound_validated_\d+").str.replace_all("_", " ")
    sure = pl.when(~label.str.starts_with("mislabeled")).then(label)
    sung = pl.when(pl.col("subset") == "singing_voice").then(pl.lit("singing"))
    kind = pl.when(pl.col("kind") != "clean").then("kind")
    return pl.concat_list(pl.coalesce(sung, kind, pl.lit("speech")), sure).list.drop_nulls()


def _licence(licences: Mapping[str, str]) -> pl.Expr:
    freesound = pl.when(pl.col("stem").str.contains("_Freesound_")).then(pl.lit("freesound"))
    response = pl.when(pl.col("kind") == "rir").then(pl.lit("impulse_responses"))
    source = pl.coalesce("subset", freesound, response)
    return source.replace_strict(licences, default=None, return_dtype=pl.String)


def _mapped(column: str, names: Mapping[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(names, default=None, return_dtype=pl.String)
