"""MusicCaps in little: the table with its quotes and lists, clips by both namings."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

HEADER = (
    "ytid,start_s,end_s,audioset_positive_labels,aspect_list,caption,"
    "author_id,is_balanced_subset,is_audioset_eval\n"
)
ROWS = """\
-kAbCdEfGh1,30,40,"/m/04rlf,/m/0dq","['slow', ""x's""]","A ""soft"" piano, rain.",4,False,True
BbBbBbBbB_2,0,10,/m/04rlf,['drums'],A drum loop plays fast.,0,True,False
CcCcCcCcC-3,10,20,/m/04rlf,"['flute', 'forest']","A flute plays
in a forest.",3,False,False
DdDdDdDdDd4,2,3,/m/04rlf,"['torn",A harp is plucked.,1,False,False
EeEeEeEeEe5,5,15,/m/04rlf,[],,1,False,True
FfFfFfFfFf6,40,30,/m/04rlf,[],The span runs backwards.,1,False,True
GgGgGgGgGg7,1,11,/m/04rlf,[],A video that is gone.,1,False,True
HhHhHhHhHh8,0,10,/m/04rlf,[],Only half a line
IiIiIiIiIi9,0,10,/m/04rlf,[],This clip cannot be read.,1,False,True
JjJjJjJjJj0,30,33,/m/04rlf,[],This video is too short.,1,False,True
"""
ARCHIVES = {
    "musiccaps-public.csv": ["musiccaps-public.csv"],
    "musiccaps_audio.tar": {"members": ["audio/*"], "strip": "audio/"},
}


def build(folder: Path) -> None:
    """Write the table and the clips that a person cut."""
    (folder / "musiccaps-public.csv").write_text(HEADER + ROWS, encoding="utf-8")
    audio = folder / "audio"
    write_tone(audio / "-kAbCdEfGh1.wav", 0.5, rate=44100, channels=2)
    write_tone(audio / "[BbBbBbBbB_2]-[0-10].wav", 0.5, rate=44100, channels=2)
    write_tone(audio / "CcCcCcCcC-3.flac", 0.5)
    write_tone(audio / "DdDdDdDdDd4.wav", 7.0)
    write_tone(audio / "EeEeEeEeEe5.wav", 0.5)
    write_tone(audio / "FfFfFfFfFf6.wav", 0.5)
    write_garbage(audio / "IiIiIiIiIi9.wav")
    write_tone(audio / "JjJjJjJjJj0.wav", 9.0)
    write_tone(audio / "jingle.wav", 0.5)
