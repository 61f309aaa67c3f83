"""TextGrids: both text forms, both encodings, and what is said of a broken one."""

import pytest

from audioflan.corpora.textgrid import read_textgrid
from audioflan.errors import AudioFlanError

LONG = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 2.5
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "words 2"
        xmin = 0
        xmax = 2.5
        intervals: size = 2
            intervals [1]:
                xmin = 0
                xmax = 1e-1
                text = "say ""3"" [4]
= 5"
            intervals [2]:
                xmin = 0.1
                xmax = 2.5
                text = ""
    item [2]:
        class = "TextTier"
        name = "points"
        xmin = 0
        xmax = 2.5
        points: size = 1
            points [1]:
                number = 1.25
                mark = "中"
"""
SHORT = """File type = "ooTextFile"
Object class = "TextGrid"

0
2.5
<exists>
2
"IntervalTier"
"words 2"
0
2.5
2
0
0.1
"say ""3"" [4]
= 5"
0.1
2.5
""
"TextTier"
"points"
0
2.5
1
1.25
"中"
"""


@pytest.mark.parametrize("text", [LONG, SHORT, LONG.replace("\n", "\r\n")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_both_forms_give_the_same_tiers(tmp_path, text, encoding):
    path = tmp_path / "a.TextGrid"
    path.write_bytes(text.encode(encoding))
    words, points = read_textgrid(path)
    spans = [(start, end, " ".join(text.split())) for start, end, text in words.spans]
    assert (words.name, spans) == ("words 2", [(0, 0.1, 'say "3" [4] = 5'), (0.1, 2.5, "")])
    assert (points.name, points.spans) == ("points", ((1.25, 1.25, "中"),))


def test_a_textgrid_may_have_no_tiers(tmp_path):
    path = tmp_path / "a.TextGrid"
    path.write_text(SHORT.split("<exists>", maxsplit=1)[0] + "<absent>\n", encoding="utf-8")
    assert read_textgrid(path) == []


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (LONG.replace("xmax = 1e-1", ""), 18, 'a string ("say ") where a number should stand'),
        ("\n".join(SHORT.split("\n")[:12]), 12, "the TextGrid ends where a number should stand"),
        ('"PitchTier"', 1, "'PitchTier' where 'ooTextFile' should stand"),
        ("", 1, "the TextGrid ends where a string should stand"),
    ],
)
def test_a_broken_textgrid_is_named_with_its_line(tmp_path, text, line, what):
    path = tmp_path / "a.TextGrid"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AudioFlanError) as caught:
        read_textgrid(path)
    assert (caught.value.where, caught.value.line) == (path, line)
    assert what.split("(")[0] in caught.value.what
    assert caught.value.remedy == "fetch the corpus again"


def test_a_textgrid_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "a.TextGrid"
    path.write_bytes(LONG.encode("gb18030"))
    with pytest.raises(AudioFlanError, match="unreadable text"):
        read_textgrid(path)
    path.write_bytes(b"\xff\xfea")
    with pytest.raises(AudioFlanError, match="unreadable text"):
        read_textgrid(path)
