import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

HOME = Path(__file__).resolve().parents[1]
DEAR = ("built", "gguf")
"""Fixtures that take long to make: one worker runs all tests of each."""
LONG = "workflow"
"""Folder of the longest tests: they begin first, a file a worker."""

# A busy machine makes an example slow, not wrong. Continuous integration judges what was changed:
# new examples are looked for everywhere else.
settings.register_profile(
    "project",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")

os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(HOME / "workflow"), *filter(None, [os.environ.get("PYTHONPATH")])]
)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: room(item) != LONG)
    for item in items:
        dear = next((name for name in DEAR if name in item.fixturenames), None)
        group = dear or (item.path.stem if room(item) == LONG else None)
        if group is not None:
            item.add_marker(pytest.mark.xdist_group(group))


def room(item):
    """Folder of tests that an item lies in."""
    return item.path.relative_to(HOME / "tests").parts[0]
