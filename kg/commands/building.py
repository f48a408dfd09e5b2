"""The commands that build and check: build, validate, eval."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.usage import WrongUsage, line_of
from kg.views.printing import one_line, printable

if TYPE_CHECKING:
    from kg.pipeline import Outcome, Settings

DECISIONS = Path("decisions.tsv")  # read where it lies in the folder that kg is run from
CACHE = ".cache"  # the folder below --out that keeps what was read
FAILED = 1  # exit code: something could not be read, or does not conform

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


def _build_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(
        (
            click.option("--out", type=FOLDER, required=True, help="folder to write to"),
            click.option("--engine", metavar="URL", help=_ENGINE),
            click.option("--model", metavar="NAME", help="an installed spaCy model  [default: the one that kg brings]"),
            click.option("--base-iri", metavar="IRI", help="what the addresses of all nodes begin with"),
            click.option("--decisions", type=FILE, help="corrections by people  [default: decisions.tsv, if there]"),
            click.option("--aliases", type=FILE, help="names that you know: name, kind and Wikidata item, with tabs"),
            click.option("--cache", type=FOLDER, help="folder that keeps what was read  [default: .cache in --out]"),
            click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="X", help=_SURE),
            click.option("--time-limit", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help=_LONG),
            click.option("--no-pictures", is_flag=True, help="leave the network files and the explorer out"),
            click.option("--summary/--quiet", default=None, help="say what was found  [default: on a terminal]"),
        )
    ):
        command = option(command)
    return command


_ENGINE = "local://N: N processes; dask://HOST:PORT, spark://HOST:PORT: a cluster  [default: all useful cores]"
_SURE = "leave out passages that are less sure, from 0 to 1"
_LONG = "leave out an article that takes longer to read  [default: 60]"


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_build_options
def build(summary: bool | None, **options: Any) -> None:
    """Read articles; write the graph and what it exports to.

    PATH is a file or folder with .txt, .html, .json, .jsonl, .warc or .gz of these; - is JSON lines on standard input.
    """
    on_terminal = sys.stdout.isatty()
    with _one_line_errors():
        from kg.pipeline import build as run

        settings = _settings(options)
        with _progress(on_terminal) as tell:
            outcome = run(settings, stdin=sys.stdin.buffer, tell=tell)
    for line in (*outcome.notices, *map(str, outcome.problems)):
        click.echo(one_line(line), err=True)
    if summary or (summary is None and on_terminal):
        _print_summary(outcome)
    if not outcome.conforms:
        click.echo(f"{settings.out / 'validation.ttl'}: the graph does not conform: kg validate shows why", err=True)
    gc.freeze()  # else Python looks once more through all there is before it ends
    sys.exit(0 if outcome.conforms and not outcome.problems else FAILED)


def _settings(options: dict[str, Any]) -> Settings:
    """The options as the pipeline takes them, with defaults filled in and checked."""
    from kg.defaults import DEFAULT_BASE_IRI
    from kg.pipeline import Settings

    given = {name: value for name, value in options.items() if value is not None}
    out = given["out"]
    decisions = given.get("decisions") or (DECISIONS if DECISIONS.is_file() else None)
    base_iri = given.get("base_iri", DEFAULT_BASE_IRI)
    _check_base_iri(base_iri)
    if "model" in given:
        _check_model(given["model"])
    return Settings(
        paths=given["paths"],
        out=out,
        engine=given.get("engine"),
        base_iri=base_iri,
        decisions=decisions,
        aliases=given.get("aliases"),
        cache=given.get("cache", out / CACHE),
        min_confidence=given["min_confidence"],
        pictures=not given["no_pictures"],
        **{name: given[name] for name in ("model", "time_limit") if name in given},
    )


def _check_model(name: str) -> None:
    from kg.parse.models import ModelError, check_model

    try:
        check_model(name)
    except ModelError as error:
        raise WrongUsage(f"--{error}") from None


def _check_base_iri(iri: str) -> None:
    import re

    if not re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+[/#]", iri):
        raise WrongUsage(f"--base-iri {iri}: write an absolute IRI that ends in / or #")


@contextmanager
def _one_line_errors() -> Iterator[None]:
    from kg.aliases import AliasError
    from kg.decisions import DecisionError
    from kg.engine import EngineError
    from kg.lexicon import LexiconError
    from kg.pipeline import NothingRead
    from kg.store.errors import StoreError
    from kg.vocab import OntologyError

    try:
        yield
    except NothingRead as nothing:
        for problem in nothing.problems:
            click.echo(one_line(str(problem)), err=True)
        click.echo(str(nothing), err=True)
        sys.exit(FAILED)
    except (AliasError, EngineError, DecisionError, LexiconError, OntologyError, StoreError, OSError) as error:
        raise WrongUsage(line_of(error)) from None


@contextmanager
def _progress(on_terminal: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing in a pipe."""
    if not on_terminal:
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print_summary(outcome: Outcome) -> None:
    from rich.console import Console

    from kg.commands.summary import summary_of

    Console(highlight=False).print(summary_of(outcome), soft_wrap=True)


@click.command()
@click.argument("graph", type=FILE)
@click.option("--report", type=FILE, help="write the report as Turtle too")
def validate(graph: Path, report: Path | None) -> None:
    """Check a graph against the shapes and rules. Exit code 1 where it does not conform."""
    from kg.validate import read_graph
    from kg.validate import validate as violations_of
    from kg.views.view import GraphError
    from kg.violations import conforms, write_report

    try:
        violations = violations_of(read_graph(graph))
    except GraphError as error:
        raise WrongUsage(printable(str(error))) from None
    if report:
        write_report(violations, report)
    for violation in violations:
        click.echo(str(violation))
    found = f"{len(violations)} finding{'' if len(violations) == 1 else 's'}"
    click.echo(f"{graph}: {'conforms' if conforms(violations) else 'does not conform'} ({found})")
    sys.exit(0 if conforms(violations) else FAILED)


@click.command("eval")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GOLD_DIR")
@click.option("--model", metavar="NAME", help="an installed spaCy model")
@click.option("--errors", is_flag=True, help="list every miss and false alarm")
@click.option("--json", "as_json", is_flag=True, help="figures as JSON")
def evaluation(folder: Path, model: str | None, errors: bool, as_json: bool) -> None:
    """Print how well the articles of a gold folder are read. They are built, and compared with the gold."""
    from kg.evaluate import as_record, as_text, evaluate
    from kg.scoring.gold import GoldError

    if model:
        _check_model(model)
    try:
        found = evaluate(folder, **{"model": model} if model else {})
    except GoldError as error:
        raise WrongUsage(str(error)) from None
    click.echo(json.dumps(as_record(found), indent=1) if as_json else as_text(found, errors=errors))
