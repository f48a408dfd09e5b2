"""The command that adds rows to decisions.tsv."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.asking import LONGEST_MESSAGE, graph_option
from kg.commands.usage import WORDS, WrongUsage, line_of
from kg.decisions import TABLE, VERDICTS, DecisionError, decision_line, read_decisions
from kg.records import Decision

if TYPE_CHECKING:
    from kg.views.nodes import View


def add_decision(path: Path, decision: Decision) -> None:
    """Append the row, unless it contradicts another: then the file stays as it was and DecisionError is raised."""
    before = path.read_text("utf-8") if path.exists() else "\t".join(TABLE.columns) + "\n"
    start = before if before.endswith("\n") else before + "\n"
    trial = path.with_name(path.name + ".new")
    trial.write_text(start + decision_line(decision), "utf-8")
    try:
        read_decisions(trial)
    except (DecisionError, OSError) as error:
        trial.unlink()
        raise DecisionError(str(error).replace(trial.name, path.name)) from None
    trial.replace(path)


@click.command()
@click.argument("verdict", type=click.Choice(VERDICTS), required=False)
@click.argument("left", default="", type=WORDS)
@click.argument("right", default="", type=WORDS)
@click.option("--why", default="", type=WORDS, help="the reason, for those who read the file later")
@click.option("--who", default=None, type=WORDS, help="who decided  [default: the user of this machine]")
@click.option(
    "--decisions",
    "path",
    default="decisions.tsv",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="the file to add to",
)
@click.option("--review", is_flag=True, help="walk through the pairs of a built graph that may be one event or two")
@graph_option
def decide(
    verdict: str | None, left: str, right: str, why: str, who: str | None, path: Path, review: bool, graph: Path
) -> None:
    """Correct the merging, as every later build will read it.

    LEFT and RIGHT are the same, or different; drop LEFT; rename LEFT to RIGHT.

    LEFT and RIGHT are ids as the graph shows them (person-marco-rubio, meeting-…, report-…) or an actor's name.
    To undo, delete the row in the file. With --review the program asks, what most hangs on first.
    """
    signed = Signed(path, who or _user(), why)
    if review:
        _review(graph, signed)
    elif verdict is None or not left:
        raise WrongUsage("decide takes a verdict and what it is about, or --review")
    else:
        _add(
            signed,
            verdict,
            _meant(graph, verdict, left),
            right if verdict == "rename" else _meant(graph, verdict, right),
        )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number that the machine has no name for, as in a container
        raise WrongUsage("nobody knows who decides: name yourself with --who") from None


@dataclass(frozen=True, slots=True)
class Signed:
    """The file of the decisions, who decides and why."""

    path: Path
    who: str
    why: str


def _add(signed: Signed, verdict: str, left: str, right: str) -> None:
    decision = Decision(verdict, left, right, signed.who, date.today().isoformat(), signed.why)
    try:
        add_decision(signed.path, decision)
    except (DecisionError, OSError) as error:
        raise WrongUsage(line_of(error)) from None
    click.echo(f"{signed.path}: {decision_line(decision).strip()}")


ANSWERS = {"s": "same", "d": "different"}


def _review(graph: Path, signed: Signed) -> None:
    """Ask about each doubtful pair that is not decided yet, until the user has enough."""
    from kg.views.doubts import doubts
    from kg.views.explain import compared

    view = _view(graph)
    settled = {frozenset((one.left, one.right)) for one in _decided(signed.path)}
    asked = [one for one in doubts(view) if frozenset((one.left.iri.name, one.right.iri.name)) not in settled]
    for number, doubt in enumerate(asked, 1):
        click.echo(f"\n{number} of {len(asked)}. {compared(view, doubt)}")
        answer = click.prompt(
            "[s]ame event, [d]ifferent, [n]ext, [q]uit", type=click.Choice([*"sdnq"]), show_choices=False
        )
        if answer == "q":
            return
        if answer in ANSWERS:
            _add(signed, ANSWERS[answer], doubt.left.iri.name, doubt.right.iri.name)
    click.echo("nothing left to decide" if asked else "no pair is in doubt")


def _decided(path: Path) -> tuple[Decision, ...]:
    try:
        return read_decisions(path) if path.exists() else ()
    except DecisionError as error:
        raise WrongUsage(line_of(error)) from None


def _meant(graph: Path, verdict: str, name: str) -> str:
    """What a name stands for in the built graph, as its id; a name as it is where there is no graph.

    Names that are to stay two keep their spelling: as ids they may be one by mistake.
    """
    from kg.views.printing import printable, shortened
    from kg.views.things import UnclearThing, forms_in, the_one

    last = _last_part(name)
    if not last or not graph.is_file():
        return last
    view = _view(graph)
    forms = forms_in(view, events=False)
    if last in {iri.name for iri in (*view.actors, *view.events, *(report.iri for report in view.reports))}:
        return last
    if verdict == "different" and any(form == name for _, form in forms):
        return name
    try:
        return the_one(name, forms).name
    except UnclearThing as error:
        raise WrongUsage(f"{shortened(str(graph), LONGEST_MESSAGE)}: {printable(str(error))}") from None


def _view(graph: Path) -> View:
    from kg.views.printing import one_line
    from kg.views.view import GraphError, read_view

    try:
        return read_view(graph)
    except GraphError as error:
        raise WrongUsage(one_line(str(error))) from None


def _last_part(name: str) -> str:
    """The id in an IRI; other names as they are."""
    return name.rstrip("/").rpartition("/")[2] if name.startswith(("http://", "https://")) else name
