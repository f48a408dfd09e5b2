"""What has the right form and strange content: files, tables and graphs. `make soak` tries many more of each."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile import Case, article, news
from mangled import aliases, archives, decisions, json_lines, pages
from mangled_graphs import graph_faults, graphs
from test_hostile import built, mutation_faults, write_all
from views import SMALL

from kg.views.view import read_view

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, about rdflib
FILES: dict[str, Callable[[int, int], Iterator[Case]]] = {"lines": json_lines, "pages": pages, "archives": archives}
TABLES = {"aliases": aliases, "decisions": decisions}


@pytest.mark.parametrize("kind", FILES)
def test_files_are_read_or_named(kind: str, tmp_path: Path) -> None:
    assert mutation_faults(tmp_path, list(FILES[kind](12, 7))) == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a build of a few articles."""
    folder = tmp_path_factory.mktemp("tables")
    prepare(folder)
    return folder


def prepare(folder: Path) -> None:
    """Build a few articles in the folder."""
    told = [Case(f"a{n}.json", article(n, published="2025-03-03")) for n in (1, 2, 3, 30)]
    both = f"{news(1)} U.S. President Donald Trump said on Monday he would impose a 20% tariff on steel from Norway."
    write_all(folder, [*told, Case("both.txt", both.encode())])
    assert built(folder, "--no-pictures") == (0, [])
    (folder / "whole.ttl").write_bytes((folder / "out" / "graph.ttl").read_bytes())


@pytest.mark.parametrize("kind", TABLES)
def test_tables_are_obeyed_or_refused_by_line(kind: str, small: Path) -> None:
    assert [fault for seed in range(30, 55) for fault in table_faults(small, kind, seed)] == []


def table_faults(folder: Path, kind: str, seed: int) -> list[str]:
    """What goes wrong with a build that is given a strange table."""
    path = folder / f"{kind}.tsv"
    path.write_bytes(TABLES[kind](_names(folder), seed))
    code, messages = built(folder, f"--{kind}", str(path), "--no-pictures")
    place = f"seed {seed}: "
    if code == 2:
        named = len(messages) == 1 and messages[0].startswith(f"Error: {kind}.tsv")
        return [] if named else [f"{place}{messages}"]
    record = json.loads((folder / "out" / "build.json").read_text("utf-8"))
    return [f"{place}{one}" for one in (*messages, *record["violations"])]


def _names(folder: Path) -> list[str]:
    """What decisions and aliases may name: ids, addresses and names of the graph without them."""
    view = read_view(folder / "whole.ttl")
    things = [*view.actors, *view.events, *(report.iri for report in view.reports)]
    return [*(one.name for one in things), *view.actors, *(actor.label for actor in view.actors.values())]


def test_graphs_are_read_or_named(tmp_path: Path) -> None:
    chance = random.Random(1)
    for content in graphs(12, 1, SMALL.read_bytes()):
        assert graph_faults(tmp_path, content, chance) == []
