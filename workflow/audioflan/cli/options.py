"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.catalog.plan import Plan

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="Configuration file; config/config.yaml when not given."),
]
BuildOption = Annotated[Path, typer.Option("--build", help="Build folder of the workflow.")]
ShardsOption = Annotated[Path, typer.Option("--shards", help="Shard folder of the workflow.")]


def read_plan(config: Path | None) -> Plan:
    """The plan of a configuration file (of the project's own when none is given)."""
    local = Path("config/config.yaml")
    path = config or (local if local.is_file() else HOME / local)
    catalog = Catalog.load(HOME)
    return Plan(catalog, catalog.read_config(path))
