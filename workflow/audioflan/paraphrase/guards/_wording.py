"""English turns of phrase that say less, or something else, than their words do."""

import re

# "Why not find ...?" negates nothing.
SUGGESTION = re.compile(r"\bwhy not\b", re.IGNORECASE)
OPENS = r"(?:^|[.!?:;,]\s|\b(?:please|kindly|just|do|to|and|then|now|you|us|we|let's|why not)\s)"
FOLLOWS = (
    r"(?=\s(?:the|this|that|these|those|it|its|each|every|all|any|what|which|who|how|when|as|for"
    r"|an?|someone|somebody)\b)"
)
# Nouns of one task that are verbs of asking in another: "note which sounds occur".
ASKING_VERB = re.compile(
    rf"({OPENS})(?:note|call|picture|report|map|sample|mark|score|pitch){FOLLOWS}", re.IGNORECASE
)
# "Nothing but", "and nothing else" and "alone" all say "only".
ONLY = re.compile(
    r"""\b(?:no(?:thing|body|where|\ one)\ (?:but|except|other\ than)
        |and\ no(?:thing)?\ (?:else|more|other|further)|nothing\ (?:else|more|besides)
        |all\ but|exclusively|solely|merely|alone|by\ itself|on\ its\ own)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def plain_asking(text: str) -> str:
    """The text with suggestions and verbs of asking worded in the plainest way."""
    return ASKING_VERB.sub(r"\1consider", SUGGESTION.sub("let us", text))


def plain_limits(text: str) -> str:
    """The text with every way to say *only* worded ``only``."""
    return ONLY.sub("only", text)
