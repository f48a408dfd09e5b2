"""What a build tells the person who ran it: read, found, merged, disputed, where the files are, what to try next."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from kg.graph.wording import event_label
from kg.outputs import GRAPH, events_by_type
from kg.pipeline import Outcome
from kg.records import Event, Kind, World
from kg.views.labels import spoken

SHOWN = 3  # disputes: the rest is a command away
WIDTH = 11  # columns for the word at the left
ABOUT = {
    GRAPH: "the graph, for SPARQL and any RDF program",
    "events.csv": "one line an event, for a spreadsheet",
    "actors.gexf": "who deals with whom, for Gephi",
    "explorer.html": "the same in your browser, offline",
    "validation.ttl": "what the shapes say of the graph",
}


def summary_of(outcome: Outcome) -> Text:
    """The end of a build, for a terminal."""
    world = outcome.world
    if world is None:
        blocks = [[_headed("Read", _same(outcome)), *_block("There", _files(outcome))]]
    else:
        blocks = [
            [_headed("Read", _read(outcome, world))],
            [*_block("Found", _events(world)), _headed("Among", _people(world))],
            [_headed("Merged", _merged(world)), *_block("Disputed", _disputes(world))],
            [*_block("Checked", _checked(outcome)), *_block("Written", _files(outcome))],
            [*_block("Try next", _next_steps(outcome, world))],
        ]
    return Text("\n\n").join(Text("\n").join(lines) for lines in blocks)


def command_name() -> str:
    """How the person calls kg from here: `kg`, or `.venv/bin/kg` where that is not in PATH."""
    called = Path(sys.argv[0])
    if called.name != "kg" or shutil.which("kg") == str(called):
        return "kg"
    return min(os.path.relpath(called), str(called), key=len)


def _headed(head: str, line: str | Text) -> Text:
    return Text.assemble((head.ljust(WIDTH), "bold"), line)


def _block(head: str, lines: Iterator[str | Text]) -> list[Text]:
    return [_headed("" if number else head, line) for number, line in enumerate(lines)]


def _same(outcome: Outcome) -> str:
    took = f"{sum(outcome.seconds.values()):.1f} s"
    return f"{_plural(outcome.articles, 'article')} (nothing is new or changed, all files are as they were; {took})"


def _read(outcome: Outcome, world: World) -> str:
    articles = world.articles
    outlets = {article.publisher for article in articles if article.publisher}
    days = sorted(article.published for article in articles if article.published)
    span = f", {days[0]} to {days[-1]}" if days else ""
    fresh = "all new" if outcome.new >= len(articles) else f"{outcome.new} new or changed"
    copies = len(world.copies)
    copied = f", {_plural(copies, 'syndicated copy', 'syndicated copies')}" if copies else ""
    took = f"{sum(outcome.seconds.values()):.1f} s"
    return f"{_plural(len(articles), 'article')} of {_plural(len(outlets), 'outlet')}{span} ({fresh}{copied}; {took})"


def _events(world: World) -> Iterator[str]:
    for name, statuses in sorted(events_by_type(world).items()):
        told = ", ".join(f"{number} {spoken(status)}" for status, number in statuses.most_common())
        yield f"{_plural(statuses.total(), spoken(name)):14} {told}"
    if not world.events:
        yield "no event: are these articles about meetings, tariffs or ceasefires?"


def _people(world: World) -> str:
    numbers = {kind: sum(actor.kind == kind for actor in world.actors) for kind in Kind}
    people = _plural(numbers[Kind.PERSON], "person", "people")
    countries = _plural(numbers[Kind.COUNTRY], "country", "countries")
    organizations = _plural(numbers[Kind.ORGANIZATION], "organisation")
    return f"{people}, {countries}, {organizations} and {_plural(numbers[Kind.PLACE], 'place')}"


def _merged(world: World) -> str:
    several = sum(len(event.articles) > 1 for event in world.events)
    return f"{_plural(len(world.reports), 'passage')}; {_plural(several, 'event')} told by more than one article"


def _disputes(world: World) -> Iterator[str]:
    """`Rubio and Lavrov meet: duration minutes 50 (AP) or 60 (Shafaq News)`, of the events that most articles tell."""
    names = {actor.id: actor.name for actor in world.actors}
    outlets = {article.id: article.publisher or article.id for article in world.articles}
    disputed = sorted((event for event in world.events if event.disputed), key=lambda one: (-len(one.articles), one.id))
    for event in disputed[:SHOWN]:
        yield event_label(event, names)
        for slot in event.disputed:
            yield f"  {spoken(slot)}: {_versions(event, slot, world, names, outlets)}"
    if len(disputed) > SHOWN:
        yield f"and {_plural(len(disputed) - SHOWN, 'event')} more"


def _versions(event: Event, slot: str, world: World, names: dict[str, str], outlets: dict[str, str]) -> str:
    told: dict[str, list[str]] = {}
    for report in world.reports:
        if report.about == event.id:
            values = sorted(names.get(fact.value, fact.value) for fact in report.facts if fact.slot == slot)
            if values:
                told.setdefault(", ".join(values), []).append(outlets[report.article])
    return " or ".join(f"{value} ({', '.join(dict.fromkeys(who))})" for value, who in sorted(told.items()))


def _checked(outcome: Outcome) -> Iterator[Text]:
    if outcome.conforms:
        yield Text("the graph conforms to its shapes: a quoted passage is behind every fact")
    else:
        yield Text(f"the graph does not conform: {_plural(len(outcome.violations), 'finding')}", "red")
    if outcome.problems:
        yield Text(f"{_plural(len(outcome.problems), 'problem')} with what was given, named above", "red")


def _files(outcome: Outcome) -> Iterator[str]:
    shown = [path for path in outcome.files if path.name in ABOUT]
    width = max(len(str(path)) for path in shown)
    for path in shown:
        yield f"{str(path):{width}}  {ABOUT[path.name]}"


def _next_steps(outcome: Outcome, world: World) -> Iterator[Text]:
    kg, graph = command_name(), outcome.settings.out / GRAPH
    option = "" if graph == Path("out") / GRAPH else f" --graph {graph}"
    steps = {f"{kg} disputes{option}": "where sources differ, side by side", f"{kg} query --list": "questions to ask"}
    if world.events:
        telling = max(world.events, key=lambda event: (bool(event.disputed), len(event.articles), event.id))
        steps = {f"{kg} why {telling.id}{option}": "every passage behind that event"} | steps
    width = max(map(len, steps))
    for command, purpose in steps.items():
        yield Text.assemble((command.ljust(width), "cyan"), f"  {purpose}")


def _plural(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
