import os
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]

os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(HOME / "workflow"), *filter(None, [os.environ.get("PYTHONPATH")])]
)
