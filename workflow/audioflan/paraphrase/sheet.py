"""Review sheets: CSV that spreadsheets open, fill in and save without harm to either side."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from audioflan.errors import AudioFlanError
from audioflan.files import write_bytes
from audioflan.paraphrase.review import BAD, GOOD, REASONS, Item, Verdict

COLUMNS = ("task", "id", "seed", "text", "verdict", "reason", "reviewer")
NEEDED = frozenset({"task", "id", "verdict"})
VERDICTS = {
    **dict.fromkeys(("y", "yes", "good", "1", "true"), GOOD),
    **dict.fromkeys(("n", "no", "bad", "0", "false"), BAD),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """A sheet read back; ``rows = verdicts + blank + refused``."""

    rows: int
    verdicts: Mapping[str, list[Verdict]]
    blank: int
    refused: list[dict[str, str]]


def write_sheet(items: Iterable[Item], reviewer: str, path: Path) -> int:
    """Write a sheet to fill in; return its rows. Cells that a program might run are quoted."""
    rows = [(item.task, item.id, item.seed, item.text, "", "", reviewer) for item in items]
    _write(COLUMNS, rows, path)
    return len(rows)


def read_sheet(path: Path, pools: Mapping[str, Iterable[Item]], reviewer: str) -> Sheet:
    """Read a filled sheet; delimiter and marks are those of any spreadsheet.

    Args:
        path: CSV with at least the columns ``task, id, verdict``.
        pools: paraphrases by task.
        reviewer: whose verdicts they are where a row does not say.

    Raises:
        AudioFlanError: no such file, not UTF-8, or a column is missing.
    """
    rows = _rows(path)
    known = {(task, item.id): item for task, items in pools.items() for item in items}
    verdicts: dict[str, list[Verdict]] = {}
    blank, refused = 0, []
    for row in rows:
        item, said = known.get((row["task"], row["id"])), row["verdict"].lower()
        if not said:
            blank += 1
        elif item is None:
            refused.append({**row, "refusal": "no such paraphrase in the pool"})
        elif said not in VERDICTS:
            refused.append({**row, "refusal": f"'{row['verdict']}' is neither y nor n"})
        else:
            verdict = VERDICTS[said]
            reason = _reason(row.get("reason", "")) if verdict == BAD else ""
            who = row.get("reviewer") or reviewer
            verdicts.setdefault(item.task, []).append(
                Verdict(item.id, who, verdict, reason, item.text)
            )
    return Sheet(len(rows), verdicts, blank, refused)


def write_refused(sheet: Sheet, path: Path) -> None:
    """Write the rows that were no verdicts, each with its ``refusal``."""
    columns = list(sheet.refused[0])
    _write(columns, [[row.get(name, "") for name in columns] for row in sheet.refused], path)


def _write(columns: Iterable[str], rows: Iterable[Iterable[str]], path: Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    # Without the mark at its head, spreadsheets take UTF-8 for something older.
    write_bytes(path, text.getvalue().encode("utf-8-sig"))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise AudioFlanError("cannot read the sheet", where=path) from problem
    except UnicodeDecodeError as problem:
        remedy = "save it as CSV in UTF-8."
        raise AudioFlanError("the sheet is not UTF-8", where=path, remedy=remedy) from problem
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    missing = NEEDED - set(reader.fieldnames or ())
    if missing:
        what = f"the sheet lacks the columns {', '.join(sorted(missing))}"
        raise AudioFlanError(what, where=path, line=1, remedy="keep the first row as written.")
    return [
        {name: value.strip() for name, value in row.items() if isinstance(name, str)}
        for row in reader
    ]


def _reason(said: str) -> str:
    return REASONS.get(said.lower(), said.removeprefix("'") or REASONS["o"])
