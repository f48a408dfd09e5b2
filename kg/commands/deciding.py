"""The command that adds a row to decisions.tsv."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path

import click

from kg.commands.usage import WrongUsage, line_of
from kg.decisions import COLUMNS, DecisionError, decision_line, read_decisions
from kg.records import Decision


def add_decision(path: Path, decision: Decision) -> None:
    """Append the row, unless it contradicts another: then the file stays as it was and DecisionError is raised."""
    before = path.read_text("utf-8") if path.exists() else "\t".join(COLUMNS) + "\n"
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
@click.argument("verdict", type=click.Choice(["same", "different", "drop", "rename"]))
@click.argument("left")
@click.argument("right", default="")
@click.option("--why", default="", help="the reason, for those who read the file later")
@click.option("--who", default=None, help="who decided  [default: the user of this machine]")
@click.option(
    "--decisions",
    "path",
    default="decisions.tsv",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="the file to add to",
)
def decide(verdict: str, left: str, right: str, why: str, who: str | None, path: Path) -> None:
    """Correct the merging: LEFT and RIGHT are the same, or different; drop LEFT; rename LEFT to RIGHT.

    LEFT and RIGHT are ids as the graph shows them (person-marco-rubio, meeting-…, report-…) or a person's name.
    Every later build reads the file; to undo, delete the row.
    """
    decision = Decision(
        verdict,
        _last_part(left),
        right if verdict == "rename" else _last_part(right),
        who or getpass.getuser(),
        date.today().isoformat(),
        why,
    )
    try:
        add_decision(path, decision)
    except (DecisionError, OSError) as error:
        raise WrongUsage(line_of(error)) from None
    click.echo(f"{path}: {decision_line(decision).strip()}")


def _last_part(name: str) -> str:
    """The id in an IRI; other names as they are."""
    return name.rstrip("/").rpartition("/")[2] if name.startswith(("http://", "https://")) else name
