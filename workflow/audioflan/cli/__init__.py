"""The ``audioflan`` command: look at what can be built, and at what was built."""

import sys

import typer

from audioflan.cli import catalog, explain, guards, model, review, show, validate
from audioflan.errors import AudioFlanError

app = typer.Typer(
    help="Look at what can be built, and at what was built.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
)
for module in (catalog, show, validate, explain, guards):
    app.command(name=module.__name__.rpartition(".")[2])(module.run)
for group in (review, model):
    app.add_typer(group.app, name=group.__name__.rpartition(".")[2])


def main() -> None:
    """Run the command; an :class:`AudioFlanError` ends it with its one message."""
    try:
        app()
    except AudioFlanError as problem:
        sys.exit(f"error: {problem}")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
