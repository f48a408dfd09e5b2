"""Every shape and every rule is seen to fail: a wrong value, a value too many, a value that is missing."""

from __future__ import annotations

import pytest
from conftest import ROOT
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node
from test_validate import DAMAGES, NODE, Damage, add, put
from worlds import SMALL

from kg.graph import build_graph
from kg.graph.terms import literal
from kg.validate import read_shapes, validate
from kg.violations import Violation
from kg.vocab import DCTERMS, DIP, RDFS, SCHEMA, SH, XSD, local_name

OTHERS = "at most; where sources differ the others stay in their reports"
A_DATE = "day, month or year, typed xsd:date, xsd:gYearMonth or xsd:gYear"
TOO_LONG = "a meeting of more than two days: minutes may be meant as something else"
TEN_YEARS = "a truce of more than ten years: days may be meant as something else"
NO_PERSONS = "imposers and targets are countries or organisations, never persons"
NO_DATE = literal("2024-13", XSD.gYearMonth)

# One value put where it must not be: node, property, value, the message that must come back (without the value).
WRONG = (
    ("country-KE", "iso2", Literal("ke"), "a country has one code of two capital letters"),
    ("person-anna-novak", "title", Literal(""), "a title is plain words"),
    ("report-1", "about", Literal("a meeting"), "a report is about one event or person"),
    ("report-1", "asOf", NO_DATE, f"a status holds as of one {A_DATE}"),
    ("report-1", "attributedTo", Literal("she"), "a source with a name is a node; for one without use dip:attribution"),
    ("report-1", "attribution", NODE("country-KE"), "a source without a name is given in words"),
    ("report-1", "end", Literal("114"), "a report's quote ends at one offset"),
    ("report-1", "quote", Literal(""), "a report quotes one passage"),
    (
        "report-1",
        "words",
        Literal("in Bled"),
        "the words that give a report's properties are written 'date 62-70, place 74-86'",
    ),
    ("report-1", "start", Literal(-1), "a report's quote starts at one offset of 0 or more"),
    ("report-5", "status", DIP.held, "not a status of a ceasefire"),
    ("report-1", "status", DIP.ended, "not a status of a meeting"),
    ("ceasefire-1", "status", DIP.held, "not a status of a ceasefire"),
    ("meeting-1", "status", DIP.ended, "not a status of a meeting"),
    ("meeting-1", "onOrAfter", Literal("soon"), "the earliest beginning is one day"),
    ("meeting-1", "onOrBefore", Literal("late"), "the latest end is one day"),
    ("meeting-1", "participant", Literal("she"), "a participant is a node"),
    ("meeting-1", "participant", NODE("place-bled"), "a participant is a person, a country or an organisation"),
    ("meeting-1", "place", Literal("Bled"), "a place is a node"),
    ("meeting-1", "date", NO_DATE, f"a date is a {A_DATE}"),
    ("meeting-1", "endDate", literal("2024-06", XSD.gYearMonth), "the meeting ends before it begins"),
    ("meeting-1", "durationMinutes", Literal(5000), TOO_LONG),
    ("meeting-1", "mode", DIP.held, "the mode is dip:inPerson or dip:call"),
    ("meeting-1", "topic", Literal(7), "a topic is plain words"),
    ("meeting-1", "occasion", Literal(7), "an occasion is plain words"),
    ("meeting-1", "imposer", NODE("country-KE"), "not a property of a meeting"),
    ("tariff-1", "party", NODE("country-KE"), "not a property of a tariff"),
    ("ceasefire-1", "topic", Literal("oil"), "not a property of a ceasefire"),
    ("tariff-1", "imposer", Literal("she"), "an imposer is a node"),
    ("tariff-1", "target", Literal("she"), "a target is a node"),
    ("tariff-1", "target", NODE("person-anna-novak"), NO_PERSONS),
    ("tariff-1", "announcedBy", Literal("she"), "who announced it is a node"),
    ("tariff-1", "targetCount", Literal(0), "a tariff strikes a whole number of countries, one or more"),
    ("tariff-1", "targetCount", Literal(900), "more targets than there are countries"),
    ("tariff-1", "product", Literal(7), "a product is plain words"),
    ("tariff-1", "endDate", literal("2024-07-31", XSD.date), "the duty ends before it takes effect"),
    ("ceasefire-1", "party", Literal("she"), "a party is a node"),
    ("ceasefire-1", "mediator", Literal("she"), "a mediator is a node"),
    ("ceasefire-1", "durationDays", Literal(9000), TEN_YEARS),
)  # fmt: skip

