"""Graphs in which some terms are not what they should be, and what goes wrong when commands are given one."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from click.testing import CliRunner, Result
from hostile import MUTATIONS
from lxml import etree
from roundtrips import csv_rows

from kg.cli import main
from kg.limits import TookTooLong, time_limit

XSD, DIP = "http://www.w3.org/2001/XMLSchema#", "https://w3id.org/diplomacy-kg/ontology#"
TYPED = {
    "integer": ("-1", "1_0", " 5 ", "٣", "x", "9" * 5_000, "9" * 20),
    "decimal": ("NaN", "--", "+.5", "9", "1.5"),
    "double": ("1e400", "NaN", "INF"),
    "date": ("2025-13-45", "99999-01-01", "0000-00-00", "-0001-01-01", "2025-07-10", "2025-07-10Z"),
    **{"gYear": ("2025", "x"), "gYearMonth": ("2025-07", ""), "dateTime": ("2025-07-10T00:00:00Z", "x")},
    **{"boolean": ("true", "maybe"), "hexBinary": ("zz",), "duration": ("P1D", "P"), "anyURI": ("javascript:x", "a b")},
}
TERMS = (
    *(ox.Literal(value, datatype=ox.NamedNode(XSD + kind)) for kind, values in TYPED.items() for value in values),
    *map(
        ox.Literal, ("", "abc", "\0", "\x01\x1b[2J\x9b", "</script><script>", "=1+1", "\ufffe", "a\nb\rc", "x" * 70_000)
    ),
    *map(ox.Literal, ("0.5", "\u202e\u200b", "taken together (0.50)", "date 1-2, place 3-4", "date 9-1")),
    *(ox.Literal("mot", language="fr"), ox.Literal("x", datatype=ox.NamedNode("x:t"))),
    *map(ox.NamedNode, ("x:y", "urn:x", "https://a.example/é", f"{DIP}held", f"{DIP}Meeting", f"{DIP}participant")),
    *(ox.BlankNode("b"), ox.BlankNode("c")),
)
FORMS = ("gexf", "gexf-dynamic", "graphml", "nq", "nt", "jsonld", "void", "csv", "html", "svg")
RDF = {"nq": ox.RdfFormat.N_QUADS, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
FORMULA = re.compile(r"\s*[=+@＝＋－＠]|\s*-(?![\d.]+$)|[\t\r\n]")


def graphs(number: int, seed: int, good: bytes) -> Iterator[bytes]:
    """So many graphs made from a good one in Turtle: terms exchanged, triples gone and come, now and then bytes."""
    chance = random.Random(f"graphs {seed}")
    triples = [quad.triple for quad in ox.parse(good, format=ox.RdfFormat.TURTLE)]
    for _ in range(number):
        if chance.random() < 0.2:
            yield chance.choice(MUTATIONS)(good, chance, [("good.ttl", good)])
            continue
        changed = list(triples)
        for _ in range(chance.choice((1, 1, 2, 5, 30))):
            _change(changed, chance)
        yield "\n".join(f"{triple} ." for triple in changed).encode("utf-8")


def _change(triples: list[ox.Triple], chance: random.Random) -> None:
    at = chance.randrange(len(triples))
    old, other = triples[at], chance.choice(triples)
    strange = chance.choice(TERMS)
    match chance.randrange(6):
        case 0:
            triples[at] = ox.Triple(old.subject, old.predicate, strange)
        case 1:
            triples[at] = ox.Triple(old.subject, old.predicate, other.object)
        case 2:
            del triples[at]
        case 3:
            triples.append(ox.Triple(old.subject, old.predicate, strange))
        case 4:
            triples[at] = ox.Triple(old.subject, other.predicate, old.object)
        case _:
            subject = strange if isinstance(strange, ox.NamedNode | ox.BlankNode) else other.subject
            triples[at] = ox.Triple(subject, old.predicate, old.object)


def graph_faults(folder: Path, content: bytes, chance: random.Random) -> list[str]:
    """What goes wrong with the commands that read a graph, some of the exports among them."""
    graph = folder / "g.ttl"
    graph.write_bytes(content)
    there = [["--graph", str(graph)]]
    asked = "SELECT * { ?s ?p ?o } ORDER BY STR(?o)"
    lines = [
        ["query", asked],
        ["why", "country-BR"],
        ["disputes"],
        ["timeline"],
        ["show", "a1"],
        ["decide", "--review"],
    ]
    lines = [[*line, *there[0]] for line in lines] + [
        ["validate", str(graph)],
        ["load", "http://127.0.0.1:1/", str(graph)],
    ]
    lines += [["export", str(graph), "--to", form, "-o", str(folder / "exported")] for form in chance.sample(FORMS, 3)]
    return [f"{' '.join(line[:4])}: {fault}" for line in lines for fault in _line_faults(line, folder)]


def _line_faults(line: list[str], folder: Path) -> Iterator[str]:
    try:
        with time_limit():
            done = CliRunner().invoke(main, line, prog_name="kg", input="q\n")
    except TookTooLong as error:
        yield str(error)
        return
    yield from _ending_faults(done)
    if line[0] == "export" and done.exit_code == 0:
        yield from _export_faults(line[3], (folder / "exported").read_bytes())


def _ending_faults(done: Result) -> Iterator[str]:
    """A command ends well, or with one line that names a place and holds nothing that a terminal obeys."""
    if done.exception and not isinstance(done.exception, SystemExit):
        yield f"{type(done.exception).__name__}: {done.exception}"
    elif done.exit_code not in (0, 1, 2):
        yield f"exit code {done.exit_code}"
    elif done.exit_code == 2 and (
        done.stderr.count("\n") != 1 or not re.search("g.ttl|nothing here|no texts", done.stderr)
    ):
        yield f"no place: {done.stderr}"
    if re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.stderr):
        yield f"not printable: {done.stderr!r}"


def _export_faults(form: str, content: bytes) -> Iterator[str]:
    try:
        if form in ("gexf", "gexf-dynamic", "graphml", "svg"):
            etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        elif form == "csv":
            yield from (
                f"a formula: {cell[:40]!r}" for row in csv_rows(content.decode()) for cell in row if FORMULA.match(cell)
            )
        elif form != "html":
            list(ox.parse(content, format=RDF.get(form, ox.RdfFormat.TURTLE)))
    except (SyntaxError, ValueError, AssertionError) as error:
        yield f"not well-formed: {error}"
