"""No figure on the gold falls below its floor; the gate itself is tried with planted figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.floors import (
    CEILINGS,
    FILE,
    GOLD,
    PARTS,
    PINNED,
    FloorError,
    Floors,
    breaches,
    digest_of,
    measure,
    moved,
    read_floors,
    write_floors,
)

FLOORS = Floors("d1", {"event": 0.8, "false": 0.2})


@pytest.mark.parametrize("part", PARTS)
def test_no_figure_is_below_its_floor(part: str) -> None:
    assert list(breaches(read_floors()[part], digest_of(GOLD / part), measure(part))) == []


def test_every_floor_is_a_pinned_figure() -> None:
    names = {*PINNED, *CEILINGS, "event.precision"}
    assert {part: set(floors.figures) for part, floors in read_floors().items()} == dict.fromkeys(PARTS, names)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"event": 0.8, "false": 0.2}, []),
        ({"event": 0.9, "false": 0.1}, []),
        ({"event": 0.799, "false": 0.2}, ["event: 0.799, floor 0.800"]),
        ({"event": 0.8, "false": 0.201}, ["false: 0.201, ceiling 0.200"]),
        ({"event": 0.8}, ["false: no such figure"]),
        ({"event": 0.8, "false": 0.2, "slot": 0.5}, ["slot: no floor for it"]),
    ],
)
def test_the_gate_sees_planted_figures(figures: dict[str, float], expected: list[str]) -> None:
    assert list(breaches(FLOORS, "d1", figures)) == expected


def test_the_gate_does_not_compare_across_corpora() -> None:
    (line,) = breaches(FLOORS, "d2", {"event": 0.9, "false": 0.0})
    assert line == "the gold is another than that of the floors (digest d2, floors d1): measure anew"


def test_raising_lifts_what_is_better_and_keeps_what_is_worse() -> None:
    assert moved(FLOORS, "d1", {"event": 0.9, "false": 0.3}, lower=False).figures == {"event": 0.9, "false": 0.2}
    assert moved(FLOORS, "d1", {"event": 0.7, "false": 0.1}, lower=False).figures == {"event": 0.8, "false": 0.1}


def test_lowering_needs_its_flag() -> None:
    worse = {"event": 0.7, "false": 0.3}
    assert moved(FLOORS, "d1", worse, lower=True).figures == worse


def test_another_gold_needs_the_flag_too() -> None:
    with pytest.raises(FloorError, match="--lower"):
        moved(FLOORS, "d2", FLOORS.figures, lower=False)
    assert moved(FLOORS, "d2", FLOORS.figures, lower=True).digest == "d2"


def test_the_digest_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", "utf-8")
    before = digest_of(tmp_path)
    (tmp_path / "a.json").write_text("{ }", "utf-8")
    assert digest_of(tmp_path) != before


def test_floors_are_read_as_written(tmp_path: Path) -> None:
    write_floors({"dev": FLOORS}, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == {"dev": FLOORS}
    assert FILE.name == "floors.json"
