"""Other labels and lead-ins: short, in form, and with a word of the task's own."""

import pytest

from audioflan.paraphrase.labels import LABEL, LEAD_IN, label_refusal

KNOWN = ("", "audio: ", "recording: ", "spoken text: ")


@pytest.mark.parametrize("text", ["audio clip: ", "the recording: ", "text to be spoken: "])
def test_a_good_label_passes(text):
    assert label_refusal(text, "audio: ", KNOWN, LABEL) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "form"),
        ("audio clip", "form"),
        ("audio:clip: ", "form"),
        ("audio <|SOA|>: ", "form"),
        ("here is the audio clip you have asked for: ", "form: more than 6 words"),
        ("Audio: ", "novelty: copy"),
        ("recording: ", "novelty: copy"),
        ("here is the answer: ", "words"),
        ("translation: ", "words"),
    ],
)
def test_what_is_no_label_is_refused(text, reason):
    assert str(label_refusal(text, "audio: ", KNOWN, LABEL)).startswith(reason)


def test_a_lead_in_begins_with_a_capital():
    known = ("", "Transcript: ")
    assert label_refusal("Here is the transcript: ", "Transcript: ", known, LEAD_IN) is None
    reason = label_refusal("the transcript: ", "Transcript: ", known, LEAD_IN)
    assert str(reason).startswith("form")
