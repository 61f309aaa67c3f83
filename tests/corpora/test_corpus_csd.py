"""Children's Song Dataset: notes, words and phonemes of songs in two keys."""

import json
import shutil

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def both(indexed):
    return indexed("csd")


@pytest.fixture
def copy(miniature, tmp_path):
    return shutil.copytree(miniature("csd"), tmp_path / "csd")


def clip(manifest, song):
    return manifest.row(by_predicate=pl.col("audio_id") == f"32_CSD_{song}", named=True)


def test_lists_the_songs_and_nothing_that_others_cut_from_them(both):
    assert both[0].select("audio_id", "path", "duration", "sample_rate", "channels").rows() == [
        (f"32_CSD_{song}", f"CSD/{language}/wav/{song}.wav", seconds, 44100, 1)
        for song, language, seconds in [
            ("en001a", "english", 1.0),
            ("en001b", "english", 1.0),
            ("en003a", "english", 1.0),
            ("en005a", "english", 0.5),
            ("kr001a", "korean", 1.0),
        ]
    ]


def test_a_note_is_a_line_of_csv_and_carries_its_syllable(both):
    song = clip(both[0], "en001a")
    assert song["notes"] == [
        {"start": 0.1, "end": 0.3, "pitch": 61},
        {"start": 0.3, "end": 0.5, "pitch": 61},
        {"start": 0.6, "end": 0.95, "pitch": 68},
    ]
    assert song["events"][1] == {"label": "k_eo_l", "start": 0.3, "end": 0.5}


def test_words_lose_their_blank_lines_marks_and_foreign_line_ends(both):
    song = clip(both[0], "en001a")
    assert (song["text"], song["lyrics"]) == ("twinkle star", "twinkle\nstar")
    assert song["phonemes"] == "t w i ng k eo l s t a r"
    assert clip(both[0], "kr001a")["text"] == "나비야"


def test_both_keys_of_a_song_stay_together(both):
    pair = both[0].filter(pl.col("sentence") == "en001")
    assert pair["audio_id"].to_list() == ["32_CSD_en001a", "32_CSD_en001b"]
    assert pair["group"].to_list() == ["en001", "en001"]
    assert pair["split"].n_unique() == 1


def test_one_singer_one_genre_and_the_language_of_the_folder(both):
    assert both[0].select("speaker", "gender").unique().rows() == [("female1", "female")]
    assert both[0]["genre"].to_list() == [["Children's Song"]] * 5
    assert clip(both[0], "kr001a")["language"] == "ko"


def test_tempo_comes_from_the_metadata_where_it_is_a_number(both):
    assert clip(both[0], "en001a")["tempo"] == 100.0
    assert clip(both[0], "kr001a")["tempo"] == 92.5
    assert clip(both[0], "en003a")["tempo"] is None
    assert json.loads(clip(both[0], "kr001a")["extra"])["name"] == "나비야"


def test_a_song_without_labels_is_kept_and_one_with_empty_labels_has_no_words(both):
    assert clip(both[0], "en005a")["notes"] is None
    assert clip(both[0], "en003a")["notes"] == []
    assert clip(both[0], "en003a")["text"] is None


def test_names_the_reason_of_everything_left_out(both):
    english = "CSD/english"
    assert dict(both[1].rows()) == {
        f"{english}/wav/en002a.wav": "1 notes in csv, 3 syllables in txt",
        f"{english}/wav/en004a.wav": "en004a.csv:2: 3 fields, not 4",
        f"{english}/wav/en006a.wav": "unreadable header: Format not recognised",
        f"{english}/wav/warm-up.wav": "the file name is no song id",
        "CSD/korean/csv/kr002b.csv": "label without audio",
    }


def test_labels_that_are_not_utf_8_reject_their_song_alone(copy):
    (copy / "CSD/korean/lyric/kr001a.txt").write_bytes("나비야".encode("cp949"))
    manifest, rejects = index_corpus(corpus_of("csd"), copy)
    reason = dict(rejects.rows())["CSD/korean/wav/kr001a.wav"]
    assert reason.startswith("kr001a.txt: unreadable text")
    assert manifest.height == 4


@pytest.mark.parametrize(
    ("content", "what"), [(None, "missing"), ("[", "unreadable JSON"), ("[]", "no object of songs")]
)
def test_unusable_metadata_is_named(copy, content, what):
    file = copy / "CSD/english/metadata.json"
    file.unlink() if content is None else file.write_text(content)
    with pytest.raises(AudioFlanError, match=what) as caught:
        index_corpus(corpus_of("csd"), copy)
    assert caught.value.where == file


def test_a_folder_without_songs_is_refused(tmp_path):
    with pytest.raises(AudioFlanError, match="nothing found"):
        index_corpus(corpus_of("csd"), tmp_path)
