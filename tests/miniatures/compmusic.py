"""Saraga in little: both traditions, both namings of the mix, annotations with every fault."""

import json
from pathlib import Path
from typing import Any

from tests.miniatures.sound import write_garbage, write_tone

CARNATIC, HINDUSTANI = "saraga1.5_carnatic", "saraga1.5_hindustani"
KRITI = f"{CARNATIC}/Live at Arkay by A. Singer/Made Up Kriti/Made Up Kriti"
GANGE = f"{CARNATIC}/Chaitra at Arkay by Chaitra/Gange/Chaitra - Gange"
BARE = f"{CARNATIC}/Chaitra at Arkay by Chaitra/Ālāpana/Ālāpana"
THUMRI = f"{HINDUSTANI}/New Signature by B. Player/Irani Thumri/Irani Thumri"
TWICE = f"{HINDUSTANI}/New Signature by B. Player/Twice/Twice"
GONE = f"{HINDUSTANI}/New Signature by B. Player/Gone/Gone"
LONE = f"{CARNATIC}/Chaitra at Arkay by Chaitra/Lone/Lone"
TORN = f"{CARNATIC}/Chaitra at Arkay by Chaitra/Torn/Torn"
ARCHIVES = {
    "saraga1.5_carnatic.zip": [f"{CARNATIC}/*"],
    "saraga1.5_hindustani.zip": [f"{HINDUSTANI}/*"],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking both archives gives."""
    _write_kriti(folder)
    _write_thumri(folder)
    _mp3(folder, f"{GANGE}.mp3", 12.0)
    _json(folder, GANGE, _carnatic("22222222-b", "Gange", raaga=[], taala=[], form=[]))
    (folder / f"{GANGE}.tempo-manual.txt").write_text("NaN, -1, NaN, -1, 4\n")
    (folder / f"{GANGE}.sections-manual-p.txt").write_text("0\t1\nfive\t1\t2\tPallavi\n")
    _mp3(folder, f"{BARE}.mp3.mp3", 12.0)
    _json(folder, BARE, "{")
    _mp3(folder, f"{LONE}.mp3.mp3", 12.0)
    for name in (f"{TWICE}.mp3.mp3", f"{TWICE} again.mp3"):
        _mp3(folder, name, 12.0)
    _json(folder, TWICE, _hindustani("44444444-d", "Twice"))
    _json(folder, GONE, _hindustani("55555555-e", "Gone"))
    write_garbage(folder / f"{TORN}.mp3.mp3")
    _json(folder, TORN, _carnatic("66666666-f", "Torn"))


def _write_kriti(folder: Path) -> None:
    _mp3(folder, f"{KRITI}.mp3.mp3", 73.0)
    for track in ("vocal", "mridangam-left"):
        _mp3(folder, f"{KRITI}.multitrack-{track}.mp3", 0.5)
    _json(folder, KRITI, _carnatic("11111111-a", "Made Up Kriti"))
    (folder / f"{KRITI}.tempo-manual.txt").write_text("310.0, 77.5, 6.19, 8, 4\n")
    sections = "0.0\t1\t31.5\tPallavi\n31.5\t1\t20.0\t-\n51.5\t1\t30.0\tCaraṇam\n"
    (folder / f"{KRITI}.sections-manual-p.txt").write_text(sections, encoding="utf-8")
    (folder / f"{KRITI}.sama-manual.txt").write_text("")
    (folder / f"{KRITI}.ctonic.txt").write_text("146.8320313")


def _write_thumri(folder: Path) -> None:
    _mp3(folder, f"{THUMRI}.mp3.mp3", 60.0)
    _json(folder, THUMRI, _hindustani("33333333-c", "Irani Thumri"))
    tempi = "60.2, 0.996, 15.94, 16, 0.0, 31.0\n120.4, 0.498, 7.97, 16, 31.0, 60.0\n"
    (folder / f"{THUMRI}.tempo-manual.txt").write_text(tempi)
    sections = "0.0,1,31.0,Ālāp\n31.0,1,29.0,Khyāl (drut, ēktāl)\n"
    (folder / f"{THUMRI}.sections-manual-p.txt").write_text(sections, encoding="utf-8")


def _mp3(folder: Path, name: str, seconds: float) -> None:
    write_tone(folder / name, seconds)


def _json(folder: Path, recording: str, value: dict[str, Any] | str) -> None:
    path = folder / f"{recording}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")


def _artist(name: str, instrument: str, lead: bool) -> dict[str, Any]:
    return {"artist": {"name": name}, "instrument": {"name": instrument}, "lead": lead}


def _carnatic(mbid: str, title: str, **other: Any) -> dict[str, Any]:
    artists = [_artist("M. Drum", "Mridangam", False), _artist("A. Singer", "Voice", True)]
    return {
        "mbid": mbid,
        "title": title,
        "length": 73000,
        "artists": artists,
        "raaga": [{"uuid": "c", "name": "Kāṁbhōji", "common_name": "kamboji"}],
        "taala": [{"uuid": "d", "name": "Rūpaka", "common_name": "rupaka"}],
        "form": [{"name": "Kriti"}],
        "album_artists": [{"mbid": "a", "name": "A. Singer"}],
        **other,
    }


def _hindustani(mbid: str, title: str) -> dict[str, Any]:
    return {
        "mbid": mbid,
        "title": title,
        "length": 60000,
        "artists": [_artist("B. Player", "Voice", True)],
        "raags": [{"common_name": "Bhairabi", "name": "Bhairavi"}],
        "taals": [],
        "layas": [{"common_name": "Vilambit", "name": "Vilaṁbit"}],
        "forms": [{"common_name": "Thumri", "name": "ṭhumri"}],
        "release": [{"title": "New Signature"}],
        "album_artists": [],
    }
