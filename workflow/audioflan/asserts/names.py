"""Names of the asserts. Standard library only: the workflow file asks for them."""

from pathlib import Path

FOLDER = Path(__file__).with_name("checks")
FAIL, WARN, OFF = "fail", "warn", "off"


def assert_names() -> list[str]:
    """The modules of ``checks/``, each of which is one assert."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")


def assert_modules() -> list[str]:
    """Dotted names of the modules of ``checks/``."""
    return [f"audioflan.asserts.checks.{name}" for name in assert_names()]
