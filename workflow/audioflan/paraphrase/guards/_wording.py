"""English turns of phrase that say less, or something else, than their words do."""

import re

# "Why not find ...?" negates nothing.
SUGGESTION = re.compile(r"\bwhy (?:not|don't (?:you|we))\b", re.IGNORECASE)
OPENS = (
    r"(?:^|[.!?:;,]\s|\b(?:please|kindly|just|do|to|and|then|now|you|us|we|let's|why not|"
    r"might|could|may|can|would|should|will|must)\s)"
)
FOLLOWS = (
    r"(?=\s(?:the|this|that|these|those|it|its|each|every|all|any|what|which|who|how|when|as|for|in"
    r"|an?|someone|somebody)\b)"
)
# Nouns of one task that are verbs of asking in another: "note which sounds occur".
ASKING_VERB = re.compile(
    rf"({OPENS})(?:note|call|picture|report|map|sample|mark|score|pitch)(?: down)?{FOLLOWS}",
    re.IGNORECASE,
)
# "Nothing but", "and nothing else" and "alone" all say "only".
ONLY = re.compile(
    r"""\b(?:no(?:thing|body|where|\ one)\ (?:but|except|other\ than)
        |and\ no(?:thing)?\ (?:else|more|other|further)|nothing\ (?:else|more|besides)
        |all\ but|exclusively|solely|merely|alone|by\ itself|on\ its\ own)\b""",
    re.IGNORECASE | re.VERBOSE,
)


# "How high is the ratio?" asks what it is.
EXTENT = re.compile(r"\bhow (?:high|large|great|big|strong) (is|are|was|were)\b", re.IGNORECASE)

# "Create a caption" makes no sound, and "from start to end" names no times.
MAKING = re.compile(
    r"""\b(?:generat|creat|produc|compos|synthes)\w*\ ((?:an?|the|some|your)\ )?
        (?=(?:[\w-]+\ ){0,2}?(?:captions?|descriptions?|transcripts?|transcriptions?|lists?
        |tags?|labels?|accounts?|sentences?|answers?|replies|charts?|tables?|sequences?|timelines?)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# "Drop the rest" drops nothing that was asked for, and what was said aloud was said.
REST = re.compile(r"\b(?:the|all the) (?:rest|others|other \w+|remaining \w+)\b", re.IGNORECASE)
SAID_ALOUD = re.compile(r"\b(said|says|spoken|speaks) (?:aloud|out loud)\b", re.IGNORECASE)
THROUGHOUT = re.compile(
    r"\bfrom (?:the )?(?:start|beginning) to (?:the )?(?:end|finish)\b", re.IGNORECASE
)


def plain_asking(text: str) -> str:
    """The text with suggestions and verbs of asking worded in the plainest way."""
    text = THROUGHOUT.sub("throughout", MAKING.sub(r"give \1", text))
    text = EXTENT.sub(r"what \1", SUGGESTION.sub("let us", text))
    return ASKING_VERB.sub(r"\1consider", text)


def plain_jobs(text: str) -> str:
    """The text as far as it tells the job: "drop the rest" drops nothing that is asked for."""
    return SAID_ALOUD.sub(r"\1", REST.sub("all else", text))


def plain_limits(text: str) -> str:
    """The text with every way to say *only* worded ``only``."""
    return ONLY.sub("only", text)


# "Set the words aside", "leave pitch out of account" and "pay no heed to it" all say "ignore".
ASIDE = re.compile(
    r"""\b(?:(?:set|put|leave|lay|leaving|setting|putting|laying)\s((?:[\w'-]+\s){1,6}?)aside
        |(?:leave|keep|shut|cut|leaving|keeping)\s((?:[\w'-]+\s){1,6}?)out\b
          (?!\ of\ (?:the|a|this)\b)
        |(?:pay|take|give)\ (?:no|little)\ (?:heed|attention|notice|thought)\ (?:to|of)
        |rather\ than|regardless\ of
        |whatever\ (?:the|its|their)(?=\ \w+\b(?!\ (?:is|are|was|may)\b))
        |irrespective\ of|never\ mind|(?:leave|leaving)\ out|pass\ over
        |set\ aside|free\ (?:of|from)|instead\ of|devoid\ of|by\ no\ means|exempt\ from
          |(?:keep|stay|steer|keeping|staying|steering)\ (?:well\ |far\ )?
          (?:away|clear)\ (?:of|from)
          |(?:depart|deviat|stray|diverg)\w*\ from)\b""",
    re.IGNORECASE | re.VERBOSE,
)
EXCEPTED = re.compile(
    r"""\b(?:apart\ from|aside\ from|other\ than|with\ the\ exception\ of|excepting)\b
        |(\b(?:every|everything|everyone|everybody|all|any|anything|anyone|each)\b
          (?:\ [\w'{}]+){0,6}?)\ (?:but|save|bar|besides)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What denies nothing surely: tags, suggestions, conditions.
NEUTRAL = re.compile(
    r"""\bwhy\ (?:not|don't|doesn't)\b
        |\b(?:could|would|can|won|did|should|will|do|does|is|are)n't\ (?:it|they|you|we|there)\b
        |\bwhether\ or\ not\b|\bor\ (?:\w+\ )?not\b|\b(?:if|when|where)\ not\b
        |(?:\bnot|\b\w+n't)\ (?:so|only|just|merely|least)\b
        |\bno\ (?:longer\ than|matter|doubt|problem)\b
        |(?<=\bnot\ )(?:the|a)\ (?:least|slightest)\b""",
    re.IGNORECASE | re.VERBOSE,
)
SUPPOSED = re.compile(
    r"""(?:\b(?:if|when|where|in\ case|as\ if|as\ though)
          |(?:^|[.;:!?,]\ )should|\b(?:were|had)\ (?:it|there)(?:\ been)?)
        \ [^.;:!?,]*?(?:\w+n't|\b(?:not|never|no|none|nothing|nobody))\b""",
    re.IGNORECASE | re.VERBOSE,
)


def plain_denials(text: str) -> str:
    """The text with every way to set aside worded ``ignore``, and to except worded ``except``.

    What denies nothing is left out; a supposed denial becomes ``not else``, which is none for sure.
    """
    bare = SUPPOSED.sub("not else", NEUTRAL.sub(" ", text))
    bare = bare.replace(", but ", ", and ")
    bare = EXCEPTED.sub(lambda found: f"{found[1] or ''} except", bare)
    return ASIDE.sub(lambda found: f"ignore {found[1] or found[2] or ''}", bare)
