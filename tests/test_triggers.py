"""Words that look like triggers and are none by what hangs on them."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.finding.triggers import find_triggers
from kg.records import Article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No officers will be sent to Europe to assist with the search.", []),
        ("Two frigates were dispatched to Oman to talk with nobody.", ["talk"]),
        ("The minister was warned in Oslo with a letter.", []),
        ("The planes will not be able to fly to Indonesia.", []),
        ("Flights return to Bali on Monday.", []),
        ("The warship is due in Odessa on Friday.", []),
        # these only look like it
        ("The president was in Gulu with her friend.", ["was"]),
        ("The minister will not be able to fly to Indonesia.", ["fly"]),
        ("The minister returned to Bali on a military plane.", ["returned"]),
        ("The minister of ships is due in Odessa on Friday.", ["is"]),
    ],
)
def test_words_of_a_meeting(text: str, expected: list[str]) -> None:
    doc = annotate(Article(id="a", text=text, published="2026-05-15"))
    assert [trigger.token.text for trigger in find_triggers(doc, "meeting")] == expected
