"""kg from Python, as small as the command line: build a graph or read one, ask it, export it, push it to a store.

    import kg

    graph = kg.build(["articles"], out="out")
    graph.ask("who-met-whom", actor="Kenya")
    print(graph.why("Kitagawa"))
    graph.export("gexf", "actors.gexf")

Errors are the exceptions of the module that raises them, with the one line that the command would print.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

if TYPE_CHECKING:
    import rdflib

    from kg.query import GraphFile
    from kg.views.nodes import View
    from kg.violations import Violation

AnyPath = str | PathLike[str]
Rows = list[dict[str, str]]


class Options(TypedDict, total=False):
    """The options of `kg build`, under the same names."""

    engine: str
    model: str
    base_iri: str
    decisions: AnyPath
    cache: AnyPath
    min_confidence: float
    pictures: bool


class Narrowed(TypedDict, total=False):
    """The options of `kg export` that narrow it; `actors` are names or the last parts of addresses."""

    since: str
    until: str
    types: tuple[str, ...]
    actors: tuple[str, ...]
    statuses: tuple[str, ...]


class Push(TypedDict, total=False):
    """The options of `kg load`, and who asks."""

    into: str
    replace: bool
    query_endpoint: str
    user: str
    password: str
    plain_password: bool


def build(paths: AnyPath | Iterable[AnyPath], out: AnyPath = "out", **options: Unpack[Options]) -> Graph:
    """The graph of all articles in these files and folders, written to `out` as `kg build` does.

    What could not be read is in `problems` of the graph.
    """
    from kg.pipeline import Settings
    from kg.pipeline import build as run

    many = [paths] if isinstance(paths, str | PathLike) else paths
    folders = {"out": Path(out), "cache": Path(options.pop("cache", Path(out) / ".cache"))}
    decisions = options.pop("decisions", None)
    given: dict[str, Any] = {**options, **folders, "decisions": Path(decisions) if decisions else None}
    outcome = run(Settings(paths=tuple(map(str, many)), **given))
    return Graph(outcome.files[0], problems=tuple(map(str, outcome.problems)))


def read(path: AnyPath = "out/graph.ttl") -> Graph:
    """A graph that was built before."""
    return Graph(Path(path))


class Graph:
    """A built graph: the file `path`, and all that the commands do with it."""

    def __init__(self, path: Path, *, problems: tuple[str, ...] = ()) -> None:
        """The file is read when the first question is asked."""
        self.path = path
        self.problems = problems

    def ask(self, question: str, **values: str) -> Rows:
        """The rows that answer a named question, a `.rq` file or SPARQL text, as `kg query` shows them.

        A yes-or-no question gives one row. Raises QueryError, or UnclearThing for a name that is nobody's.
        """
        from kg.query import run
        from kg.query.answers import rows_of
        from kg.query.questions import find_question, given

        asked = find_question(question)
        pairs = tuple(f"{name}={value}" for name, value in values.items())
        return rows_of(run(asked, given(asked, pairs), self._source))

    def why(self, thing: str) -> str:
        """Every report behind an event or actor, in words."""
        from kg.views.explain import explained

        return explained(self._view, self._named(thing))

    def disputes(self, thing: str = "") -> Rows:
        """Where sources differ, a row for each value."""
        from kg.views.why import DISPUTE_COLUMNS, disputes, events_of

        rows = disputes(self._view, events_of(self._view, self._named(thing) if thing else None))
        return [dict(zip(DISPUTE_COLUMNS, row, strict=True)) for row in rows]

    def timeline(self, thing: str = "") -> Rows:
        """Status over time, a row for each report."""
        from kg.views.why import TIMELINE_COLUMNS, events_of, timeline

        rows = timeline(self._view, events_of(self._view, self._named(thing) if thing else None))
        return [dict(zip(TIMELINE_COLUMNS, row, strict=True)) for row in rows]

    def export(self, form: str, to: AnyPath | None = None, **narrowed: Unpack[Narrowed]) -> str:
        """The export in this form (`gexf`, `csv`, `nq`, …), narrowed as asked; also written to the file `to`."""
        from kg.export import Export, write_whole
        from kg.views.selection import Selection

        actors = tuple(self._named(name, events=False) for name in narrowed.get("actors", ()))
        only: dict[str, Any] = {
            name: narrowed[name] for name in ("since", "until", "types", "statuses") if name in narrowed
        }
        made = Export(self.path, Selection(**only, actors=actors))
        made.check()
        text = made.text(form)
        if to is not None:
            write_whole(Path(to), [text])
        return text

    def load(self, endpoint: str, **push: Unpack[Push]) -> int:
        """How many triples were pushed to a triple store and found there; raises StoreRefused."""
        from kg.remote import Login
        from kg.triplestore import TripleStore, push_all, read_graphs

        login = Login(push.get("user", ""), push.get("password", ""), push.get("plain_password", False))
        store = TripleStore(endpoint, login, queries=push.get("query_endpoint"))
        return push_all(read_graphs(self.path, push.get("into")), store, replace=push.get("replace", True))

    def validate(self) -> tuple[Violation, ...]:
        """What the shapes and rules find wrong."""
        from kg.validate import validate

        return tuple(validate(self.rdf()))

    def network(self, *, level: str = "person") -> Any:
        """The network of actors, as a networkx graph."""
        from kg.network import build_network

        return build_network(self._view, level=level)

    def rdf(self) -> rdflib.Graph:
        """The graph, as rdflib reads it."""
        import rdflib

        return rdflib.Graph(bind_namespaces="none").parse(self.path)

    @cached_property
    def _source(self) -> GraphFile:
        from kg.query import GraphFile

        return GraphFile(self.path)

    @cached_property
    def _view(self) -> View:
        from kg.views.view import read_view

        return read_view(self.path)

    def _named(self, thing: str, *, events: bool = True) -> Any:
        from kg.views.things import forms_in, the_one

        return the_one(thing, forms_in(self._view, events=events))
