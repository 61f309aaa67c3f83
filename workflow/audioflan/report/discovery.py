"""Names of the report's sections. Standard library only: the workflow file asks for them."""

from pathlib import Path

FOLDER = Path(__file__).with_name("sections")


def section_names() -> list[str]:
    """The modules of ``sections/``, each of which writes the table ``<name>.tsv``."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")


def section_modules() -> list[str]:
    """Dotted names of the modules of ``sections/``."""
    return [f"audioflan.report.sections.{name}" for name in section_names()]
