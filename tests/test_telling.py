"""The status with which an article leaves an event, told in several sentences."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.records import Article

SIGNED = (
    "Sudan's army and the Rapid Support Forces signed a ceasefire in Jeddah on Monday. Saudi Arabia brokered the "
    "ceasefire, and the United States supported it. The ceasefire was agreed after ten days of talks."
)


@pytest.mark.parametrize(
    ("later", "status"),
    [
        ("The ceasefire took effect at midnight.", "inForce"),
        ("The ceasefire has been in force since Tuesday morning.", "inForce"),
        ("The ceasefire collapsed on Wednesday.", "ended"),
        ("The ceasefire will take effect on Friday.", "agreed"),
        ("Aid groups welcomed the ceasefire.", "agreed"),
    ],
)
def test_a_truce_is_left_at_the_stage_that_it_has_reached(later: str, status: str) -> None:
    article = Article("a", f"{SIGNED} {later}", published="2025-07-11")
    assert {event.status for event in extract(article).events if event.kind == "Ceasefire" and not event.as_of} == {
        status
    }
