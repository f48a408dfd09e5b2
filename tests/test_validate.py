"""A clean graph conforms; each damaged one does not, and the message names the place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from worlds import EVENTS, REPORTS, SMALL, facts

from kg.defaults import DEFAULT_BASE_IRI
from kg.graph import PREFIXES, TurtleGraph, build_graph, turtle_graph
from kg.graph.terms import Mint, literal
from kg.graph.turtle import blocks, header, ntriples
from kg.records import Event, Report, World
from kg.validate import node_digests, read_shapes, validate, validate_changes
from kg.violations import Severity, conforms, report_graph, write_report
from kg.vocab import DIP, RDF, RDFS, SH, XSD, read_folder

NODE = Mint()


@dataclass(frozen=True)
class Damage:
    """What is done to the clean graph, and the place and message that must come back."""

    name: str
    do: Callable[[Graph], object]
    node: str
    slot: str
    message: str
    severity: Severity = Severity.VIOLATION


def put(node: str, slot: str, value: object) -> Callable[[Graph], object]:
    """Sets a property to one value, whatever it had."""
    return lambda graph: graph.set((NODE(node), DIP[slot], value))  # type: ignore[arg-type]


def add(node: str, slot: str, value: object) -> Callable[[Graph], object]:
    return lambda graph: graph.add((NODE(node), DIP[slot], value))  # type: ignore[arg-type]


def drop(node: str | None, slot: str, value: str | None = None) -> Callable[[Graph], object]:
    subject, target = (NODE(name) if name else None for name in (node, value))
    return lambda graph: graph.remove((subject, DIP[slot], target))


def every(*steps: Callable[[Graph], object]) -> Callable[[Graph], object]:
    return lambda graph: [step(graph) for step in steps]


def everywhere(slot: str, *pairs: tuple[str, object]) -> Callable[[Graph], object]:
    """Sets a property of several nodes, so that the event keeps its receipt."""
    return every(*(put(node, slot, value) for node, value in pairs))


def truce(slot: str, iso: str, datatype: URIRef) -> Callable[[Graph], object]:
    value = literal(iso, datatype)
    return everywhere(slot, ("ceasefire-1", value), ("report-5", value))


def rate(slot: str, number: str) -> Callable[[Graph], object]:
    value = literal(number, XSD.decimal)
    return everywhere(slot, ("tariff-1", value), ("report-4", value))


DAMAGES = (
    Damage(
        "a slot that no report gives",
        add("meeting-1", "topic", Literal("fishing")),
        "meeting-1", "topic", "no report about this event says so: fishing",
    ),
    Damage(
        "a participant whom no report gives",
        add("meeting-1", "participant", NODE("country-QA")),
        "meeting-1", "participant", "no report about this event says so: Qatar",
    ),
    Damage(
        "a status that no report gives",
        put("meeting-1", "status", DIP.cancelled),
        "meeting-1", "status", "no report about this event says so: cancelled",
    ),
    Damage(
        "a report gone",
        lambda graph: graph.remove((NODE("report-2"), None, None)),
        "meeting-1", "topic", "no report about this event says so: trade",
    ),
    Damage(
        "offsets reversed",
        every(put("report-1", "start", Literal(114)), put("report-1", "end", Literal(0))),
        "report-1", "start", "a quote's start must lie before its end: the offsets are reversed or equal: 114",
    ),
    Damage(
        "a quote longer than its offsets",
        put("report-2", "quote", Literal("“We spoke about trade,” Novak said. She left.")),
        "report-2", "quote", "the quote's length is not its end less its start: 45 characters",
    ),
    Damage(
        "a status of another class, on event and report",
        everywhere("status", ("tariff-1", DIP.held), ("report-4", DIP.held)),
        "tariff-1", "status", "not a status of a tariff: held",
    ),
    Damage(
        "a status of another class, on a report alone",
        put("report-4", "status", DIP.violated),
        "report-4", "status", "not a status of a tariff: violated",
    ),
    Damage(
        "a truce that ends before it starts, by month",
        truce("endDate", "2024-05-31", XSD.date),
        "ceasefire-1", "endDate", "the truce ends before it starts: 2024-05-31",
    ),
    Damage(
        "a derived interval that is reversed",
        put("ceasefire-1", "onOrBefore", literal("2024-05-31", XSD.date)),
        "ceasefire-1", "onOrAfter", "it ends before it begins: 2024-06-01",
    ),
    Damage(
        "a negative rate",
        rate("rateMin", "-5"),
        "tariff-1", "rateMin", "a rate is a decimal of 0 percent or more: -5",
    ),
    Damage(
        "a suspicious rate",
        rate("rateMax", "900"),
        "tariff-1", "rateMax", "a rate above 400 percent is suspicious: is it meant as something else?: 900",
        Severity.WARNING,
    ),
    Damage(
        "rates the wrong way round",
        rate("rateMin", "30"),
        "tariff-1", "rateMin", "the lowest rate is above the highest: 30",
    ),
    Damage(
        "a truce of no days",
        everywhere("durationDays", ("ceasefire-1", Literal(0)), ("report-5", Literal(0))),
        "ceasefire-1", "durationDays", "a truce is to hold for a whole number of days, one or more: 0",
    ),
    Damage(
        "a confidence above one",
        put("report-3", "confidence", literal("1.20", XSD.decimal)),
        "report-3", "confidence", "a confidence is one decimal from 0 to 1: 1.20",
    ),
    Damage(
        "an event without report",
        lambda graph: graph.add((NODE("meeting-9"), RDF.type, DIP.Meeting)),
        "meeting-9", "about", "no report is about this event or person",
    ),
    Damage(
        "a person without report",
        every(
            lambda graph: graph.add((NODE("person-x"), RDF.type, DIP.Person)),
            lambda graph: graph.add((NODE("person-x"), RDFS.label, Literal("X"))),
        ),
        "person-x", "about", "no report is about this event or person",
    ),
    Damage(
        "a title that no report gives",
        put("person-anna-novak", "title", Literal("queen")),
        "person-anna-novak", "title", "no report about this person says so: queen",
    ),
    Damage(
        "a country that no report gives",
        put("person-peter-otieno", "represents", NODE("country-SD")),
        "person-peter-otieno", "represents", "no report about this person says so: Sudan",
    ),
    Damage(
        "a name that no report gives",
        lambda graph: graph.set((NODE("person-peter-otieno"), RDFS.label, Literal("Paul Otieno"))),
        "person-peter-otieno", "label", "no report about this person gives the name: Paul Otieno",
    ),
    Damage(
        "two values of a single-valued slot",
        add("meeting-1", "durationMinutes", Literal(60)),
        "meeting-1", "durationMinutes",
        "a meeting has one duration at most; where sources differ the others stay in their reports",
    ),
    Damage(
        "a report about an event without status",
        drop("report-3", "status"),
        "report-3", "status", "a report about an event gives a status, a report about a person the name",
    ),
    Damage(
        "a report about a person without name",
        drop("report-7", "name"),
        "report-7", "name", "a report about an event gives a status, a report about a person the name",
    ),
    Damage(
        "a report without article",
        drop("report-3", "article"),
        "report-3", "article", "a report stands in one article",
    ),
    Damage(
        "an article that is not in the graph",
        lambda graph: graph.remove((NODE.article("courier 2"), None, None)),
        "report-3", "article", "points to a node that is not in the graph: article-courier%202",
    ),
    Damage(
        "an event reported in an article that says nothing of it",
        add("tariff-1", "reportedIn", NODE.article("courier 2")),
        "tariff-1", "reportedIn", "no report about this event stands in the article article-courier%202",
    ),
    Damage(
        "a month typed as a day",
        truce("startDate", "2024-06", XSD.date),
        "ceasefire-1", "startDate",
        "a date is a day, month or year, typed xsd:date, xsd:gYearMonth or xsd:gYear: 2024-06",
    ),
    Damage(
        "a day that no calendar has",
        truce("startDate", "2024-06-31", XSD.date),
        "ceasefire-1", "startDate",
        "a date is a day, month or year, typed xsd:date, xsd:gYearMonth or xsd:gYear: 2024-06-31",
    ),
    Damage(
        "minutes as words",
        everywhere("durationMinutes", ("meeting-1", Literal("fifty")), ("report-1", Literal("fifty"))),
        "meeting-1", "durationMinutes", "a meeting takes a whole number of minutes, one or more: fifty",
    ),
    Damage(
        "a dangling actor",
        everywhere("imposer", ("tariff-1", NODE("country-XX")), ("report-4", NODE("country-XX"))),
        "tariff-1", "imposer", "points to a node that is not in the graph: country-XX",
    ),
    Damage(
        "a person as the party to a truce",
        every(
            add("ceasefire-1", "party", NODE("person-anna-novak")), add("report-5", "party", NODE("person-anna-novak"))
        ),
        "ceasefire-1", "party",
        "the parties to a truce are countries or organisations, never persons: Anna Novak",
    ),
    Damage(
        "a person as a place",
        everywhere(
            "place", ("meeting-1", NODE("person-anna-novak")), ("report-1", NODE("person-anna-novak"))
        ),
        "meeting-1", "place", "points to a node of the wrong class: Anna Novak",
    ),
    Damage(
        "a dispute of which the reports know nothing",
        add("meeting-1", "disputed", DIP.mode),
        "meeting-1", "disputed", "said to be disputed, but the reports do not differ on mode",
        Severity.WARNING,
    ),
    Damage(
        "an actor without label",
        lambda graph: graph.remove((NODE("place-bled"), RDFS.label, None)),
        "place-bled", "label", "an actor or place has one label, without a language tag",
    ),
)  # fmt: skip


def as_written(graph: Graph) -> TurtleGraph:
    """The graph as a build writes it."""
    prefixes = {**PREFIXES, "id": DEFAULT_BASE_IRI}
    return TurtleGraph(header(prefixes), dict(sorted(blocks(sorted(graph), prefixes))))


def test_a_clean_graph_conforms() -> None:
    assert validate(build_graph(SMALL)) == ()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damaged_graph_names_the_place(damage: Damage) -> None:
    graph = build_graph(SMALL)
    damage.do(graph)
    found = {(one.node, one.property, one.message, one.severity) for one in validate(graph)}
    assert (str(NODE(damage.node)), damage.slot, damage.message, damage.severity) in found


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_the_quick_way_finds_the_same(damage: Damage) -> None:
    pytest.importorskip("shacl_rust", reason="shacl-rust is not installed: pip install 'diplomacy-kg[fast]'")
    graph = build_graph(SMALL)
    damage.do(graph)
    assert validate_changes(as_written(graph)) == validate(graph)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_few_nodes_at_a_time_find_the_same(damage: Damage, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = build_graph(SMALL)
    damage.do(graph)
    monkeypatch.setattr("kg.validate.TOGETHER", 2)
    assert validate_changes(as_written(graph)) == validate(graph)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_only_warnings_leave_a_graph_conforming(damage: Damage) -> None:
    graph = build_graph(SMALL)
    damage.do(graph)
    assert conforms(validate(graph)) == (damage.severity is Severity.WARNING)


@pytest.mark.parametrize(
    ("start", "end", "in_order"),
    [
        ("2024-06", "2024-06-10", True),
        ("2024-06-10", "2024-06", True),
        ("2024", "2024-03-01", True),
        ("2024-06-10", "2024", True),
        ("2024-06-10", "2024-06-10", True),
        ("2024-06-10", "2024-06-09", False),
        ("2024-06", "2024-05", False),
        ("2025", "2024-12-31", False),
    ],
)
def test_dates_are_out_of_order_only_where_that_is_sure(start: str, end: str, in_order: bool) -> None:
    dates = facts(party=("country-SD", "organization-northern-front"), mediator="country-QA", durationDays="60")
    dates += facts(startDate=start, endDate=end)
    event: Event = replace(EVENTS[0], facts=dates)
    report: Report = replace(REPORTS[4], facts=dates)
    world: World = replace(SMALL, events=(event, *EVENTS[1:]), reports=(*REPORTS[:4], report, *REPORTS[5:]))
    assert conforms(validate(build_graph(world))) == in_order


def test_a_violation_reads_as_one_line() -> None:
    graph = build_graph(SMALL)
    add("meeting-1", "topic", Literal("fishing"))(graph)
    assert [str(one) for one in validate(graph)] == [
        "meeting-1 (Anna Novak and Peter Otieno met in Bled, 11 July 2024), topic: "
        "no report about this event says so: fishing"
    ]


def test_a_report_is_called_by_what_it_is_about() -> None:
    graph = build_graph(SMALL)
    drop("report-7", "start")(graph)
    assert {one.label for one in validate(graph)} == {"report on Anna Novak"}


def test_the_report_graph_is_a_shacl_report_without_blank_nodes() -> None:
    graph = build_graph(SMALL)
    put("person-anna-novak", "title", Literal("queen"))(graph)
    report = report_graph(validate(graph))
    assert report.value(NODE("validation"), SH.conforms) == Literal(False)
    assert [str(node) for node in report.objects(None, SH.focusNode)] == [str(NODE("person-anna-novak"))]
    assert {type(term) for triple in report for term in triple} == {URIRef, Literal}


def test_a_report_without_violations_conforms(tmp_path: Path) -> None:
    path = tmp_path / "validation.ttl"
    write_report((), path)
    report = Graph().parse(path)
    assert len(report) == 2
    assert report.value(NODE("validation"), SH.conforms) == Literal(True)


def test_the_shapes_files_work_in_plain_shacl() -> None:
    graph = build_graph(SMALL)
    assert pyshacl.validate(graph, shacl_graph=read_folder("shapes"))[0]
    add("meeting-1", "topic", Literal("fishing"))(graph)
    assert not pyshacl.validate(graph, shacl_graph=read_folder("shapes"), allow_warnings=True)[0]


def test_every_rule_is_a_query_that_runs() -> None:
    store = ox.Store()
    store.bulk_load("".join(ntriples(build_graph(SMALL))).encode(), ox.RdfFormat.N_TRIPLES)
    names = {tuple(variable.value for variable in store.query(rule.query).variables) for rule in read_shapes().rules}
    assert names == {("this", "value", "path", "object"), ("this", "value", "path")}


# What core constraints may say: anything that looks beyond a node's own triples would make `sound` nodes a lie.
OF_ONE_NODE = {
    *(
        "targetClass",
        "targetSubjectsOf",
        "targetNode",
        "property",
        "path",
        "message",
        "severity",
        "name",
        "description",
    ),
    *("minCount", "maxCount", "datatype", "nodeKind", "pattern", "flags", "in", "hasValue", "or", "not"),
    *("minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "minLength", "maxLength"),
    *("lessThan", "lessThanOrEquals", "equals", "disjoint", "declare", "prefix", "prefixes", "namespace"),
}


def test_core_constraints_look_at_one_node_alone() -> None:
    used = {
        str(term).removeprefix(str(SH)) for term in read_shapes().core.predicates() if str(term).startswith(str(SH))
    }
    assert used - OF_ONE_NODE == set()
    assert all(isinstance(path, URIRef) for path in read_shapes().core.objects(None, SH.path))


def test_a_node_that_was_sound_is_looked_at_again_once_it_or_one_beside_it_changes() -> None:
    graph = build_graph(SMALL)
    before = node_digests(turtle_graph(SMALL))
    broken = next(graph.subjects(RDF.type, DIP.Report))
    graph.remove((broken, DIP.quote, None))
    changed = as_written(graph)
    sound = {node for node, one in node_digests(changed).items() if before[node] == one}
    about = graph.value(broken, DIP.about)
    assert before.keys() - sound == {str(broken), str(about)}
    assert validate_changes(changed, sound) == validate(graph)
    assert [found.node for found in validate_changes(changed, {*sound, str(broken), str(about)})] == []
