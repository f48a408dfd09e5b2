"""Every export of a built graph, by name; a file's bytes depend on the graph alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from errno import EISDIR
from functools import cached_property
from os import strerror
from pathlib import Path
from typing import Any

from kg.views.nodes import View
from kg.views.selection import EVERYTHING, Selection, select
from kg.views.view import GraphError, read_view

# What `kg build` leaves beside graph.ttl: the first needs no pictures.
TABLES = {"events.csv": "csv"}
PICTURES = {
    "actors.gexf": "gexf",
    "actors-dynamic.gexf": "gexf-dynamic",
    "actors.graphml": "graphml",
    "explorer.html": "html",
}
CACHE = ".cache"  # the folder beside a built graph in which the build keeps what it need not do again


class Export:
    """A graph to be exported: read once, whatever forms are asked for."""

    def __init__(
        self,
        path: Path,
        selection: Selection = EVERYTHING,
        *,
        level: str = "person",
        table: str = "events",
        cache: Path | None = None,
    ) -> None:
        """`table` is one of `events`, `actors`, `articles` and `reports`.

        Layouts are kept in the folder `cache`; without one in that of the build beside the graph, where there is one.
        """
        self.path = path
        beside = path.parent / CACHE
        self.cache = cache or (beside if beside.is_dir() else None)
        self.selection = selection
        self.level = level
        self.table = table

    @cached_property
    def whole(self) -> View:
        """The whole graph; raises GraphError where it cannot be read."""
        return read_view(self.path)

    def check(self) -> None:
        """Raise GraphError where a type or status is asked for that no event of the graph has."""
        if not self.selection.types and not self.selection.statuses:
            return
        events = self.whole.events.values()
        for asked, there in (
            (self.selection.types, {event.kind for event in events}),
            (self.selection.statuses, {event.status for event in events}),
        ):
            for name in asked:
                if name.casefold() not in {one.casefold() for one in there}:
                    raise GraphError(f"no event here is '{name}': there are {', '.join(sorted(there)) or 'none'}")

    @cached_property
    def view(self) -> View:
        """The graph, narrowed as asked."""
        return select(self.whole, self.selection)

    @cached_property
    def network(self) -> Any:
        """The network of its actors; events of other statuses are in where statuses are asked for."""
        return self._network(everything=bool(self.selection.statuses))

    @cached_property
    def whole_network(self) -> Any:
        """The network with what was planned, threatened or denied, too."""
        return self.network if self.selection.statuses else self._network(everything=True)

    def _network(self, *, everything: bool) -> Any:
        from kg.network import build_network

        return build_network(self.view, level=self.level, everything=everything, keep=self.cache)

    def triples(self) -> Any:
        """The triples, those of the narrowed graph where it is narrowed."""
        from kg.export.triples import Triples

        return Triples(self.path, None if self.selection == EVERYTHING else self.view)

    def pieces(self, form: str) -> Iterable[str]:
        """The export in a form of `FORMS`, piece by piece where it may be larger than memory."""
        made = FORMS[form](self)
        return (made,) if isinstance(made, str) else made

    def text(self, form: str) -> str:
        """The export in a form of `FORMS`."""
        return "".join(self.pieces(form))


def _gexf(export: Export) -> str:
    from kg.export.gexf import gexf_text

    return gexf_text(export.network)


def _dynamic_gexf(export: Export) -> str:
    from kg.export.gexf import gexf_text

    return gexf_text(export.network, dynamic=True)


def _graphml(export: Export) -> str:
    from kg.export.graphml import graphml_text

    return graphml_text(export.network)


def _nquads(export: Export) -> Iterable[str]:
    from kg.export.triples import nquads

    return nquads(export.triples())


def _ntriples(export: Export) -> Iterable[str]:
    from kg.export.triples import ntriples

    return ntriples(export.triples())


def _jsonld(export: Export) -> Iterable[str]:
    from kg.export.triples import jsonld

    return jsonld(export.triples())


def _void(export: Export) -> Iterable[str]:
    from kg.export.dataset import void

    return void(export.path, export.triples())


def _csv(export: Export) -> str:
    from kg.export import tables

    return tables.TABLES[export.table](export.view)


def _svg(export: Export) -> str:
    from kg.export.svg import svg_text

    return svg_text(export.network)


def _html(export: Export) -> str:
    from kg.export.explorer import explorer_html

    return explorer_html(export.view, export.whole_network)


FORMS: Mapping[str, Callable[[Export], str | Iterable[str]]] = {
    "gexf": _gexf,
    "gexf-dynamic": _dynamic_gexf,
    "graphml": _graphml,
    "nq": _nquads,
    "nt": _ntriples,
    "jsonld": _jsonld,
    "void": _void,
    "csv": _csv,
    "html": _html,
    "svg": _svg,
}


def write_exports(
    graph_path: Path, out_dir: Path, *, pictures: bool = True, cache: Path | None = None
) -> tuple[Path, ...]:
    """Write what belongs beside a built graph; without `pictures`, neither network files nor explorer.

    An unchanged network is not laid out again: its layout is kept in the folder `cache`.
    Each file is written whole under another name and then renamed, so that nobody reads half of one.
    """
    export = Export(graph_path, cache=cache)
    out_dir.mkdir(parents=True, exist_ok=True)
    written = []
    for name, form in (TABLES | (PICTURES if pictures else {})).items():
        write_whole(out_dir / name, export.pieces(form))
        written.append(out_dir / name)
    return tuple(written)


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a text file so that it is either the old one or the whole new one; an OSError names it."""
    beside = path.parent / f".{path.name}.new"
    try:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, strerror(EISDIR))
        with beside.open("w", encoding="utf-8", newline="\n", errors="replace") as file:
            file.writelines(pieces)
        beside.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from None
    finally:
        beside.unlink(missing_ok=True)
