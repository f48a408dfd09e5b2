"""The commands that ask a built graph: query, show, why, disputes, timeline, export."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.usage import PASSWORD, PLAIN, USER, WORDS, WrongUsage

if TYPE_CHECKING:
    from kg.query import Source

DEFAULT_GRAPH = Path("out/graph.ttl")
ROWS = click.Choice(["table", "csv", "json"])
FORM_NAMES = ("gexf", "gexf-dynamic", "graphml", "nq", "nt", "jsonld", "void", "csv", "html", "svg")
LONGEST_MESSAGE = 500  # characters: it may repeat what was given
TABLE_NAMES = ("events", "actors", "articles", "reports")
Command = Callable[..., Any]


def graph_option(command: Command) -> Command:
    """`--graph FILE`, the same for every command that reads a built graph."""
    return click.option(
        "--graph", type=click.Path(path_type=Path), default=DEFAULT_GRAPH, show_default=True, help="the built graph"
    )(command)


@contextmanager
def _errors_in_one_line() -> Iterator[None]:
    from kg.query.questions import QueryError
    from kg.views.things import UnclearThing
    from kg.views.view import GraphError

    try:
        yield
    except (QueryError, GraphError) as error:
        from kg.views.printing import shortened

        raise WrongUsage(shortened(str(error), LONGEST_MESSAGE)) from None
    except UnclearThing as error:  # a list, a line for each
        from kg.views.printing import printable

        raise WrongUsage(printable(str(error))) from None


@click.command()
@click.argument("question", required=False, type=WORDS)
@click.argument("values", nargs=-1, type=WORDS, metavar="[NAME=VALUE]...")
@graph_option
@click.option("--endpoint", type=WORDS, metavar="URL", help="ask this SPARQL endpoint instead of a file")
@click.option(
    "--from",
    "named",
    type=WORDS,
    metavar="IRI",
    help="the endpoint's named graph to ask  [default: as the store has it]",
)
@click.option("--plain-password", "plain", is_flag=True, help=PLAIN)
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "ttl"]), default="table", help="how to print"
)
@click.option("--list", "listed", is_flag=True, help="list the named questions with their parameters")
def query(question: str | None, values: tuple[str, ...], form: str, listed: bool, **where: Any) -> None:
    """Ask a named question, a .rq file, or SPARQL text.

    An endpoint that asks for user and password is given KG_STORE_USER and KG_STORE_PASSWORD.
    """
    if listed:
        click.echo(_questions_text())
        return
    if question is None:
        raise WrongUsage("which question? kg query --list shows those that have a name")
    with _errors_in_one_line():
        from kg.query import run
        from kg.query.answers import print_answer
        from kg.query.questions import find_question, given

        asked = find_question(question)
        bound = given(asked, values)
        print_answer(run(asked, bound, _source(**where)), form)


def _source(graph: Path, endpoint: str | None, named: str | None, plain: bool) -> Source:
    """What is asked: an endpoint where there is one, else the file."""
    from kg.query import Endpoint, GraphFile
    from kg.remote import Login

    if endpoint is None:
        return GraphFile(graph)
    login = Login(os.environ.get(USER, ""), os.environ.get(PASSWORD, ""), plain)
    return Endpoint(endpoint, graph=named, login=login)


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    """An ISO day as it is, nothing as an empty word."""
    from datetime import date

    from kg.views.printing import shortened

    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise WrongUsage(f"--{parameter.name} {shortened(str(value))}: write a day as 2025-07-11") from None


def _questions_text() -> str:
    from kg.query.questions import OPEN, named_questions

    lines = []
    for question in named_questions():
        lines.append(f"{question.name}\n    {question.help}")
        for parameter in question.parameters:
            default = {None: " (needed)", OPEN: ""}.get(parameter.default, f" (default {parameter.default})")
            lines.append(f"      {parameter.name}=…  {parameter.help}{default}")
    return "\n".join(lines)


@click.command()
@click.argument("thing", nargs=-1, required=True, type=WORDS)
@graph_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="how to print")
def why(thing: tuple[str, ...], graph: Path, form: str) -> None:
    """Show every report behind an event or actor.

    THING is an address, its last part, or words of a name.
    """
    with _errors_in_one_line():
        from kg.views.explain import explained, explained_json
        from kg.views.printing import write_text
        from kg.views.things import forms_in, the_one
        from kg.views.view import read_view

        view = read_view(graph)
        found = the_one(" ".join(thing), forms_in(view))
        write_text((explained_json if form == "json" else explained)(view, found) + "\n")


@click.command()
@click.argument("thing", nargs=-1, type=WORDS)
@graph_option
@click.option("--format", "form", type=ROWS, default="table", help="how to print")
def disputes(thing: tuple[str, ...], graph: Path, form: str) -> None:
    """Show where sources differ, side by side. With THING, only on one event or actor."""
    from kg.views.why import DISPUTE_COLUMNS, disputes

    _print_of(graph, thing, form, DISPUTE_COLUMNS, disputes)


@click.command()
@click.argument("thing", nargs=-1, type=WORDS)
@graph_option
@click.option("--format", "form", type=ROWS, default="table", help="how to print")
def timeline(thing: tuple[str, ...], graph: Path, form: str) -> None:
    """Show status over time, with who reported it. With THING, only of one event or actor."""
    from kg.views.why import TIMELINE_COLUMNS, timeline

    _print_of(graph, thing, form, TIMELINE_COLUMNS, timeline)


def _print_of(graph: Path, thing: tuple[str, ...], form: str, columns: tuple[str, ...], rows_of: Command) -> None:
    with _errors_in_one_line():
        from kg.views.printing import print_rows
        from kg.views.things import forms_in, the_one
        from kg.views.view import read_view
        from kg.views.why import events_of

        view = read_view(graph)
        found = the_one(" ".join(thing), forms_in(view)) if thing else None
        rows = rows_of(view, events_of(view, found))
        if not rows and form == "table":
            click.echo("nothing found", err=True)
        else:
            print_rows(columns, rows, form)


@click.command()
@click.argument("article", type=WORDS)
@graph_option
@click.option(
    "--cache", type=click.Path(path_type=Path), help="where the build kept the texts  [default: beside the graph]"
)
def show(article: str, graph: Path, cache: Path | None) -> None:
    """Print an article's text, with what was found in it marked.

    The text is as it was read: offsets count its characters.
    """
    from kg.views.printing import shortened
    from kg.views.show import STORE, kept_article, marked, reports_in, styled

    with _errors_in_one_line():
        from kg.views.view import read_view

        view = read_view(graph)
    store = cache / STORE.name if cache else graph.parent / STORE
    try:
        kept = kept_article(store, article)
    except FileNotFoundError:
        place = shortened(str(store), LONGEST_MESSAGE)
        raise WrongUsage(f"{place}: no texts are kept there: name the build's cache folder with --cache") from None
    except ValueError as error:  # StoreDamaged
        raise WrongUsage(f"{error}: build again") from None
    if kept is None:
        near = _nearest(article, [one.id for one in view.articles.values()])
        raise WrongUsage(f"no article '{shortened(article)}' in {shortened(str(store))}{near}")
    reports = reports_in(view, article)
    if sys.stdout.isatty():
        from rich.console import Console

        Console().print(styled(kept.text, reports))
    else:
        click.echo(marked(kept.text, reports))


def _nearest(word: str, words: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, words, n=3, cutoff=0.5)
    return f": did you mean {' or '.join(near)}?" if near else ""


@click.command()
@click.argument("graph", type=click.Path(path_type=Path))
@click.option("--to", "form", required=True, type=click.Choice(FORM_NAMES), help="the form to write")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="the file to write  [default: standard output]")
@click.option("--since", metavar="DAY", callback=_day, help="only events that may have been on or after this day")
@click.option("--until", metavar="DAY", callback=_day, help="only events that may have been on or before this day")
@click.option(
    "--type", "types", multiple=True, type=WORDS, metavar="TYPE", help="only events of this type: Meeting, Tariff, …"
)
@click.option("--actor", "actors", multiple=True, type=WORDS, metavar="NAME", help="only events of this actor")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=WORDS,
    metavar="STATUS",
    help="only events of this status: held, planned, …",
)
@click.option("--level", type=click.Choice(["person", "country"]), default="person", help="who the network's nodes are")
@click.option(
    "--table", type=click.Choice(TABLE_NAMES), default="events", show_default=True, help="what the rows of a CSV are"
)
def export(graph: Path, form: str, output: Path | None, actors: tuple[str, ...], **options: Any) -> None:
    """Write one export of a built graph. A network, a table, the explorer, or RDF for another store."""
    with _errors_in_one_line():
        from kg.export import Export, write_whole
        from kg.views.printing import printable
        from kg.views.selection import Selection
        from kg.views.things import forms_in, the_one

        made = Export(graph, level=options.pop("level"), table=options.pop("table"))
        forms = forms_in(made.whole, events=False) if actors else []
        made.selection = Selection(**options, actors=tuple(the_one(name, forms) for name in actors))
        made.check()
        pieces = made.pieces(form)
        if output is not None and str(output) != "-":
            write_whole(output, pieces)
            return
        for piece in map(printable, pieces) if sys.stdout.isatty() else pieces:
            sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
