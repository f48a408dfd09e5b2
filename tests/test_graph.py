"""Records become triples, and triples become the same bytes."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef
from worlds import ARTICLES, EVENTS, HERALD, NOVAK, REPORTS, SMALL, facts

from kg.defaults import DEFAULT_BASE_IRI
from kg.graph import PREFIXES, build_graph, interval, triples, turtle_graph
from kg.graph.terms import Mint, literal
from kg.graph.turtle import ntriples, turtle
from kg.graph.wording import event_label
from kg.records import Actor, Article, Event, Kind, World
from kg.validate import validate
from kg.vocab import DIP, RDF, RDFS, SKOS, XSD

GOLDEN = Path(__file__).parent / "golden" / "small.ttl"
ODD = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0xA0, 0x2028, 0x202E, 0xFEFF, 0xFFFE, 0x1F600])) + "\"'\\\\u0041 \r\n"


def written(world: World, path: Path, base_iri: str = "https://w3id.org/diplomacy-kg/id/") -> bytes:
    path.write_text(turtle_graph(world, base_iri=base_iri).text(), "utf-8")
    return path.read_bytes()


def test_the_small_world_is_written_as_always(tmp_path: Path) -> None:
    """Where a change is meant, read the difference and copy the new file over the old one."""
    assert written(SMALL, tmp_path / "small.ttl").decode() == GOLDEN.read_text("utf-8")


def test_every_report_of_the_small_world_cuts_its_quote_out_of_the_text() -> None:
    assert [report.span.cut(ARTICLES[report.article].text) for report in REPORTS] == [one.quote for one in REPORTS]


def test_the_order_of_triples_does_not_matter() -> None:
    shuffled = sorted(triples(SMALL))
    random.Random(7).shuffle(shuffled)
    prefixes = {**PREFIXES, "id": DEFAULT_BASE_IRI}
    assert "".join(turtle(shuffled, prefixes)) == turtle_graph(SMALL).text()


def test_a_node_stands_in_one_block() -> None:
    nodes = [node for node, _ in groupby(triples(SMALL), key=itemgetter(0))]
    assert sorted(map(str, nodes)) == list(turtle_graph(SMALL).blocks)


def test_a_part_of_a_graph_reads_as_what_it_tells_of_these_nodes() -> None:
    node = str(Mint()("meeting-1"))
    part = Graph().parse(data=turtle_graph(SMALL).part([node]).text())
    assert set(part) == set(build_graph(SMALL).triples((URIRef(node), None, None)))


def test_turtle_and_ntriples_read_back_as_the_graph(tmp_path: Path) -> None:
    graph = build_graph(SMALL)
    written(SMALL, tmp_path / "small.ttl")
    assert set(Graph().parse(tmp_path / "small.ttl")) == set(graph)
    assert set(Graph().parse(data="".join(ntriples(graph)), format="nt")) == set(graph)


def test_oxigraph_reads_the_same_triples_from_both(tmp_path: Path) -> None:
    written(SMALL, tmp_path / "small.ttl")
    turtle = set(ox.parse(path=str(tmp_path / "small.ttl")))
    assert turtle == set(ox.parse("".join(ntriples(build_graph(SMALL))), ox.RdfFormat.N_TRIPLES))


@pytest.mark.parametrize("text", [ODD, "", '"""', "\\", 'ends with "', "tab\there", "Müller — “quoted”"])
def test_odd_strings_come_back_as_they_were(text: str, tmp_path: Path) -> None:
    triple = (URIRef("https://example.org/a"), RDFS.label, literal(text))
    (tmp_path / "odd.ttl").write_text("".join(turtle([triple], PREFIXES)), "utf-8")
    lines = "".join(ntriples([triple]))
    assert [str(o) for o in Graph().parse(tmp_path / "odd.ttl").objects()] == [text]
    assert [str(o) for o in Graph().parse(data=lines, format="nt").objects()] == [text]
    assert [t.object.value for t in ox.parse(path=str(tmp_path / "odd.ttl"))] == [text]
    assert [t.object.value for t in ox.parse(lines, ox.RdfFormat.N_TRIPLES)] == [text]


