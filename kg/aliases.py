"""Names that a user knows for sure: `aliases.tsv` with name, kind and Wikidata item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.records import Alias, Kind
from kg.rows import Row, Table

_ITEM = re.compile(r"Q[1-9][0-9]*")


class AliasError(ValueError):
    """A row of aliases.tsv cannot be used; the message names file and line."""


TABLE = Table(("name", "kind", "wikidata"), AliasError)


def read_aliases(path: Path | str) -> tuple[Alias, ...]:
    """The names of a file, in its order.

    Raises AliasError for a row that cannot be read, or that contradicts another.
    """
    return _aliases(TABLE.read(Path(path)))


def parse_aliases(text: str, place: str) -> tuple[Alias, ...]:
    """The rows of a file's text; `#` starts a comment.

    >>> parse_aliases("name\\tkind\\twikidata\\nASEAN\\torganization\\tQ7768\\n", "aliases.tsv")[0].wikidata
    'Q7768'
    """
    return _aliases(TABLE.parse(text, place))


def _aliases(rows: Sequence[Row]) -> tuple[Alias, ...]:
    aliases = tuple(map(_alias, rows))
    _check(zip(rows, aliases, strict=True))
    return aliases


def _alias(row: Row) -> Alias:
    name, kind, wikidata = row.cells
    if not name:
        raise AliasError(f"{row.place}: no name: fill the first cell")
    if kind not in {*Kind}:
        raise AliasError(f"{row.place}: kind '{kind}': write {', '.join(sorted(Kind))}")
    if not _ITEM.fullmatch(wikidata):
        raise AliasError(f"{row.place}: '{wikidata}' is no Wikidata item: write Q and digits")
    return Alias(name, Kind(kind), wikidata)


def _check(rows: Iterable[tuple[Row, Alias]]) -> None:
    """No name of one kind may stand for two items."""
    known: dict[tuple[str, Kind], tuple[int, str]] = {}
    for row, alias in rows:
        line, item = known.setdefault((alias.name.casefold(), alias.kind), (row.number, alias.wikidata))
        if item != alias.wikidata:
            raise AliasError(f"{row.place}: '{alias.name}' is {item} in line {line}: delete one row")
