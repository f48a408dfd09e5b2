"""An article's text with what was found in it marked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.records import Article
from kg.views.labels import spoken
from kg.views.nodes import ReportNode, View
from kg.views.printing import printable

STYLES = ("black on bright_yellow", "black on bright_cyan", "black on bright_green", "black on bright_magenta")
STORE = Path(".cache/articles.sqlite")  # where a build keeps the texts, beside its graph


def kept_article(store: Path, name: str) -> Article | None:
    """The article of this id, as it was read; None where the store has none of that id.

    Raises FileNotFoundError where there is no store.
    """
    if not store.is_file():
        raise FileNotFoundError(str(store))
    from kg.store import Store

    with Store(store) as kept:
        return kept.article_named(name)


def reports_in(view: View, name: str) -> tuple[ReportNode, ...]:
    """What was found in the article of this id, in text order."""
    articles = {iri for iri, article in view.articles.items() if article.id == name}
    found = (report for report in view.reports if report.article in articles)
    return tuple(sorted(found, key=lambda report: (report.start, -report.end, report.iri)))


def marked(text: str, reports: Iterable[ReportNode]) -> str:
    """The text with every passage between `[[` and `]]`, followed by what it is about and the status it tells.

    >>> marked("They met.", [])
    'They met.'
    """
    ends: dict[int, list[str]] = {}
    starts: dict[int, int] = {}
    for (start, end), about in _passages(reports).items():
        starts[start] = starts.get(start, 0) + 1
        ends.setdefault(end, []).append(f"]]({'; '.join(dict.fromkeys(about))})")
    pieces, last = [], 0
    for place in sorted({*starts, *ends}):
        pieces.append(printable(text[last:place]))
        pieces += ends.get(place, [])
        pieces.append("[[" * starts.get(place, 0))
        last = place
    return "".join([*pieces, printable(text[last:])])


def styled(text: str, reports: Iterable[ReportNode]) -> Any:
    """The text for a terminal (a rich Text), every event or person in a colour of its own, with a legend below."""
    from rich.text import Text

    reports = tuple(reports)
    things = list(dict.fromkeys(report.about for report in reports if report.status))
    drawn = Text(printable(text))
    for report in reports:
        if report.about in things:
            drawn.stylize(STYLES[things.index(report.about) % len(STYLES)], report.start, report.end)
        else:
            drawn.stylize("underline", report.start, report.end)
    drawn.append("\n")
    for number, thing in enumerate(things):
        told = [spoken(report.status) for report in reports if report.about == thing]
        drawn.append(f"\n{thing.name}", STYLES[number % len(STYLES)])
        drawn.append(f" {told[-1]}")
    return drawn


def _passages(reports: Iterable[ReportNode]) -> dict[tuple[int, int], list[str]]:
    """What each passage is about, two reports of the same passage together."""
    found: dict[tuple[int, int], list[str]] = {}
    for report in reports:
        told = f"{report.about.name} {spoken(report.status)}".strip()
        found.setdefault((report.start, report.end), []).append(told)
    return found
