"""Every gold line: what it marks is found just so, what it rules out is not, and a known gap is still one."""

from __future__ import annotations

import pytest

from kg.extract import extract
from tests.gold_lines import GoldLine, counts, gold_line_files, read_lines, verdict_of

LINES = [line for path in gold_line_files() for line in read_lines(path)]

# How many cases there are: a line that is lost, or not read, is seen here.
COUNTS = {
    "ceasefire": {"+": 228, "-": 38, "?": 15},
    "meeting": {"+": 232, "-": 40, "?": 15},
    "tariff": {"+": 215, "-": 54, "?": 8},
}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.place)
def test_gold_line(line: GoldLine) -> None:
    assert verdict_of(line, extract(line.article).events) is None


def test_the_number_of_gold_lines_is_pinned() -> None:
    assert {path.stem: counts(read_lines(path)) for path in gold_line_files()} == COUNTS
