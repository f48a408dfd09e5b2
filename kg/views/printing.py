"""Answers for people: tables, and text that no terminal takes for commands."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence

# Escape sequences could rewrite the screen, direction marks could turn a quote round: articles are not trusted.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # wide ones too: a Japanese spreadsheet takes them
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_GAP = re.compile(r"\s+")


def printable(text: str) -> str:
    r"""Text with control and direction characters replaced, safe on any terminal.

    >>> printable("a\x1b[2Jb")
    'a�[2Jb'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Printable text with every gap one space."""
    return printable(_GAP.sub(" ", text).strip())


def shortened(text: str, longest: int = 80) -> str:
    """Somebody's words as a message repeats them: one line, and not all of it.

    >>> shortened("a\\nb"), shortened("abcdef", 3)
    ('a b', 'abc…')
    """
    told = one_line(text)
    return told if len(told) <= longest else told[:longest] + "…"


def write_text(text: str) -> None:
    """Print a text for programs: as it is, but for what a terminal would take for commands, if it goes to one."""
    sys.stdout.write(printable(text) if sys.stdout.isatty() else text)


def table_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in plain aligned columns, for pipes and files.

    >>> print(table_text(["who", "n"], [["Norway", "2"]]))
    who     n
    Norway  2
    """
    lines = [list(columns)] + [[one_line(cell) for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table: drawn on a terminal, plain in a pipe."""
    if not sys.stdout.isatty():
        print(table_text(columns, rows))
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*columns, box=SIMPLE_HEAD, header_style="bold")
    for row in rows:
        drawn.add_row(*(Text(one_line(cell)) for cell in row))
    Console().print(drawn)


def harmless(cell: str) -> str:
    """The cell, with an apostrophe in front where a spreadsheet would take it for a formula.

    >>> harmless("=HYPERLINK(1)"), harmless("-5"), harmless("salmon")
    ("'=HYPERLINK(1)", '-5', 'salmon')
    """
    risky = cell.lstrip().startswith(_FORMULA) or cell.startswith(("\t", "\r", "\n"))
    return f"'{cell}" if risky and not _NUMBER.fullmatch(cell) else cell


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV (RFC 4180, but with plain line ends), no cell of which a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def json_text(rows: Iterable[Mapping[str, object]]) -> str:
    """A table as a JSON list of objects, readable."""
    return json.dumps(list(rows), ensure_ascii=False, indent=2) + "\n"


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], form: str) -> None:
    """Print a table as `table`, `csv` or `json`."""
    if form == "csv":
        write_text(csv_text(columns, rows))
    elif form == "json":
        write_text(json_text(dict(zip(columns, row, strict=True)) for row in rows))
    else:
        print_table(columns, rows)
