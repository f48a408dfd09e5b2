from collections.abc import Callable
from math import dist
from pathlib import Path

import networkx as nx
import pytest
from views import SMALL, iri, small

from kg.export import Export, write_exports
from kg.network import build_network, layout, relations
from kg.network.layout import EDGE, LAID_OUT, Parts, Places, place_nodes
from kg.network.measures import KEPT, LAYOUTS, measures_of
from kg.views.nodes import DIP, EventNode
from kg.views.selection import Selection, select
from kg.views.view import read_view


def triples(network: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    return {(a.name, kind, b.name) for a, b, kind in network.edges(keys=True)}


DEFAULT = {
    ("person-astrid-nordahl", "met", "person-tomas-quiroga"),
    ("country-BR", "tariff on", "country-NO"),
    ("country-CL", "tariff on", "country-BR"),
    ("country-KE", "mediated between", "country-ML"),
    ("country-KE", "mediated between", "organization-desert-column"),
    ("person-astrid-nordahl", "represents", "country-NO"),
    ("person-luisa-prado", "represents", "country-BR"),
    ("person-tomas-quiroga", "represents", "country-CL"),
}


def test_who_is_related_to_whom() -> None:
    assert triples(build_network(small())) == DEFAULT


def test_planned_and_unfinished_are_kinds_of_their_own_and_only_in_when_asked_for() -> None:
    assert triples(build_network(small(), everything=True)) == DEFAULT | {
        ("person-astrid-nordahl", "planned to meet", "person-wanjiru-kamau"),
        ("country-ML", "negotiated ceasefire with", "organization-desert-column"),
        ("person-wanjiru-kamau", "represents", "country-KE"),
    }


def test_countries_stand_for_their_people() -> None:
    assert triples(build_network(small(), level="country")) == {
        ("country-CL", "met", "country-NO"),
        ("country-BR", "tariff on", "country-NO"),
        ("country-CL", "tariff on", "country-BR"),
        ("country-KE", "mediated between", "country-ML"),
        ("country-KE", "mediated between", "organization-desert-column"),
    }


def test_what_a_node_and_an_edge_carry() -> None:
    network = build_network(small())
    node = network.nodes[iri("person-astrid-nordahl")]
    kept = {name: node[name] for name in ("label", "kind", "country", "events", "reports", "first", "last", "degree")}
    assert kept == {
        "label": "Astrid Nordahl",
        "kind": "person",
        "country": "NO",
        "events": 1,
        "reports": 2,
        "first": "2031-03-06",
        "last": "2031-03-06",
        "degree": 2,
    }
    edge = network.edges[iri("person-astrid-nordahl"), iri("person-tomas-quiroga"), "met"]
    assert edge == {
        "id": "e5",
        "kind": "met",
        "symmetric": True,
        "shown": True,
        "weight": 1,
        "reports": 2,
        "first": "2031-03-06",
        "last": "2031-03-06",
        "statuses": "held",
        "events": iri("meeting-0001"),
        "spells": (("2031-03-06", "2031-03-06"),),
    }


def test_a_syndicated_copy_is_no_second_source() -> None:
    assert small().independent(small().events[iri("meeting-0001")].articles) == 2


def test_the_same_network_twice() -> None:
    first, second = build_network(small()), build_network(read_view(SMALL))
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the networks that are laid out from now on."""
    sizes: list[int] = []

    def place(simple: nx.Graph, *, seed: int, known: Parts) -> Places:
        sizes.append(len(simple))
        return place_nodes(simple, seed=seed, known=known)

    monkeypatch.setattr("kg.network.measures.place_nodes", place)
    return sizes


def test_an_unchanged_network_is_not_laid_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = laid_out(monkeypatch)
    first, second = (build_network(small(), keep=tmp_path) for _ in range(2))
    assert sizes == [len(first)]
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    (kept,) = tmp_path.glob("network-*.json")
    build_network(small(), everything=True, keep=tmp_path)
    assert len(sizes) == 2


@pytest.mark.parametrize("damage", [lambda text: text[:-30], lambda text: text.replace("1", "2"), lambda text: ""])
def test_a_damaged_layout_is_made_anew(
    damage: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = laid_out(monkeypatch)
    first = build_network(small(), keep=tmp_path)
    (kept,) = tmp_path.glob("network-*.json")
    whole = kept.read_text()
    kept.write_text(damage(whole))
    assert kept.read_text() != whole
    again = build_network(small(), keep=tmp_path)
    assert (sizes, kept.read_text()) == ([len(first)] * 2, whole)
    assert list(first.nodes(data=True)) == list(again.nodes(data=True))


@pytest.mark.parametrize("spoiled", ["", "{}", "[]", '{"versions": 1}'])
def test_a_part_that_is_as_it_was_is_not_laid_out_again(
    spoiled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    forces = layout._settled
    monkeypatch.setattr(layout, "_settled", lambda number, *given: sizes.append(number) or forces(number, *given))
    ring, both = nx.cycle_graph(5), nx.disjoint_union(nx.cycle_graph(5), nx.cycle_graph(4))
    for one in (ring, both):
        nx.set_edge_attributes(one, 1, "weight")
        nx.set_edge_attributes(one, 1, "core")
    alone = measures_of(both, None)
    assert sizes == [5, 4]
    measures_of(ring, tmp_path)
    assert (measures_of(both, tmp_path), sizes) == (alone, [5, 4, 5, 4])
    for kept in tmp_path.glob("network-*.json"):
        kept.unlink()
    (tmp_path / LAYOUTS).write_text(spoiled)
    assert (measures_of(both, tmp_path), sizes) == (alone, [5, 4, 5, 4, 5, 4])


def test_only_the_latest_layouts_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        (tmp_path / f"network-{number}.json").write_text("{}")
    build_network(small(), keep=tmp_path)
    assert len(list(tmp_path.glob("network-*.json"))) == KEPT


def test_exports_beside_a_build_share_its_layouts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = laid_out(monkeypatch)
    graph = tmp_path / "graph.ttl"
    graph.write_bytes(SMALL.read_bytes())
    write_exports(graph, tmp_path, cache=tmp_path / ".cache")
    assert len(sizes) == 2, "the network, and the explorer's with what was planned"
    write_exports(graph, tmp_path, cache=tmp_path / ".cache")
    Export(graph).text("svg")
    assert len(sizes) == 2


def test_what_is_hidden_moves_nobody() -> None:
    usual, whole = build_network(small()), build_network(small(), everything=True)
    moved = [iri for iri in usual if any(usual.nodes[iri][axis] != whole.nodes[iri][axis] for axis in "xy")]
    assert (moved, len(whole) - len(usual)) == ([], 1)


def test_a_type_that_no_table_knows_joins_its_sides() -> None:
    view = small()
    protest = EventNode(
        iri("protest-1"), "Protest", "x", "held", {}, (iri("country-CL"), iri("country-NO")), (), (), "1", "", ""
    )
    network = build_network(type(view)(view.articles, view.actors, {protest.iri: protest}, ()))
    assert triples(network) == {("country-CL", "protest (held)", "country-NO")}


def test_every_status_of_every_type_has_its_relation() -> None:
    vocab = pytest.importorskip("kg.vocab")
    assert vocab.NAMESPACE == DIP
    known = {(kind.name, status) for kind in vocab.event_types().values() for status in kind.statuses}
    assert {key for key in known if key[0] in {kind for kind, _ in relations()}} == set(relations())


def test_an_empty_graph_gives_an_empty_network(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("")
    assert len(build_network(read_view(tmp_path / "graph.ttl"))) == 0


def test_neighbours_stand_nearer_than_strangers() -> None:
    ring = nx.cycle_graph(12)
    nx.set_edge_attributes(ring, 1, "weight")
    places = place_nodes(ring, seed=7)
    gaps = {
        (a, b): ((places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2) ** 0.5
        for a in ring
        for b in ring
        if a < b
    }
    near = [gap for pair, gap in gaps.items() if ring.has_edge(*pair)]
    far = [gap for pair, gap in gaps.items() if not ring.has_edge(*pair)]
    assert max(near) < min(far)


def test_nodes_beyond_the_strongest_stand_beside_their_neighbour() -> None:
    star = nx.star_graph(LAID_OUT + 20)
    nx.set_edge_attributes(star, 1, "weight")
    lonely = len(star)
    star.add_node(lonely)
    places = place_nodes(star, seed=7)
    assert len(set(places.values())) == len(star)


def test_who_is_linked_to_weak_nodes_alone_stands_beside_them() -> None:
    network = nx.complete_graph(LAID_OUT)
    strong, weak = LAID_OUT, range(LAID_OUT + 1, 2 * LAID_OUT + 10)
    network.add_edges_from([(strong, one) for one in weak])
    network.add_edge(weak[0], 0)
    nx.set_edge_attributes(network, 1, "weight")
    places = place_nodes(network, seed=7)
    assert dist(places[strong], places[weak[0]]) < EDGE


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(), {"ceasefire-0005", "meeting-0001", "meeting-0002", "tariff-0003", "tariff-0004"}),
        (Selection(types=("meeting",)), {"meeting-0001", "meeting-0002"}),
        (Selection(statuses=("held",)), {"meeting-0001"}),
        (Selection(actors=(iri("country-CL"),)), {"meeting-0001", "tariff-0004"}),
        (Selection(since="2031-03-08"), {"ceasefire-0005", "meeting-0002", "tariff-0003", "tariff-0004"}),
        (Selection(until="2031-03-05"), {"tariff-0003", "tariff-0004"}),
        (Selection(since="2031-04-10", until="2031-04-10", types=("Meeting",)), {"meeting-0002"}),
    ],
)
def test_narrowing(selection: Selection, left: set[str]) -> None:
    view = select(small(), selection)
    assert {event.name for event in view.events} == left
    named = {value for r in view.reports for values in r.slots.values() for value in values if value in small().actors}
    assert named - set(view.actors) == set(), "whom a kept report names is kept"
    assert {r.article for r in view.reports} - set(view.articles) == set()
