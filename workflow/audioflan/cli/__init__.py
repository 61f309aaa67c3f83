"""The ``audioflan`` command: look at what can be built, and at what was built."""

import sys

import typer

from audioflan.cli import catalog, explain, model, show, validate
from audioflan.errors import AudioFlanError

app = typer.Typer(
    help="Look at what can be built, and at what was built.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
)
for module in (catalog, show, validate, explain):
    app.command(name=module.__name__.rpartition(".")[2])(module.run)
app.add_typer(model.app, name="model")


def main() -> None:
    """Run the command; an :class:`AudioFlanError` ends it with its one message."""
    try:
        app()
    except AudioFlanError as problem:
        sys.exit(f"error: {problem}")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
