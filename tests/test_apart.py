"""One word for several events, and several words for one."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.articles import Article
from kg.events import ceasefire, meeting
from kg.finding.scene import lay_out
from kg.records import name_of

TOLD = {
    "Prime Minister Hugo Lindqvist telephoned Danish Prime Minister Karen Holm, Polish President Marek Wilk and "
    "Latvian President Ilze Berzina on Friday.": [
        {"Hugo Lindqvist", "Karen Holm"},
        {"Hugo Lindqvist", "Marek Wilk"},
        {"Hugo Lindqvist", "Ilze Berzina"},
    ],
    "Kenyan President Josphat Oloo has spoken by phone with Ethiopian Prime Minister Tadesse Alemu and, separately, "
    "with Eritrean President Yonas Tesfay.": [{"Josphat Oloo", "Tadesse Alemu"}, {"Josphat Oloo", "Yonas Tesfay"}],
    "U.S. Secretary of State Helen Marsh met Armenian President Vahan Petrosyan and Azerbaijani leader Elchin Rzayev "
    "in turn in Geneva on Thursday.": [{"Helen Marsh", "Vahan Petrosyan"}, {"Helen Marsh", "Elchin Rzayev"}],
    # these only look like it
    "Separately, Indian Foreign Minister Ishita Banerjee met Nepalese Foreign Minister Ram Thapa and Bhutan's Foreign "
    "Minister Karma Dorji in Delhi on Friday.": [{"Ishita Banerjee", "Ram Thapa", "Karma Dorji"}],
    "Brazilian President Marina Duarte met Argentine President Hector Paz and Uruguayan President Ana Silva in Rio "
    "and signed a separate accord on fishing.": [{"Marina Duarte", "Hector Paz", "Ana Silva"}],
}


@pytest.mark.parametrize(("text", "expected"), TOLD.items())
def test_who_met_whom(text: str, expected: list[set[str]]) -> None:
    article = Article(id="a", text=text, published="2026-05-15")
    told: dict[int, set[str]] = {}
    for event in meeting.find(lay_out(annotate(article), article)):
        told.setdefault(event.number, set()).update(
            name_of(a.value) for a in event.arguments if a.slot == "participant"
        )
    assert list(told.values()) == expected


OF_TRUCES = {  # the days on which each truce was made known, and who brought it about
    "Sudan and the Rapid Support Forces agreed to a truce. Two earlier truces, in January and March, collapsed.": [
        (set(), set()),
        ({"2026-01"}, set()),
        ({"2026-03"}, set()),
    ],
    "Armenia and Azerbaijan agreed on a truce. Three earlier ceasefires, brokered by Russia on April 10, by France on "
    "April 17 and by the United States on April 25, were all broken within hours.": [
        (set(), set()),
        ({"2026-04-10"}, {"RU"}),
        ({"2026-04-17"}, {"FR"}),
        ({"2026-04-25"}, {"US"}),
    ],
    "Chad and Libya agreed on a truce. Two truces of January and March, which Qatar had mediated, broke down.": [
        (set(), set()),
        ({"2026-01"}, {"QA"}),
        ({"2026-03"}, {"QA"}),
    ],
    # these only look like it
    "Sudan and the Rapid Support Forces agreed to a truce. Previous truces have not held.": [(set(), set())],
    "Thailand and Cambodia agreed on a truce that will hold from June 3 to June 9 and spare the villages.": [
        (set(), set())
    ],
}


@pytest.mark.parametrize(("text", "expected"), OF_TRUCES.items())
def test_which_truces(text: str, expected: list[tuple[set[str], set[str]]]) -> None:
    article = Article(id="a", text=text, published="2026-05-15")
    told: dict[int, tuple[set[str], set[str]]] = {}
    for event in ceasefire.find(lay_out(annotate(article), article)):
        days, between = told.setdefault(event.number, (set(), set()))
        days.update(a.value for a in event.arguments if a.slot == "announcedDate")
        between.update(name_of(a.value) for a in event.arguments if a.slot == "mediator")
    assert list(told.values()) == expected
