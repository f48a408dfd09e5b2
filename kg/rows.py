"""Tables that users write: tab-separated rows under a line that names the columns, `#` for comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line, its number, and the place for messages: `decisions.tsv:2`."""

    number: int
    place: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of table: its columns, and the error to raise for a file that is none; the message names file and line."""

    columns: tuple[str, ...]
    error: type[ValueError]

    def read(self, path: Path) -> list[Row]:
        """The rows of a file, in its order."""
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise self.error(f"{path.name}: cannot be read: {error}") from error
        return self.parse(text, path.name)

    def parse(self, text: str, place: str) -> list[Row]:
        """The rows of a table's text; `place` names it in errors.

        >>> Table(("name", "kind"), ValueError).parse("name\\tkind\\n# all\\nASEAN\\tbloc\\n", "x.tsv")
        [Row(number=3, place='x.tsv:3', cells=('ASEAN', 'bloc'))]
        """
        rows = list(_rows(text, place))
        if not rows or rows[0].cells != self.columns:
            line = rows[0].place if rows else f"{place}:1"
            raise self.error(f"{line}: the first line must name the columns: {' '.join(self.columns)}")
        for row in rows[1:]:
            if len(row.cells) != len(self.columns):
                found = f"{len(row.cells)} cells where there should be {len(self.columns)}"
                raise self.error(f"{row.place}: {found}: check the tabs")
        return rows[1:]


def _rows(text: str, place: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield Row(number, f"{place}:{number}", tuple(cell.strip() for cell in line.split("\t")))
