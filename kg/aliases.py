"""Names that a user knows for sure: `aliases.tsv` with name, kind and Wikidata item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kg.records import Alias, Kind

COLUMNS = ("name", "kind", "wikidata")
_ITEM = re.compile(r"Q[1-9]\d*")


class AliasError(ValueError):
    """A row of aliases.tsv cannot be used; the message names file and line."""


def read_aliases(path: Path | str) -> tuple[Alias, ...]:
    """The names of a file, in its order.

    Raises AliasError for a row that cannot be read, or that contradicts another.
    """
    place = Path(path)
    try:
        text = place.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AliasError(f"{place.name}: cannot be read: {error}") from error
    return parse_aliases(text, place.name)


def parse_aliases(text: str, place: str) -> tuple[Alias, ...]:
    """The rows of a file's text; `#` starts a comment.

    >>> parse_aliases("name\\tkind\\twikidata\\nASEAN\\torganization\\tQ7768\\n", "aliases.tsv")[0].wikidata
    'Q7768'
    """
    rows = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not rows or tuple(rows[0][1].split("\t")) != COLUMNS:
        line = rows[0][0] if rows else 1
        raise AliasError(f"{place}:{line}: the first line must name the columns: {' '.join(COLUMNS)}")
    numbered = [(number, _alias(line, f"{place}:{number}")) for number, line in rows[1:]]
    _check(numbered, place)
    return tuple(alias for _, alias in numbered)


def _alias(line: str, place: str) -> Alias:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        raise AliasError(f"{place}: {len(cells)} cells where there should be {len(COLUMNS)}: check the tabs")
    name, kind, wikidata = cells
    if not name:
        raise AliasError(f"{place}: no name: fill the first cell")
    if kind not in {*Kind}:
        raise AliasError(f"{place}: kind '{kind}': write {', '.join(sorted(Kind))}")
    if not _ITEM.fullmatch(wikidata):
        raise AliasError(f"{place}: '{wikidata}' is no Wikidata item: write Q and digits")
    return Alias(name, Kind(kind), wikidata)


def _check(rows: Sequence[tuple[int, Alias]], place: str) -> None:
    """No name of one kind may stand for two items."""
    known: dict[tuple[str, Kind], tuple[int, str]] = {}
    for number, alias in rows:
        line, item = known.setdefault((alias.name.casefold(), alias.kind), (number, alias.wikidata))
        if item != alias.wikidata:
            raise AliasError(f"{place}:{number}: '{alias.name}' is {item} in line {line}: delete one row")
