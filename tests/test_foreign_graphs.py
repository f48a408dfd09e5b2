"""Graphs that kg did not write, or that somebody changed: what is wrong in them is told, and nothing else breaks."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import Run
from views import SMALL

DIP = "https://w3id.org/diplomacy-kg/ontology#"
ID = "https://w3id.org/diplomacy-kg/id/"
NO_NUMBER = (
    "Error: g.ttl: not a graph that can be read: strange: dip:start is 'soon', which is no number of characters\n"
)
NOT_TURTLE = "Error: g.ttl: not a graph that can be read: "
REPORT = f"<{ID}strange> a <{DIP}Report> ; <{DIP}start> 'soon' ."
READERS = (
    "kg why country-BR",
    "kg disputes",
    "kg timeline",
    "kg show a1",
    "kg export g.ttl --to csv",
    "kg decide --review",
    "kg decide same a b",
)


def changed(folder: Path, *triples: str) -> Path:
    """The small graph with these triples more, as `g.ttl` in the folder."""
    path = folder / "g.ttl"
    path.write_text("\n".join([SMALL.read_text("utf-8"), *triples]), "utf-8")
    return path


def ask(kg: Run, line: str, folder: Path) -> tuple[int, str]:
    done = kg(line if "export" in line else f"{line} --graph g.ttl", folder)
    return done.returncode, done.stderr


@pytest.mark.parametrize("line", READERS)
def test_a_report_without_offsets_is_named(line: str, kg: Run, tmp_path: Path) -> None:
    changed(tmp_path, REPORT)
    assert ask(kg, line, tmp_path) == (2, NO_NUMBER)


@pytest.mark.parametrize("line", READERS)
def test_a_file_that_is_no_graph_is_named_in_one_line(line: str, kg: Run, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text("no turtle")
    code, told = ask(kg, line, tmp_path)
    assert (code, told[: len(NOT_TURTLE)], told.count("\n")) == (2, NOT_TURTLE, 1)


def test_an_event_that_nobody_reports_is_in_no_doubt(kg: Run, tmp_path: Path) -> None:
    near = f"<{ID}r> a <{DIP}Report> ; <{DIP}about> <x:nothing> ; <{DIP}nearMiss> <{ID}alone> ; "
    alone = f"<{ID}alone> a <{DIP}Meeting> ; <{DIP}reportedIn> <x:article> ."
    changed(tmp_path, alone, near + f"<{DIP}apartReason> 'taken together (0.50)' .")
    done = kg("kg decide --review --graph g.ttl", tmp_path)
    assert (done.returncode, done.stdout) == (0, "no pair is in doubt\n")


@pytest.mark.parametrize("form", ["nt", "nq", "jsonld", "void"])
def test_exports_of_strange_terms_are_well_formed(form: str, kg: Run, tmp_path: Path) -> None:
    graph = changed(
        tmp_path,
        "<x:a> a 'word', _:b ; <x:b> 'mot'@fr, 'x'^^<x:t>, _:c .",
        f"<x:a> <{DIP}article> 'none' ; <{DIP}a:b> 1 ; <x:@id> 2 ; <urn:y> 3 .",
    )
    assert kg(f"kg export g.ttl --to {form} -o out", tmp_path).returncode == 0
    formats = {"nq": ox.RdfFormat.N_QUADS, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
    read = {quad.triple for quad in ox.parse(path=tmp_path / "out", format=formats.get(form, ox.RdfFormat.TURTLE))}
    given = {quad.triple for quad in ox.parse(path=graph, format=ox.RdfFormat.TURTLE)}
    assert form == "void" or _named(read) == _named(given)


def _named(triples: set[ox.Triple]) -> set[str]:
    """The triples without blank nodes, whose names no export need keep."""
    return {str(triple) for triple in triples if "_:" not in str(triple)}


def test_blank_nodes_are_judged_like_others(kg: Run, tmp_path: Path) -> None:
    changed(tmp_path, f"<{ID}r> a <{DIP}Report> ; <{DIP}start> _:b ; <{DIP}end> 5 .", f"_:m a <{DIP}Meeting> .")
    done = kg("kg validate g.ttl", tmp_path)
    assert (done.returncode, done.stderr, "Traceback" in done.stdout) == (1, "", False)
    assert "urn:blank:m" in {line.partition(" ")[0] for line in done.stdout.splitlines()}


@pytest.mark.parametrize(
    "value", ["'NaN'^^<{}decimal>", "'sNaN'^^<{}decimal>", "'NaN'^^<{}double>", "'x'^^<{}integer>"]
)
def test_no_number_is_too_strange_for_a_bound(value: str, kg: Run, tmp_path: Path) -> None:
    strange = value.format("http://www.w3.org/2001/XMLSchema#")
    bounded = ("confidence", "durationMinutes", "durationDays", "targetCount", "rateMin", "previousRate", "start")
    changed(tmp_path, *(f"<x:1> a <{DIP}{kind}> ; <{DIP}{name}> {strange} ." for name in bounded for kind in KINDS))
    done = kg("kg validate g.ttl", tmp_path)
    assert (done.returncode, done.stderr) == (1, "")


KINDS = ("Report", "Tariff", "Meeting", "Ceasefire")
COMPARED = ("start", "end", "onOrAfter", "onOrBefore", "rateMin", "rateMax")
NO_VALUES = {"integer": "x", "decimal": "--", "date": "2025-13-45", "gYear": "2026", "double": "NaN", "hexBinary": "zz"}


@pytest.mark.parametrize(("kind", "value"), [*NO_VALUES.items(), ("decimal", "NaN"), ("decimal", "sNaN")])
def test_what_is_no_value_breaks_its_shape_and_not_the_program(kind: str, value: str, kg: Run, tmp_path: Path) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    strange, plain = f"'{value}'^^<{xsd}{kind}>", f"'{'2025' if kind == 'gYear' else 10}'^^<{xsd}{kind}>"
    pairs = [
        f"<x:{n}> <{DIP}{name}> {one} ."
        for n in (1, 2)
        for name, one in zip(COMPARED, 3 * (strange, plain), strict=True)
    ]
    swapped = [f"<x:3> <{DIP}{name}> {one} ." for name, one in zip(COMPARED, 3 * (plain, strange), strict=True)]
    kinds = [f"<x:{n}> a <{DIP}{one}> ." for n, one in enumerate(("Report", "Tariff", "Meeting"), 1)]
    changed(tmp_path, *pairs, *swapped, *kinds)
    done = kg("kg validate g.ttl", tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert {"x:1", "x:2", "x:3"} <= {line.partition(" ")[0] for line in done.stdout.splitlines()}
