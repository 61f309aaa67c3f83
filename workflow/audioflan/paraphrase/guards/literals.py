"""Numbers, units, language names, label words and quoted text say the same as in the seed."""

import re
from collections.abc import Sequence, Set

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards.revision import request_words, stem

DIGITS = re.compile(r"(?<![A-Za-z0-9_{])[-+]?\d+(?:[.,]\d+)*")
# "one" is left out: "which one", "one of the two" count nothing.
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
VALUES = {word: value for value, word in enumerate(WORDS, 2)} | {
    "twice": 2, "double": 2, "triple": 3, "hundred": 100, "thousand": 1000,
}  # fmt: skip
# Without 一, which like "one" counts nothing in "一个".
CHINESE = {sign: value for value, sign in enumerate("二三四五六七八九十", 2)} | {"两": 2}
COUNTS = VALUES | CHINESE
# "To a tenth" and "with one decimal" are one precision.
PRECISIONS = tuple(
    (re.compile(pattern, re.IGNORECASE), f" {10**places} ")
    for places, pattern in (
        (1, r"\b(?:(?:one|1|a single) (?:decimal|digit)\w*|one tenth|tenths?)\b"),
        (2, r"\b(?:(?:two|2) (?:decimal|digit)s?\b|hundredths?\b)"),
        (3, r"\b(?:(?:three|3) (?:decimal|digit)s?\b|thousandths?\b|milliseconds?\b)"),
    )
)
# "Sing the two together" counts nothing that "sing them together" does not.
PAIR_MEANT = re.compile(
    r"\b(?:between|each|every|any) two\b"
    r"|\b(?:the|these|those) two\b(?=\s*(?:[.,;:!?]|together|of them|as|into))",
    re.I,
)
BOTH = 2
PAIR = re.compile(r"\bboth\b", re.IGNORECASE)
# What a seed may word without "both" and still speak of two.
TWO_SIDED = re.compile(r"\b(?:both|either|each|other|two|and|as well as)\b", re.IGNORECASE)
UNITS = {
    name: re.compile(rf"(?<![A-Za-z'])(?:{pattern})(?!\w)", re.IGNORECASE)
    for name, pattern in {
        "dB": "dbs?|decibels?",
        "kHz": "khz|kilohertz",
        "Hz": "hz|hertz",
        "BPM": "bpm|beats per minute",
        "ms": "ms|milliseconds?",
        "s": r"secs?|seconds|(?<=\d)s|(?<=\d )s",
        "min": "minutes",
        "semitones": "semitones?",
        "cents": "cents",
        "percent": "percent|percentage|%",
        "MIDI": "midi",
        **{unit: f"{unit}s?" for unit in ("month", "week", "day", "hour")},
    }.items()
}
# Capitals count: "polish the text" names no language.
LANGUAGE = re.compile(
    r"""\b(?:Afrikaans |Albanian |Amharic |Arabic |Armenian |Basque |Bengali |Bulgarian |Burmese
        |Cantonese |Catalan |Chinese |Croatian |Czech |Danish |Dutch |English |Estonian
        |Finnish |French |Galician |Georgian |German |Greek |Gujarati |Hausa |Hebrew |Hindi
        |Hungarian |Icelandic |Igbo |Indonesian |Irish |Italian |Japanese |Javanese |Kannada
        |Kazakh |Khmer |Korean |Latin |Latvian |Lithuanian |Macedonian |Malay |Malayalam
        |Maltese |Mandarin |Marathi |Mongolian |Nepali |Norwegian |Pashto |Persian |Polish
        |Portuguese |Punjabi |Romanian |Russian |Serbian |Sindhi |Slovak |Slovenian |Somali
        |Spanish |Swahili |Swedish |Tagalog |Tajik |Tamil |Telugu |Thai |Turkish |Ukrainian
        |Urdu |Uzbek |Vietnamese |Welsh |Xhosa |Yoruba |Zulu)\b""",
    re.VERBOSE,
)
CHINESE_LANGUAGE = re.compile(
    "(?:英|法|德|日|韩|俄|汉|中|国|粤|西班牙|葡萄牙|意大利|阿拉伯|印地|泰|越南|土耳其)(?:语|文)|普通话"
)
SEPARATOR = re.compile(
    r"\b(comma|semicolon|slash|hyphen|colon|vertical bar|pipe|tab|underscore|asterisk)(?:s|es)?\b",
    re.IGNORECASE,
)
# "Such as ionian", "for example pizzicato": a word that stands for any of its kind.
EXAMPLE = re.compile(
    r"\b(?:for (?:example|instance)|such as|as in|like|say)[,:]? [\"']?"
    r"([a-z][\w#:-]*\w(?: [a-z]+)?)",
    re.IGNORECASE,
)
# "C4", "F#:min", "ii-V-I": names that stand for one thing only.
CODE = re.compile(r"(?<![\w#{])(?:[A-G][#b]?\d|[A-G][#b]?:\w+)(?![\w}])")
GRAIN = re.compile(r"\b((?!one )(\w+) (?:by|for) \2)\b", re.IGNORECASE)
QUOTED = re.compile(r'"([^"]*)"')


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a fact of the seed that is lost, changed or new."""
    del accepted
    tests = (_counts_differ, _facts_differ, _names_differ)
    reasons = (reason for test in tests if (reason := test(candidate, seed, task)))
    return next(reasons, None) or _options(candidate, seed.text, task.options)


def _counts_differ(candidate: str, seed: Seed, task: Task) -> str | None:
    clips = sum(field.kind == "audio" for field in task.input)
    counts = {str(clips), str(len(task.options))}
    wanted, found = _numbers(seed.text, counts), _numbers(candidate, counts)
    if set(wanted) != set(found) or len(wanted) < len(found):
        return "numbers differ"
    if clips != BOTH and PAIR.search(candidate) and not TWO_SIDED.search(seed.text):
        return "numbers differ: both"
    return None


def _facts_differ(candidate: str, seed: Seed, task: Task) -> str | None:
    known = {option.lower() for option in task.options}
    for kind, read in (("units", _units), ("languages", _languages), ("quoted text", _quoted)):
        wanted, found = (
            [item for item in read(text) if item.lower() not in known]
            for text in (seed.text, candidate)
        )
        if wanted != found:
            changed = ", ".join(sorted(set(wanted) ^ set(found))) or "repeated"
            return f"{kind} differ: {changed}"
    return None


def _names_differ(candidate: str, seed: Seed, task: Task) -> str | None:
    """Separators, steps, names of notes and chords, and examples."""
    texts = " ".join([seed.text, *(each.text for each in task.seeds)])
    if new := _found(SEPARATOR, candidate) - _found(SEPARATOR, texts):
        return f"separators differ: {min(new)}"
    wanted, found = (
        {each for each, _ in GRAIN.findall(text)} for text in (seed.text.lower(), candidate.lower())
    )
    if wanted and found - wanted:
        return f"steps differ: {min(found)}"
    if new := set(CODE.findall(candidate)) - set(CODE.findall(seed.text)):
        return f"names differ: {min(new)}"
    if other := _other_example(candidate, seed.text):
        return f"examples differ: {other}"
    return None


def _numbers(text: str, counts: Set[str]) -> list[str]:
    """Numbers, sorted; the counts of the task's own clips and answers may come and go."""
    found = []
    text = PAIR_MEANT.sub("", text)
    for precision, said in PRECISIONS:
        text = precision.sub(said, text)
    signs = "".join(CHINESE)
    for match in re.finditer(rf"{DIGITS.pattern}|[A-Za-z]+|[{signs}]", text):
        token = match.group().lower()
        if token in COUNTS:
            token = str(COUNTS[token])
        elif not DIGITS.fullmatch(token):
            continue
        if token not in counts:
            found.append(token)
    return sorted(found)


