"""The record's JSON Schema as a fast check."""

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

from audioflan.errors import AudioFlanError

SCHEMA = Path(__file__).resolve().parents[3] / "config" / "schemas" / "record.schema.json"


class RecordChecker:
    """Checks parsed JSON values against a schema file.

    Raises:
        AudioFlanError: the schema file is absent or is no JSON Schema.
    """

    def __init__(self, schema: Path = SCHEMA) -> None:
        try:
            self.schema: dict[str, Any] = orjson.loads(schema.read_bytes())
            self._validator = jsonschema_rs.validator_for(
                self.schema, pattern_options=jsonschema_rs.RegexOptions()
            )
        except (OSError, ValueError) as error:
            raise AudioFlanError(
                f"The record schema cannot be used: {str(error).partition(chr(10))[0]}.",
                where=schema,
                remedy="Restore the file from the repository.",
            ) from error
        self.is_valid = self._validator.is_valid

    def key_order(self, *place: str) -> tuple[str, ...]:
        """Keys of the object at ``place`` in the order that the schema lists them."""
        node = self.schema
        for key in place:
            node = node["properties"][key]
        return tuple(node["properties"])

    def fault(self, value: Any) -> str | None:
        """The first breach of the schema with its place, null when there is none."""
        if self.is_valid(value):
            return None
        error = next(self._validator.iter_errors(value))
        place = "/".join(str(key) for key in error.instance_path)
        return f"{place or 'record'}: {error.message}"


@cache
def record_checker() -> RecordChecker:
    """The checker of the schema that ships with the project."""
    return RecordChecker()
