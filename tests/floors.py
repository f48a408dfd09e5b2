"""Floors: the figures on the gold below which no change may fall. `python -m tests.floors` shows where they stand.

`--raise` writes every figure that has become better to floors.json; a floor is lowered with `--lower` alone, on
purpose and with a reason in the commit. A floor belongs to the gold it was measured on: its digest stands beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.scoring.figures import Figure, Share
from kg.scoring.gold import gold_files

GOLD = Path(__file__).parent / "gold"
FILE = Path(__file__).parent / "floors.json"
PARTS = ("dev", "train")
PRECISION = 3  # decimals of a floor: a change in one slot of a thousand is seen
PINNED = [
    "event",
    "event.Meeting",
    "event.Tariff",
    "event.Ceasefire",
    "slot",
    "slot.date",
    "slot.announcedDate",
    "slot.effectiveDate",
    "slot.startDate",
    "status",
    "coref",
    "coref.aligned",
    "links",
    "persons",
    "persons.represents",
    "persons.title",
    "evidence",
    "quotes",
]
CEILINGS = frozenset({"false"})  # less is better


class FloorError(ValueError):
    """The file of floors does not fit the gold."""


@dataclass(frozen=True, slots=True)
class Floors:
    """What is pinned for one part of the gold: a digest of its files, and the figures."""

    digest: str
    figures: Mapping[str, float]


def digest_of(folder: Path) -> str:
    """A hash of the gold files of a folder, names and content."""
    found = hashlib.sha256()
    for path in gold_files(folder):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def pinned(figures: Mapping[str, Figure]) -> dict[str, float]:
    """The figures that have floors, shares by their F1, rounded to the side that does not flatter."""
    event = figures["event"]
    assert isinstance(event, Share)
    values = {name: _value(figures[name]) for name in PINNED} | {"event.precision": event.precision}
    scale = 10**PRECISION
    floors = {name: math.floor(value * scale) / scale for name, value in sorted(values.items())}
    return floors | {name: math.ceil(_value(figures[name]) * scale) / scale for name in sorted(CEILINGS)}


def _value(figure: Figure) -> float:
    return figure.f1 if isinstance(figure, Share) else float(figure)


def breaches(floors: Floors, digest: str, figures: Mapping[str, float]) -> Iterator[str]:
    """What is wrong with the figures, a line each; nothing where all floors hold."""
    if floors.digest != digest:
        yield f"the gold is another than that of the floors (digest {digest}, floors {floors.digest}): measure anew"
        return
    for name in sorted(set(floors.figures) ^ set(figures)):
        yield f"{name}: {'no floor for it' if name in figures else 'no such figure'}"
    for name in sorted(set(floors.figures) & set(figures)):
        if is_worse(name, figures[name], floors.figures[name]):
            bound = "ceiling" if name in CEILINGS else "floor"
            yield f"{name}: {figures[name]:.3f}, {bound} {floors.figures[name]:.3f}"


def is_worse(name: str, figure: float, floor: float) -> bool:
    """True below a floor, or above a ceiling."""
    return figure > floor if name in CEILINGS else figure < floor


def moved(floors: Floors | None, digest: str, figures: Mapping[str, float], *, lower: bool) -> Floors:
    """The floors after this measurement: raised where a figure is better; all as measured with `lower`.

    Raises FloorError where the gold has changed and `lower` is not given.
    """
    if lower or floors is None:
        return Floors(digest, dict(figures))
    if floors.digest != digest:
        raise FloorError("the gold has changed: the floors can only be set anew, with --lower")
    kept = {
        name: floors.figures[name] if name in floors.figures and is_worse(name, value, floors.figures[name]) else value
        for name, value in figures.items()
    }
    return Floors(digest, kept)


def read_floors(path: Path = FILE) -> dict[str, Floors]:
    """The floors by part of the gold."""
    parts: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return {part: Floors(pinned["digest"], pinned["figures"]) for part, pinned in parts.items()}


def write_floors(floors: Mapping[str, Floors], path: Path = FILE) -> None:
    """The floors as JSON, sorted."""
    parts = {part: {"digest": each.digest, "figures": dict(each.figures)} for part, each in floors.items()}
    path.write_text(json.dumps(parts, indent=1, sort_keys=True) + "\n", "utf-8")


def measure(part: str) -> dict[str, float]:
    """The pinned figures of a part of the gold, as kg is now."""
    from kg.evaluate import evaluate

    return pinned(evaluate(GOLD / part).figures)


def main() -> int:
    """Show, and with an option move, the floors; exit code 1 where one does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", action="store_true", dest="higher", help="pin figures that became better")
    parser.add_argument("--lower", action="store_true", help="pin all figures as they are, also the worse ones")
    options = parser.parse_args()
    floors, failed = read_floors(), 0
    for part in PARTS:
        digest, figures = digest_of(GOLD / part), measure(part)
        if options.higher or options.lower:
            floors[part] = moved(floors.get(part), digest, figures, lower=options.lower)
        failed += _show(part, floors.get(part), digest, figures)
    if options.higher or options.lower:
        write_floors(floors)
    return 1 if failed else 0


def _show(part: str, floors: Floors | None, digest: str, figures: Mapping[str, float]) -> int:
    """Print figures and floors side by side; how many floors do not hold."""
    for name, value in figures.items():
        floor = floors.figures.get(name) if floors else None
        print(f"{part:6s} {name:22s} {value:.3f}  floor {'none' if floor is None else f'{floor:.3f}'}")
    wrong = list(breaches(floors, digest, figures)) if floors else [f"no floors for {part}"]
    print(*(f"{part}: {line}" for line in wrong), sep="\n", end="\n" if wrong else "")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
