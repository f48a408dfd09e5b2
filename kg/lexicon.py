"""Reads and checks the word lists in kg/data: tab-separated tables with a header, `#` for comments."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


class LexiconError(ValueError):
    """A word list is not as it should be; the message names file and line."""


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `kg/data/<name>.tsv`, each a mapping from column to cell.

    Raises LexiconError for a missing file, a row of another length than the header, or the same row twice.
    """
    try:
        text = files("kg").joinpath(f"data/{name}.tsv").read_text("utf-8")
    except FileNotFoundError:
        raise LexiconError(f"{name}.tsv: no such word list in kg/data") from None
    return parse_table(text, f"{name}.tsv")


def parse_table(text: str, place: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table's text; `place` names it in errors.

    >>> parse_table("word\\tpos\\nmeet\\tVERB\\n", "x.tsv")[0]["pos"]
    'VERB'
    """
    numbered = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise LexiconError(f"{place}:1: no header line: write the column names, separated by tabs")
    header = numbered[0][1].split("\t")
    rows: dict[tuple[str, ...], int] = {}
    for number, line in numbered[1:]:
        cells = tuple(line.split("\t"))
        if len(cells) != len(header):
            raise LexiconError(
                f"{place}:{number}: {len(cells)} cells where the header has {len(header)}: check the tabs"
            )
        if cells in rows:
            raise LexiconError(f"{place}:{number}: the same row as line {rows[cells]}: delete one")
        rows[cells] = number
    return tuple(MappingProxyType(dict(zip(header, cells, strict=True))) for cells in rows)


@cache
def words(name: str, column: str = "word") -> frozenset[str]:
    """The cells of one column of a word list.

    Raises LexiconError where the list has no such column.
    """
    rows = table(name)
    if rows and column not in rows[0]:
        raise LexiconError(f"{name}.tsv:1: no column '{column}'")
    return frozenset(row[column] for row in rows)


@cache
def all_words(*names: str) -> frozenset[str]:
    """The words of several lists together."""
    return frozenset().union(*(words(name) for name in names))
