"""Days that an event cannot have as it stands."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.articles import Article
from kg.finding.grouping import Candidate, Group
from kg.finding.scene import lay_out
from kg.finding.timely import timely
from kg.lexicon import table
from kg.records import Argument
from kg.vocab import event_types

ARTICLE = Article(id="a", text="They met.", published="2026-05-15")
DAYS = ("2026-05-14", "2026-05-15", "2026-05-16", "2026-05", "2026-04", "2027")


def left(kind: str, status: str, slot: str, *, article: Article = ARTICLE) -> tuple[str, ...]:
    """Which of the days an event of this type and status may have in the slot."""
    scene = lay_out(annotate(article), article)
    told = tuple(Argument(slot, day, None) for day in DAYS)
    group = Group([Candidate(kind, scene.doc[1], status, told)])
    return timely(scene, group, kind, status).values(slot)


@pytest.mark.parametrize(
    ("kind", "status", "slot", "expected"),
    [
        ("Meeting", "planned", "date", ("2026-05-15", "2026-05-16", "2026-05", "2027")),
        ("Meeting", "proposed", "date", ("2026-05-16", "2026-05", "2027")),
        ("Meeting", "cancelled", "date", DAYS),
        ("Meeting", "planned", "place", DAYS),
        ("Ceasefire", "agreed", "announcedDate", ("2026-05-14", "2026-05-15", "2026-05", "2026-04")),
        ("Ceasefire", "inForce", "endDate", ("2026-05-15", "2026-05-16", "2026-05", "2027")),
        ("Ceasefire", "ended", "endDate", ("2026-05-14", "2026-05-15", "2026-05", "2026-04")),
    ],
)
def test_what_the_status_rules_out(kind: str, status: str, slot: str, expected: tuple[str, ...]) -> None:
    assert left(kind, status, slot) == expected


def test_without_the_articles_day_all_is_open() -> None:
    assert left("Meeting", "planned", "date", article=Article(id="a", text="They met.")) == DAYS


def test_the_table_names_slots_and_sides_that_there_are() -> None:
    rows = table("impossible_days")
    assert {side for row in rows for side in row["sides"].split("|")} <= {"before", "after", "same", "around"}
    assert [row for row in rows if row["slot"] not in event_types()[row["type"]].slots] == []
