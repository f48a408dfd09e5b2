"""Who shoots and who stands between, and which stage of a truce a time tells: one line is one case."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.finding.scene import Scene, lay_out
from kg.finding.triggers import find_triggers
from kg.records import Article

LEADS = (
    ("A truce between Chile and Peru was brokered by Norway.", "country:NO", "mediates"),
    ("A truce between Chile and Peru was brokered by Norway.", "country:PE", "fights"),
    ("Kenyan mediators said that Chadian troops had fired on the town.", "country:KE", "mediates"),
    ("Kenyan mediators said that Chadian troops had fired on the town.", "country:TD", "fights"),
    ("Norway sells fish to Chile.", "country:NO", "open"),
    ("Turkey, the third-party facilitator, spoke to Peru and Chile.", "country:TR", "mediates"),
    ("Qatar and Fiji will act as guarantors.", "country:FJ", "mediates"),
    ("Turkey has helped with the mediation.", "country:TR", "mediates"),
    ("Ghana, whose capital hosts the negotiations, was hopeful.", "country:GH", "mediates"),
    ("Algeria said it would mediate between Mali and the rebels.", "country:DZ", "mediates"),
    ("The accord was reached thanks to Qatar.", "country:QA", "mediates"),
    ("Turkey asked for help.", "country:TR", "open"),
    ("Turkey said that Ghana would host the games.", "country:TR", "open"),
    ("The Saudi-led coalition has made no promise.", "country:SA", "open"),
)
TRIGGERS = (
    ("Peru and Chile signed a truce. It took effect on Monday.", ["truce", "took"]),
    ("Peru and Chile signed a truce. The law took effect on Monday.", ["truce"]),
    ("The accord was signed in Lima.", []),
    ("Peru and Chile signed a truce. The accord was drafted in Oslo.", ["truce", "accord"]),
)


def scene_of(text: str) -> Scene:
    article = Article("a", text, published="2025-05-12")
    return lay_out(annotate(article), article)


@pytest.mark.parametrize(("text", "key", "lead"), LEADS)
def test_how_an_actor_stands_to_the_fighting(text: str, key: str, lead: str) -> None:
    assert scene_of(text).stance(key).lead == lead


@pytest.mark.parametrize(("text", "expected"), TRIGGERS)
def test_words_that_lean_on_an_earlier_trigger(text: str, expected: list[str]) -> None:
    assert [each.token.text for each in find_triggers(scene_of(text).doc, "ceasefire")] == expected
