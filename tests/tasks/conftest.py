from collections.abc import Callable
from pathlib import Path

import pytest
from taskbench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def bench_factory(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Bench]:
    """A fresh bench a call, for property tests."""
    return lambda: Bench(tmp_path_factory.mktemp("bench"))
