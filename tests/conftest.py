import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

HOME = Path(__file__).resolve().parents[1]
# Their session fixtures are dear (a whole build, a loaded model): one worker runs them all.
ONE_WORKER = ("workflow", "paraphrase")

# A busy machine makes an example slow, not wrong.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(HOME / "workflow"), *filter(None, [os.environ.get("PYTHONPATH")])]
)


def pytest_collection_modifyitems(items):
    for item in items:
        room = item.path.relative_to(HOME / "tests").parts[0]
        if room in ONE_WORKER:
            item.add_marker(pytest.mark.xdist_group(room))
