"""Digests of source code, so that an edit reruns the jobs that run that code and no others.

Snakemake notices a changed script but not a changed package behind it; every rule therefore
carries ``params: code=code_version("audioflan.<room>")``. Standard library only: the workflow
file is parsed in every cluster job.
"""

import ast
import hashlib
from functools import cache
from pathlib import Path

PACKAGE = "audioflan"
DATA = (".yaml", ".json", ".gguf", ".html", ".j2")
SOURCE_ROOT = Path(__file__).resolve().parent.parent


@cache
def code_version(*modules: str) -> str:
    """Digest of the named modules and of all they import from this package (transitively).

    A data file beside a module counts with it when the module names the file in its source.

    Args:
        modules: dotted names, e.g. ``audioflan.corpora.esc50``; a package stands for its
            ``__init__`` alone, not for every module inside it.

    Raises:
        FileNotFoundError: a named module has no source file.
    """
    reached: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module in reached:
            continue
        reached.add(module)
        waiting.extend(_imports(module) - reached)
    digest = hashlib.sha256()
    for module in sorted(reached):
        digest.update(module.encode())
        for path in (_source(module), *_data_files(module)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_bytes(), str(path))))


@cache
def _data_files(module: str) -> tuple[Path, ...]:
    path = _source(module)
    strings = {node.value for node in _nodes(path) if isinstance(node, ast.Constant)}
    names = sorted(name for name in strings if isinstance(name, str) and name.endswith(DATA))
    return tuple(found for name in names if (found := path.with_name(Path(name).name)).is_file())


@cache
def _imports(module: str) -> frozenset[str]:
    path = _source(module)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found: set[str] = set()
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            found.add(base)
            found.update(f"{base}.{alias.name}" for alias in node.names)
    return frozenset(name for name in found if _is_ours(name))


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parents = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*parents, *(node.module or "").split(".")]).strip(".")


def _is_ours(module: str) -> bool:
    if module.partition(".")[0] != PACKAGE:
        return False
    base = SOURCE_ROOT.joinpath(*module.split("."))
    return base.with_suffix(".py").is_file() or (base / "__init__.py").is_file()


def _source(module: str) -> Path:
    base = SOURCE_ROOT.joinpath(*module.split("."))
    flat = base.with_suffix(".py")
    return flat if flat.is_file() else base / "__init__.py"