def test_half_a_pair_becomes_one_character() -> None:
    assert literal("a\ud83db") == Literal("a\ufffdb")


def test_an_article_s_id_may_hold_anything(tmp_path: Path) -> None:
    name = 'juli/a b?#%"<é>.txt'
    world = World((Article(name, "text"),), (), (), ())
    node = Mint().article(name)
    assert str(node).endswith("/article-juli%2Fa%20b%3F%23%25%22%3Cé%3E.txt")
    written(world, tmp_path / "odd.ttl")
    assert (node, RDF.type, DIP.Article) in Graph().parse(tmp_path / "odd.ttl")


def test_another_base_iri_names_every_node(tmp_path: Path) -> None:
    text = written(SMALL, tmp_path / "small.ttl", "https://example.org/kg#").decode()
    assert "@prefix id: <https://example.org/kg#> ." in text
    assert "\nid:meeting-1 a dip:Meeting ;" in text
    assert "diplomacy-kg/id" not in text


@pytest.mark.parametrize("base", ["", "example.org/", "https://example.org/kg", "https://example.org/a b/"])
def test_a_base_that_is_no_iri_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="write an absolute IRI that ends in / or #"):
        build_graph(SMALL, base_iri=base)


def test_a_country_that_only_a_place_lies_in_is_a_node() -> None:
    world = replace(SMALL, actors=tuple(actor for actor in SMALL.actors if actor.id != "country-SI"))
    graph = build_graph(world)
    assert graph.value(Mint()("country-SI"), DIP.iso2) == Literal("SI")


def test_a_person_renamed_by_decision_keeps_the_reported_name() -> None:
    renamed = replace(NOVAK, name="Ana Novak", forms=("Ana Novak", *NOVAK.forms))
    actors = tuple(renamed if actor is NOVAK else actor for actor in SMALL.actors)
    graph = build_graph(replace(SMALL, actors=actors))
    assert list(graph.subject_objects(DIP.renamedFrom)) == [(Mint()(NOVAK.id), Literal("Anna Novak"))]
    assert validate(graph) == ()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Đặng Quốc Thịnh", ["Dang Quoc Thinh"]),
        ("Ingvild Sæbø-Rustad", ["Ingvild Saebo-Rustad"]),
        ("Çağla Işık", ["Cagla Isik"]),
        ("K.P. Sharma Oli", ["KP Sharma Oli"]),
        ("Jörg H. Weiß", ["Jorg H Weiss", "Jorg H. Weiss", "Jörg H Weiß"]),
        ("George W. Bush", ["George W Bush"]),
        ("Anna Novak St.", []),
    ],
)
def test_a_name_is_found_by_plain_letters(name: str, typed: list[str]) -> None:
    graph = build_graph(World((), (Actor("person-x", Kind.PERSON, name, (name,)),), (), ()))
    assert sorted(map(str, graph.objects(Mint()("person-x"), SKOS.altLabel))) == typed


def test_a_copy_names_its_original() -> None:
    copy = replace(HERALD, id="copy")
    graph = build_graph(replace(SMALL, articles=(*SMALL.articles, copy), copies=(("copy", "herald-1"),)))
    assert list(graph.subject_objects(DIP.copyOf)) == [(Mint().article("copy"), Mint().article("herald-1"))]


@pytest.mark.parametrize(
    ("slot", "value", "expected"),
    [
        ("date", "2025-07-10", Literal("2025-07-10", datatype=XSD.date)),
        ("date", "2025-07", Literal("2025-07", datatype=XSD.gYearMonth)),
        ("date", "2025", Literal("2025", datatype=XSD.gYear)),
        ("durationMinutes", "50", Literal("50", datatype=XSD.integer)),
        ("durationMinutes", "50.0", Literal("50", datatype=XSD.integer)),
        ("topic", "trade", Literal("trade")),
        ("mode", "inPerson", DIP.inPerson),
    ],
)
def test_a_value_is_typed_by_its_range(slot: str, value: str, expected: object) -> None:
    event = Event("meeting-9", "meeting", "held", facts(**{slot: value}), (), ())
    graph = build_graph(World((), (), (event,), ()))
    assert list(graph.objects(Mint()("meeting-9"), DIP[slot])) == [expected]


