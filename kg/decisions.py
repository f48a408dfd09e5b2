"""What people decided about the merging, kept in `decisions.tsv`: same, different, drop, rename."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.records import Decision
from kg.rows import Row, Table

VERDICTS = ("same", "different", "drop", "rename")


class DecisionError(ValueError):
    """A row of decisions.tsv cannot be used; the message names file and line."""


TABLE = Table(("verdict", "left", "right", "who", "when", "why"), DecisionError)
Decided = Sequence[tuple[Row, Decision]]


def read_decisions(path: Path | str) -> tuple[Decision, ...]:
    """The decisions of a file, in its order.

    Raises DecisionError for a row that cannot be read, or that contradicts another.
    """
    decided = [(row, _decision(row)) for row in TABLE.read(Path(path))]
    _check_contradictions(decided)
    return tuple(decision for _, decision in decided)


def decision_line(decision: Decision) -> str:
    """A decision as a line of the file."""
    cells = (decision.verdict, decision.left, decision.right, decision.who, decision.when, decision.why)
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def _decision(row: Row) -> Decision:
    decision = Decision(*row.cells)
    if fault := _fault(decision):
        raise DecisionError(f"{row.place}: {fault}")
    return decision


def _fault(decision: Decision) -> str:
    """What is wrong with a row by itself, and what to write; empty where nothing is."""
    verdict, left, right = decision.verdict, decision.left, decision.right
    if verdict not in VERDICTS:
        return f"verdict '{verdict}': write {', '.join(VERDICTS[:-1])} or {VERDICTS[-1]}"
    if not left:
        return "the second cell is empty: name what the decision is about"
    if verdict == "drop" and right:
        return "drop takes one name: leave the third cell empty"
    if verdict != "drop" and not right:
        return f"{verdict} takes two names: fill the third cell"
    return f"'{left}' stands on both sides" if verdict != "rename" and left == right else ""


def name_slug(name: str) -> str:
    """What a name and the id that it gives have in common.

    >>> name_slug("Ann Lee"), name_slug("person-ann-lee")
    ('ann-lee', 'ann-lee')
    """
    from kg.names import slug  # it loads the name tools, which `kg --help` has no use for

    return slug(name).removeprefix("person-").removeprefix("organization-")


def _check_contradictions(decided: Decided) -> None:
    groups = _same_groups(decided)
    renamed: dict[str, tuple[Row, Decision]] = {}
    for row, decision in decided:
        chain = groups.get(name_slug(decision.left), set())
        if decision.verdict == "different" and name_slug(decision.right) in chain:
            lines = sorted(n.number for n, one in decided if one.verdict == "same" and name_slug(one.left) in chain)
            pair = f"'{decision.left}' and '{decision.right}'"
            raise DecisionError(f"{row.place}: {pair} are told to be one by {_lines(lines)}: delete one row")
        if decision.verdict == "rename":
            first, earlier = renamed.setdefault(name_slug(decision.left), (row, decision))
            if earlier.right != decision.right:
                told = f"'{decision.left}' is renamed otherwise in line {first.number}"
                raise DecisionError(f"{row.place}: {told}: delete one row")


def _same_groups(decided: Decided) -> dict[str, set[str]]:
    """What each name is told to be one with, chains followed."""
    groups: dict[str, set[str]] = {}
    for _, decision in decided:
        if decision.verdict == "same":
            left, right = name_slug(decision.left), name_slug(decision.right)
            joined = groups.get(left, {left}) | groups.get(right, {right})
            groups.update(dict.fromkeys(joined, joined))
    return groups


def _lines(numbers: Sequence[int]) -> str:
    return ("line " if len(numbers) == 1 else "lines ") + ", ".join(map(str, numbers))
