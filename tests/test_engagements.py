"""What leaves no doubt of a meeting's status, or only looks as if it did: one line is one case."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.finding.triggers import find_triggers
from kg.meetings.engagements import verdict
from kg.records import Article

SURE = (
    ("Foreign Minister Ana Ruiz may meet Omar Bey in Tunis next week.", "proposed"),
    ("Ana Ruiz and Omar Bey might meet as early as Friday, Madrid said.", "proposed"),
    ("President Ruiz could receive Prime Minister Bey in Madrid.", "proposed"),
    ("Ana Ruiz may have met Omar Bey in Tunis.", None),
    ("Ana Ruiz could not meet Omar Bey.", None),
    ("She would be glad to meet President Bey anywhere.", "proposed"),
    ("Prime Minister Bey is ready to meet President Ruiz.", "proposed"),
    ("He will be happy to receive President Ruiz.", "proposed"),
    ("She was glad to meet President Bey on Monday.", None),
    ("Prime Minister Bey is not ready to meet President Ruiz.", None),
    ("If the silence holds, Salih said, he will meet President Bey.", "proposed"),
    ("She would meet President Bey if he came to Madrid.", "proposed"),
    ("If the vote is won, President Ruiz will visit Ankara.", "proposed"),
    ("She will meet President Bey even if the vote is lost.", None),
    ("She met President Bey as if nothing had happened.", None),
    ("A meeting with President Bey is not excluded, she said.", "proposed"),
    ("Madrid did not rule out talks with Ankara.", "proposed"),
    ("The Kremlin has not excluded a meeting with President Bey.", "proposed"),
    ("Madrid excluded a meeting with President Bey.", None),
    ("Madrid did not rule on the talks with Ankara.", None),
    ("Foreign Minister Ruiz will after all not travel to Ankara.", "cancelled"),
    ("President Bey will not visit Madrid on Friday as planned.", "cancelled"),
    ("Prime Minister Bey will not meet President Ruiz after all.", "cancelled"),
    ("President Bey will not meet President Ruiz in Oslo, his office said.", "denied"),
    ("President Bey will not meet President Ruiz before May.", None),
    ("President Bey did not travel after all.", None),
    ("President Bey will not visit Madrid on Saturday as they had agreed.", "cancelled"),
    ("If both sides agree, talks with Ankara would open in May.", "proposed"),
    ("Ruiz invited President Bey to Madrid, and he accepted.", "planned"),
    ("Ruiz invited President Bey to Madrid, and Bey has agreed.", "planned"),
    ("President Ruiz invited both ministers to Madrid, and both accepted.", "planned"),
    ("Ruiz invited President Bey to Madrid, but he did not accept.", None),
    ("Ruiz invited President Bey to Madrid and accepted a gift.", None),
    ("Oslo sees no basis for such a meeting.", "denied"),
    ("President Bey saw no point in a meeting with President Ruiz.", "denied"),
    ("She had no interest in talks with Ankara.", "denied"),
    ("Oslo sees a basis for a meeting.", None),
    ("She showed an interest in talks with Ankara.", None),
    ("The talks were to take place on July 2 but were deferred.", "cancelled"),
    ("Ana Ruiz and Omar Bey were to meet on Monday but postponed it.", "cancelled"),
    ("Ana Ruiz and Omar Bey were to meet in Rome but were called off the road.", "cancelled"),
    ("Ana Ruiz and Omar Bey were to meet on Monday but have not cancelled.", None),
    ("Ana Ruiz and Omar Bey met on Monday and cancelled the concert.", None),
)

STARTED = (
    (
        "Serbia's president, Ana Petrov, left talks with Kosovo's prime minister, Besim Gashi, before they began.",
        "cancelled",
    ),
    (
        "Serbia's president, Ana Petrov, broke off talks with Kosovo's leader, Besim Gashi, before it had opened.",
        "cancelled",
    ),
    ("Serbia's president, Ana Petrov, met Kosovo's prime minister, Besim Gashi, before the rain began.", "held"),
    (
        "Serbia's president, Ana Petrov, left talks with Kosovo's prime minister, Besim Gashi, when they had begun.",
        "held",
    ),
)

POSTPONED = "A summit of Kenyan President Ann Moyo and Ghanaian President Kofi Addo planned for Monday was postponed."
DUE = (
    ("The two presidents were to discuss gas.", {"cancelled"}),
    ("They were to talk about gas.", {"cancelled"}),
    ("The two leaders were to meet for an hour.", {"cancelled"}),
    ("They are to meet in Oslo on July 20.", {"cancelled", "planned"}),
    ("They discussed gas in Oslo in May.", {"cancelled", "held"}),
)


@pytest.mark.parametrize(("further", "statuses"), DUE)
def test_what_two_were_to_discuss_when_they_met_is_off_as_well(further: str, statuses: set[str]) -> None:
    events = extract(Article("a", f"{POSTPONED} {further}", published="2025-07-11")).events
    assert {event.status for event in events if event.kind == "Meeting"} == statuses


REPORTED = "Diplomats said that Algerian President Nadia Mebarki had met Moroccan Prime Minister Omar Alaoui in Evian."
MET = "Algerian President Nadia Mebarki met Moroccan Prime Minister Omar Alaoui in Evian on Monday."
DENIALS = (
    (REPORTED, "Both governments have denied it.", "denied"),
    ("Newspapers had reported" + REPORTED[14:], "Rabat dismissed this.", "denied"),
    (REPORTED.replace("Diplomats said", "Rumours had it"), "Both ministries denied it.", "denied"),
    (REPORTED, "Both governments have not denied it.", "held"),
    (REPORTED, "Rabat rejected the plan.", "held"),
    (MET, "Rabat denied it.", "held"),
)


@pytest.mark.parametrize(("text", "expected"), SURE)
def test_what_leaves_no_doubt_of_a_meeting(text: str, expected: str | None) -> None:
    doc = annotate(Article("a", text, published="2025-07-11"))
    told = {verdict(each.token) for each in find_triggers(doc, "meeting")}
    assert told - {None} == {expected} - {None}


@pytest.mark.parametrize(("text", "status"), STARTED)
def test_what_ended_before_it_began_was_cancelled(text: str, status: str) -> None:
    events = extract(Article("a", text, published="2025-07-11")).events
    assert {event.status for event in events if event.kind == "Meeting"} == {status}


@pytest.mark.parametrize(("verb", "status"), [("said", "denied"), ("claimed", "denied"), ("forgot", "held")])
def test_what_a_denied_report_says_is_denied(verb: str, status: str) -> None:
    text = (
        "Latvia's foreign minister, Ilze Kalna, dismissed a report that her deputy had met a Belarusian envoy.\n\n"
        f"The report {verb} that Deputy Foreign Minister Maris Ozols had met Belarus's envoy Dmitry Koval in Oslo."
    )
    events = extract(Article("a", text, published="2025-07-11")).events
    assert {event.status for event in events if "Koval" in event.passage.cut(text)} == {status}


@pytest.mark.parametrize(("told", "further", "status"), DENIALS)
def test_what_is_only_rumoured_can_be_denied(told: str, further: str, status: str) -> None:
    events = extract(Article("a", f"{told} {further}", published="2025-07-11")).events
    assert {event.status for event in events if event.kind == "Meeting"} == {status}
