"""What people decided about the merging, kept in `decisions.tsv`: same, different, drop, rename."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.records import Decision

COLUMNS = ("verdict", "left", "right", "who", "when", "why")
VERDICTS = ("same", "different", "drop", "rename")

Row = tuple[int, Decision]  # with the number of its line


class DecisionError(ValueError):
    """A row of decisions.tsv cannot be used; the message names file and line."""


def read_decisions(path: Path | str) -> tuple[Decision, ...]:
    """The decisions of a file, in its order.

    Raises DecisionError for a row that cannot be read, or that contradicts another.
    """
    place = Path(path)
    try:
        text = place.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(f"{place.name}: cannot be read: {error}") from error
    rows = parse_decisions(text, place.name)
    _check_contradictions(rows, place.name)
    return tuple(decision for _, decision in rows)


def parse_decisions(text: str, place: str) -> list[Row]:
    """The rows of a file's text with their line numbers; `#` starts a comment.

    >>> text = "verdict\\tleft\\tright\\twho\\twhen\\twhy\\nsame\\ta\\tb\\tme\\t2026-01-02\\t"
    >>> parse_decisions(text, "decisions.tsv")[0][1].verdict
    'same'
    """
    numbered = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if numbered and tuple(numbered[0][1].split("\t")) != COLUMNS:
        raise DecisionError(f"{place}:{numbered[0][0]}: the first line must name the columns: {' '.join(COLUMNS)}")
    return [(number, _decision(line, f"{place}:{number}")) for number, line in numbered[1:]]


def decision_line(decision: Decision) -> str:
    """A decision as a line of the file."""
    cells = (decision.verdict, decision.left, decision.right, decision.who, decision.when, decision.why)
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def _decision(line: str, place: str) -> Decision:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        raise DecisionError(f"{place}: {len(cells)} cells where there should be {len(COLUMNS)}: check the tabs")
    decision = Decision(*cells)
    if decision.verdict not in VERDICTS:
        raise DecisionError(
            f"{place}: verdict '{decision.verdict}': write {', '.join(VERDICTS[:-1])} or {VERDICTS[-1]}"
        )
    if not decision.left:
        raise DecisionError(f"{place}: the second cell is empty: name what the decision is about")
    if decision.verdict == "drop" and decision.right:
        raise DecisionError(f"{place}: drop takes one name: leave the third cell empty")
    if decision.verdict != "drop" and not decision.right:
        raise DecisionError(f"{place}: {decision.verdict} takes two names: fill the third cell")
    if decision.verdict != "rename" and decision.left == decision.right:
        raise DecisionError(f"{place}: '{decision.left}' stands on both sides")
    return decision


def _check_contradictions(rows: Sequence[Row], place: str) -> None:
    groups = _same_groups(rows)
    renamed: dict[str, Row] = {}
    for number, decision in rows:
        if decision.verdict == "different" and (chain := groups.get(decision.left)) and decision.right in chain:
            lines = sorted(line for line, other in rows if other.verdict == "same" and other.left in chain)
            pair = f"'{decision.left}' and '{decision.right}'"
            raise DecisionError(f"{place}:{number}: {pair} are told to be one by {_lines(lines)}: delete one row")
        if decision.verdict == "rename":
            line, earlier = renamed.setdefault(decision.left, (number, decision))
            if earlier.right != decision.right:
                raise DecisionError(
                    f"{place}:{number}: '{decision.left}' is renamed otherwise in line {line}: delete one row"
                )


def _same_groups(rows: Iterable[Row]) -> dict[str, set[str]]:
    """What each name is told to be one with, chains followed."""
    groups: dict[str, set[str]] = {}
    for _, decision in rows:
        if decision.verdict == "same":
            joined = groups.get(decision.left, {decision.left}) | groups.get(decision.right, {decision.right})
            groups.update(dict.fromkeys(joined, joined))
    return groups


def _lines(numbers: Sequence[int]) -> str:
    return ("line " if len(numbers) == 1 else "lines ") + ", ".join(map(str, numbers))
