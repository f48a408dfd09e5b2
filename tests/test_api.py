"""kg from Python does what the commands do, and its page shows what it does."""

from __future__ import annotations

import doctest
import shutil
from pathlib import Path

import pytest
import stores
from conftest import ROOT
from views import SMALL, kg

import kg as library
from kg.triplestore import StoreRefused
from kg.views.things import UnclearThing

PYTHON = ROOT / "docs" / "python.md"


def test_the_page_shows_what_python_does(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(demo, tmp_path / "checkout", symlinks=True)
    monkeypatch.chdir(tmp_path / "checkout")
    done = doctest.testfile(str(PYTHON), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert (done.failed, done.attempted) == (0, 13)


def test_rows_are_those_of_the_command() -> None:
    graph = library.read(SMALL)
    (row,) = graph.ask("planned-meetings")
    printed = kg("query", "planned-meetings", "--graph", str(SMALL)).output.split("\n")[1]
    assert printed.split() == " ".join(row.values()).split()
    assert graph.ask("ASK { ?s a dip:Meeting }") == [{"answer": "yes"}]
    assert graph.ask("CONSTRUCT { ?s a dip:Place } WHERE { ?s rdfs:label 'Gao' }") == [
        {"subject": "place-gao", "predicate": "type", "object": "Place"}
    ]


def test_exports_are_those_of_the_command(tmp_path: Path) -> None:
    told = library.read(SMALL).export("csv", tmp_path / "events.csv", actors=("Quiroga",), types=("Meeting",))
    assert (tmp_path / "events.csv").read_text("utf-8") == told
    assert told == kg("export", str(SMALL), "--to", "csv", "--actor", "Quiroga", "--type", "Meeting").output


def test_it_is_pushed_to_a_store(oxigraph: stores.Served) -> None:
    graph = library.read(SMALL)
    assert graph.load(oxigraph.store, into="https://example.org/api", query_endpoint=oxigraph.queries) == 251
    with pytest.raises(StoreRefused):
        graph.load(oxigraph.queries, into="https://example.org/api")


def test_errors_are_exceptions_with_the_line_of_the_command() -> None:
    with pytest.raises(UnclearThing, match="nothing here is called 'Nobody'"):
        library.read(SMALL).why("Nobody")
    with pytest.raises(AttributeError, match="kg has no 'nothing'"):
        _ = library.nothing