@pytest.mark.parametrize(("given", "shortest"), [("20", "20"), ("22.50", "22.5"), ("100", "100"), ("1e2", "100")])
def test_a_rate_is_written_in_shortest_form(given: str, shortest: str) -> None:
    event = Event("tariff-9", "tariff", "inForce", facts(rateMin=given), (), ())
    graph = build_graph(World((), (), (event,), ()))
    assert [str(rate) for rate in graph.objects(None, DIP.rateMin)] == [shortest]


@pytest.mark.parametrize(
    ("kind", "dates", "expected"),
    [
        ("meeting", {"date": "2025-07-10"}, ("2025-07-10", "2025-07-10")),
        ("meeting", {"date": "2024-02"}, ("2024-02-01", "2024-02-29")),
        ("meeting", {"date": "2025", "endDate": "2025-07-10"}, ("2025-01-01", "2025-07-10")),
        ("meeting", {}, (None, None)),
        ("tariff", {"effectiveDate": "2025-08-01", "announcedDate": "2025-07-07"}, ("2025-08-01", None)),
        ("tariff", {"announcedDate": "2025-07"}, ("2025-07-01", None)),
        ("tariff", {"announcedDate": "2025-07-07", "endDate": "2025-06"}, (None, "2025-06-30")),
        ("ceasefire", {"startDate": "2025-06-24", "endDate": "2025-08"}, ("2025-06-24", "2025-08-31")),
        ("ceasefire", {"startDate": "2025-02-30"}, (None, None)),
    ],
)
def test_the_days_between_which_an_event_lies(
    kind: str, dates: dict[str, str], expected: tuple[str | None, str | None]
) -> None:
    assert interval(Event("x-1", kind, "denied", facts(**dates), (), ())) == expected


NAMES = {actor.id: actor.name for actor in SMALL.actors}


@pytest.mark.parametrize(
    ("kind", "status", "slots", "label"),
    [
        ("meeting", "planned", {"participant": ("country-KE", "country-SI")}, "Kenya and Slovenia are to meet"),
        ("meeting", "cancelled", {"date": "2025-07"}, "Unnamed participant called off a meeting, July 2025"),
        (
            "tariff",
            "threatened",
            {"imposer": "country-KE", "rateMax": "25", "target": ("country-SI", "country-QA")},
            "Kenya threatens up to 25% duties against Slovenia and Qatar",
        ),
        (
            "tariff",
            "lifted",
            {"imposer": "country-KE", "rateMin": "25", "rateMax": "25", "product": "tea"},
            "Kenya lifts 25% duties on tea",
        ),
        (
            "ceasefire",
            "agreed",
            {"party": ("country-SD",), "place": "place-bled", "startDate": "2024"},
            "Ceasefire of Sudan in Bled agreed, from 2024",
        ),
        ("ceasefire", "rejected", {}, "Ceasefire rejected"),
    ],
)
def test_an_event_s_label_is_a_sentence(kind: str, status: str, slots: dict[str, str], label: str) -> None:
    assert event_label(Event("x-1", kind, status, facts(**slots), (), ()), NAMES) == label


def test_the_events_of_the_small_world_are_labelled() -> None:
    assert [event_label(event, NAMES) for event in EVENTS] == [
        "60-day ceasefire between Sudan and Northern Front in force, mediated by Qatar, from June 2024",
        "Anna Novak and Peter Otieno met in Bled, 11 July 2024",
        "Kenya announces 20–22.5% duties on steel (20 countries), from 1 August 2024",
    ]