# Two values where one is allowed.
TWICE = (
    ("place-bled", "country", ("country-KE", "country-SI"), "a place lies in one country at most"),
    ("person-anna-novak", "title", ("a", "b"), "a person carries one title, that of the latest reports"),
    ("report-1", "status", (DIP.held, DIP.planned), "a report gives one status at most"),
    ("meeting-1", "status", (DIP.held, DIP.planned), "an event has one status"),
    *(
        (f"{kind}-1", slot, ("1", "2"), f"a {kind} has one {words} {OTHERS}")
        for kind, slots in {
            "meeting": {
                "date": "date", "endDate": "last day", "place": "place", "durationMinutes": "duration",
                "mode": "mode", "occasion": "occasion",
            },
            "tariff": {
                "targetCount": "number of targets", "rateMin": "lowest rate", "rateMax": "highest rate",
                "previousRate": "previous rate", "announcedDate": "day of announcement",
                "effectiveDate": "first day", "endDate": "last day",
            },
            "ceasefire": {
                "place": "place", "durationDays": "duration", "announcedDate": "day of announcement",
                "startDate": "first day", "endDate": "last day",
            },
        }.items()
        for slot, words in slots.items()
    ),
)  # fmt: skip

# What is gone where it must be.
GONE = (
    ("article-herald-1", DCTERMS.identifier, "an article has one identifier, in words"),
    ("article-herald-1", DIP.sha256, "an article has the SHA-256 hash of its text: 64 hexadecimal digits"),
    ("meeting-1", RDFS.label, "an event has one label"),
    ("meeting-1", DIP.reportedIn, "an event is reported in an article"),
)


@pytest.mark.parametrize(("node", "slot", "value", "message"), WRONG)
def test_a_wrong_value_is_named(node: str, slot: str, value: Node, message: str) -> None:
    graph = build_graph(SMALL)
    put(node, slot, value)(graph)
    assert (str(NODE(node)), slot, message) in _messages(graph)


@pytest.mark.parametrize(("node", "slot", "values", "message"), TWICE)
def test_a_second_value_is_named(node: str, slot: str, values: tuple[str, ...], message: str) -> None:
    graph = build_graph(SMALL)
    for value in values:
        add(node, slot, value if isinstance(value, URIRef) else Literal(value))(graph)
    assert (str(NODE(node)), slot, message) in _messages(graph)


@pytest.mark.parametrize(("node", "term", "message"), GONE)
def test_a_missing_value_is_named(node: str, term: URIRef, message: str) -> None:
    graph = build_graph(SMALL)
    graph.remove((NODE(node), term, None))
    assert (str(NODE(node)), local_name(term), message) in _messages(graph)


def test_an_article_is_published_on_a_day() -> None:
    graph = build_graph(SMALL)
    graph.set((NODE("article-herald-1"), SCHEMA.datePublished, Literal("2024")))
    assert ("an article is published on one day") in {message for _, _, message in _messages(graph)}


def _messages(graph: Graph) -> set[tuple[str, str, str]]:
    """Place, property and message without the value that follows it."""
    known = sorted(_written(), key=len)
    return {
        (one.node, one.property, next((text for text in known if one.message in (text, f"{text}: {_last(one)}")), ""))
        for one in validate(graph)
    }


def _last(one: Violation) -> str:
    return one.message.rpartition(": ")[2]


def _written() -> set[str]:
    """Every message that the shapes' files hold, without the place for a value."""
    shapes = read_shapes()
    texts = {rule.message for rule in shapes.rules} | {str(text) for text in shapes.core.objects(None, SH.message)}
    return {text.removesuffix(": {?object}") for text in texts - _of_added_types()}


def _of_added_types() -> set[str]:
    """The messages of types of which the graphs here have no event: such as somebody has just added."""
    there = {event.kind.lower() for event in SMALL.events}
    added = [path for path in (ROOT / "shapes").glob("*.ttl") if path.stem not in {*there, "core"}]
    return {str(text) for path in added for text in Graph().parse(path).objects(None, SH.message)}


def test_every_shape_and_rule_is_seen_to_fail() -> None:
    broken = {row[-1] for rows in (WRONG, TWICE, GONE) for row in rows} | {"an article is published on one day"}
    silent = {text for text in _written() - broken if not any(_speaks(text, damage) for damage in DAMAGES)}
    assert silent == set()


def _speaks(text: str, damage: Damage) -> bool:
    return damage.message.startswith(text.partition(" {?object}")[0])
