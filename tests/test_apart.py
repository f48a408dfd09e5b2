"""One word for several meetings."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.articles import Article
from kg.events.meeting import find
from kg.records import name_of
from kg.scene import lay_out

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
    for event in find(lay_out(annotate(article), article)):
        told.setdefault(event.number, set()).update(
            name_of(a.value) for a in event.arguments if a.slot == "participant"
        )
    assert list(told.values()) == expected
