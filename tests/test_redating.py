from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from gold_extractions import SLOTS
from tiny_corpus import LAVROV, RUBIO, L, R, meeting, told

from kg.records import Article, Extraction
from kg.redating import merged_with_days
from kg.resolve import Settled, settle

PEOPLE = (RUBIO, LAVROV)
KL = {"place": "place:Kuala Lumpur"}
UNDATED = told("b", *PEOPLE, meeting(R, L, **KL), published=None)


def merge(extractions: Sequence[Extraction]) -> Settled:
    return settle(extractions, SLOTS)


def read(articles: Sequence[Article]) -> list[Extraction]:
    """A reader to whom "on Thursday" says nothing without a day."""
    (article,) = articles
    found = told("b", *PEOPLE, meeting(R, L, date="2025-07-10", **KL), published=None)
    assert article.dateline == "2025-07-11"
    return [replace(found, article=article)]


def test_undated_article_is_read_as_of_the_day_of_those_on_the_same_event() -> None:
    dated = told("a", *PEOPLE, meeting(R, L, **KL), published="2025-07-11")
    made = merged_with_days((dated, UNDATED), merge=merge, read=read)
    (event,) = made.events
    assert made.inferred_days == (("b", "2025-07-11"),)
    assert [(fact.slot, fact.value) for fact in event.facts if fact.slot == "date"] == [("date", "2025-07-10")]
    assert [(report.article, report.inferred) for report in made.reports if report.about == event.id] == [
        ("a", ()),
        ("b", ("date",)),
    ]
    assert [article.published for article in made.articles] == ["2025-07-11", None]


@pytest.mark.parametrize("days", [(), ("2025-03-01", "2025-07-11")])
def test_nothing_is_inferred_from_nobody_or_from_far_apart(days: tuple[str, ...]) -> None:
    dated = [told(day, *PEOPLE, meeting(R, L, date="2025-07", status="planned", **KL), published=day) for day in days]
    made = merged_with_days((*dated, UNDATED), merge=merge, read=read)
    assert made.inferred_days == ()


def test_a_dateline_without_a_year_gives_the_day_next_to_the_one_suggested() -> None:
    """ "ARUSHA, March 4 -" beside an article of February 11 is of March 4, and the meeting planned before is not it."""
    planned = told("a", *PEOPLE, meeting(R, L, date="2026-02", status="planned", **KL), published="2026-02-11")
    text = "ARUSHA, March 4 - The ministers met on Tuesday and agreed on rice and steel."
    undated = told("b", *PEOPLE, meeting(R, L, **KL), published=None, text=text)

    def read_on(articles: Sequence[Article]) -> list[Extraction]:
        (article,) = articles
        assert article.dateline == "2026-03-04"
        found = told("b", *PEOPLE, meeting(R, L, date="2026-03-03", **KL), published=None, text=text)
        return [replace(found, article=article)]

    made = merged_with_days((planned, undated), merge=merge, read=read_on)
    assert made.inferred_days == (("b", "2026-03-04"),)
    assert sorted(event.status for event in made.events) == ["held", "planned"]
