"""How long, by what means, about what, on what occasion: one line is one case."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.finding.circumstances import of_ceasefire, of_meeting
from kg.finding.scene import lay_out
from kg.finding.triggers import find_triggers
from kg.records import Argument, Article

PATH = Path(__file__).with_name("circumstances.txt")
LINES = [line for line in PATH.read_text("utf-8").splitlines() if line[:1] != "#"]
FINDERS = {"meeting": of_meeting, "ceasefire": of_ceasefire}


def told(kind: str, text: str) -> str:
    """What the triggers of a text tell, slot by slot, written as in the cases."""
    article = Article("a", text, published="2025-05-12")
    scene = lay_out(annotate(article), article)
    found = [one for trigger in find_triggers(scene.doc, kind) for one in FINDERS[kind](scene, trigger) if one.span]
    return "; ".join(dict.fromkeys(f"{one.slot}={one.value}" for one in sorted(found, key=_order)))


def _order(one: Argument) -> tuple[str, int]:
    return one.slot, one.span.start if one.span else 0


@pytest.mark.parametrize("line", LINES)
def test_circumstances(line: str) -> None:
    kind, text, expected = (part.strip() for part in (line + " ").split(" |", 2))
    assert told(kind, text) == expected


@pytest.mark.parametrize("kind", sorted(FINDERS))
def test_the_words_of_a_value_stand_where_it_says(kind: str) -> None:
    text = "Peru and Chile agreed on a 60-day truce in talks on fishing rights on the margins of the G20 summit."
    article = Article("a", text)
    scene = lay_out(annotate(article), article)
    found = [one for trigger in find_triggers(scene.doc, kind) for one in FINDERS[kind](scene, trigger)]
    texts = [one for one in found if one.slot in {"topic", "occasion"}]
    assert [one.span.cut(text) for one in texts if one.span] == [one.value for one in texts]


def test_no_case_is_lost() -> None:
    assert len(LINES) == 74


def test_a_wrong_expectation_is_seen() -> None:
    assert told("ceasefire", "Hamas proposed a 60-day truce.") != "durationDays=6"