def _units(text: str) -> list[str]:
    return [name for name, pattern in UNITS.items() if pattern.search(text)]


def _languages(text: str) -> list[str]:
    return sorted(LANGUAGE.findall(text) + CHINESE_LANGUAGE.findall(text))


def _quoted(text: str) -> list[str]:
    return sorted(QUOTED.findall(text))


def _found(pattern: re.Pattern[str], text: str) -> set[str]:
    return {found.lower() for found in pattern.findall(text)}


def _other_example(candidate: str, source: str) -> str | None:
    """What is named as an example in the place of the source's own."""
    own, found = (
        {
            word
            for phrase in _found(EXAMPLE, text)
            for word in phrase.split()
            if stem(word) not in request_words()
        }
        for text in (source, candidate)
    )
    new = {each for each in found if each not in source.lower()}
    lost = {each for each in own if each not in candidate.lower()}
    return min(new) if new and lost else None


def _options(candidate: str, source: str, options: Sequence[str]) -> str | None:
    """The closed answers: all that the seed offers, and never a part of them."""
    wanted, found = _mentioned(source, options), _mentioned(candidate, options)
    if found in (wanted, set(options)):
        return None
    lost = sorted(wanted - found)
    return (
        f"answer lost: {', '.join(lost)}" if lost else f"answer given: {', '.join(sorted(found))}"
    )


def _mentioned(text: str, options: Sequence[str]) -> set[str]:
    return {
        option
        for option in options
        if re.search(rf"(?<!\w){re.escape(option)}(?!\w)", text, re.IGNORECASE)
    }
