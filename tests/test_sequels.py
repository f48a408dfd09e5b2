"""What a further sentence says became of an event, or of something else: one line is one case."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.records import Article

OFFER = "Norway proposed on Monday a ten-day truce between Sudan's army and the Rapid Support Forces."
SIGNED = "Armenia and Azerbaijan signed a ceasefire in Moscow on Monday."
INVITED = "Rwandan President Eric Habimana offered on Monday to meet Congolese President Felix Ilunga."
DUE = "Polish President Anna Nowak is to meet Hungarian Prime Minister Gabor Kiss on July 20."
MET = "Polish President Anna Nowak met Hungarian Prime Minister Gabor Kiss on Monday."

CASES = (
    (OFFER, "Sudan's army rejected it.", "rejected"),
    (OFFER, "Khartoum refused.", "rejected"),
    (OFFER, "Sudan's army turned the offer down on Tuesday.", "rejected"),
    (OFFER, "Khartoum said no.", "rejected"),
    (OFFER, "Sudan's army has not rejected it.", "proposed"),
    (OFFER, "Sudan's army refused to comment.", "proposed"),
    (OFFER, "Sudan's army could reject it.", "proposed"),
    (OFFER, "Sudan rejected a British visa.", "proposed"),
    (SIGNED, "It collapsed within hours.", "ended"),
    (SIGNED, "On Thursday each side accused the other of breaking it.", "violated"),
    (SIGNED, "Armenia pulled out of it on Tuesday.", "ended"),
    (SIGNED, "It will expire on August 3.", "agreed"),
    (SIGNED, "Armenia refused.", "rejected"),
    (SIGNED, "The talks collapsed within hours.", "agreed"),
    (INVITED, "Kinshasa declined.", "denied"),
    (INVITED, "Ilunga turned the invitation down.", "denied"),
    (INVITED, "The Congolese government rejected the idea.", "denied"),
    (INVITED, "Kinshasa did not decline.", "proposed"),
    (INVITED, "Ilunga declined to comment.", "proposed"),
    (DUE, "She cancelled at short notice.", "cancelled"),
    (DUE, "Warsaw called it off.", "cancelled"),
    (DUE, "The meeting has been postponed.", "cancelled"),
    (DUE, "She has not cancelled.", "planned"),
    (DUE, "The airline cancelled three flights.", "planned"),
    (MET, "She rejected his offer.", "held"),
    (MET, "Warsaw refused.", "held"),
)

PLANNED = (
    (
        "Talks between Rwandan President Eric Habimana and Congolese President Felix Ilunga",
        "will not go ahead as planned",
    ),
    (
        "The summit between Polish President Anna Nowak and Hungarian Prime Minister Gabor Kiss",
        "did not open as scheduled",
    ),
    (
        "A meeting of Polish President Anna Nowak with Hungarian Prime Minister Gabor Kiss",
        "will not take place as planned",
    ),
)


@pytest.mark.parametrize(("meeting", "said"), PLANNED)
def test_what_does_not_go_ahead_as_planned_is_cancelled(meeting: str, said: str) -> None:
    events = extract(Article("a", f"{meeting} {said}, mediators said.", published="2025-07-11")).events
    assert {event.status for event in events} == {"cancelled"}


@pytest.mark.parametrize(
    ("said", "status"), [("will take place as planned", "planned"), ("did not take place", "denied")]
)
def test_what_goes_ahead_or_never_was_is_not_cancelled(said: str, status: str) -> None:
    text = f"A meeting of Polish President Anna Nowak with Hungarian Prime Minister Gabor Kiss {said}, Warsaw said."
    assert {event.status for event in extract(Article("a", text, published="2025-07-11")).events} == {status}


ASKED = (
    ("called on Serbian President Milan Petrov to meet him in Skopje", {"proposed"}),
    ("called upon Serbian President Milan Petrov to hold talks with him", {"proposed"}),
    ("called Serbian President Milan Petrov to discuss the border", {"held"}),
    ("called on Serbian President Milan Petrov in Belgrade on Monday", {"held"}),
    ("called on Serbian President Milan Petrov on Monday to discuss the border", {"held"}),
)


@pytest.mark.parametrize(("said", "statuses"), ASKED)
def test_to_call_on_somebody_to_meet_proposes_and_visits_nobody(said: str, statuses: set[str]) -> None:
    text = f"Kosovo Prime Minister Arben Krasniqi {said}."
    assert {event.status for event in extract(Article("a", text, published="2025-07-11")).events} == statuses


@pytest.mark.parametrize(("told", "further", "status"), CASES)
def test_what_became_of_an_event(told: str, further: str, status: str) -> None:
    events = extract(Article("a", f"{told} {further}", published="2025-07-11")).events
    assert {event.status for event in events if not event.as_of} == {status}


def test_the_sentence_that_tells_it_is_a_receipt() -> None:
    article = Article("a", f"{OFFER} Khartoum refused.", published="2025-07-11")
    assert [event.passage.cut(article.text) for event in extract(article).events] == [OFFER, "Khartoum refused."]
