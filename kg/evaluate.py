"""Evaluate: build the articles of a gold folder and count what is right, per type and slot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from rdflib import Graph

from kg.articles import read_articles
from kg.defaults import DEFAULT_MODEL
from kg.extract import extract
from kg.graph import build_graph
from kg.records import Article, Extraction
from kg.redating import merged_with_days
from kg.resolve import Settled, resolve, settle
from kg.resolve.remembered import Memory
from kg.scoring.agreement import Judge, align
from kg.scoring.baselines import baseline_figures
from kg.scoring.calibration import Bucket, calibration
from kg.scoring.figures import (
    Figure,
    Share,
    event_figures,
    evidence_figures,
    match_persons,
    match_slots,
    person_figures,
)
from kg.scoring.given import read_given
from kg.scoring.gold import Gold, GoldError, gold_files, read_gold
from kg.scoring.mistakes import Mistake, find_mistakes, grouped
from kg.scoring.perfect import perfect_extraction
from kg.vocab import event_types, slots

NAME_WIDTH = 24  # columns for the longest figure's name
OF_MERGING = ("coref.aligned", "links")  # the figures that say how well events are merged
SHOWN = 200  # characters of a mistake's detail


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a graph against a gold folder, the calibration table, every mistake; and beside the figures
    those of naive mergers on the same reports, and of the merging alone, fed with what the gold says (`alone`).
    """

    figures: Mapping[str, Figure]
    baselines: Mapping[str, Figure]
    buckets: tuple[Bucket, ...]
    mistakes: tuple[Mistake, ...]
    alone: Mapping[str, Figure] = field(default_factory=dict)


def evaluate(folder: Path, *, model: str = DEFAULT_MODEL) -> Evaluation:
    """Builds the articles of a gold folder and scores them.

    Raises GoldError for a folder without gold articles or a file that is none.
    """
    gold = read_gold(folder)
    return replace(score(build_gold(folder, model=model), gold), alone=alone_figures(gold))


def build_gold(folder: Path, *, model: str = DEFAULT_MODEL) -> Graph:
    """The graph of a gold folder's articles, as `kg build` makes it from the same files."""
    articles, problems = read_articles([str(path) for path in gold_files(folder)])
    if problems:
        raise GoldError("; ".join(map(str, problems)))

    def read(some: Sequence[Article]) -> list[Extraction]:
        return [extract(article, model=model) for article in some]

    memory = Memory()

    def merge(found: Sequence[Extraction]) -> Settled:
        return settle(found, slots(), memory=memory)

    return build_graph(merged_with_days(read(articles), merge=merge, read=read))


def score(graph: Graph, gold: Gold) -> Evaluation:
    """How well the graph's reports tell what the gold's articles tell.

    Raises GoldError for a type of event or a slot that the ontology does not have.
    """
    _check(gold)
    kinds = tuple(event_types())
    given = read_given(graph, gold, slots=slots(), kinds=kinds)
    judge = Judge(slots(), gold.persons)
    alignment = align(gold.events, given.events, judge)
    matches = match_slots(alignment, judge)
    persons, strangers = match_persons(gold, given)
    figures: dict[str, Figure] = {
        "triples": given.triples,
        "reports": given.reports,
        **event_figures(alignment, matches, kinds),
        **person_figures(persons, strangers),
        **evidence_figures(gold, given, alignment),
    }
    return Evaluation(
        figures,
        baseline_figures(alignment.pairs),
        calibration(alignment, judge),
        find_mistakes(alignment, matches, persons, strangers),
    )


def alone_figures(gold: Gold) -> dict[str, Figure]:
    """What the merging makes of perfect readings of the gold's articles."""
    perfect = [perfect_extraction(dict(article.record)) for article in gold.articles]
    found = score(build_graph(resolve(perfect, slots())), gold).figures
    return {name: found[name] for name in OF_MERGING}


def _check(gold: Gold) -> None:
    for event in gold.events:
        unknown = [event.kind] if event.kind not in event_types() else sorted(set(event.slots) - set(slots()))
        if unknown:
            raise GoldError(f"{event.article}: event '{event.event}': '{unknown[0]}' is not in ontology/*.ttl")


def as_record(evaluation: Evaluation) -> dict[str, object]:
    """The figures as JSON holds them, with `baselines`, `alone`, `calibration` and the sizes of the error classes."""
    return {
        **{name: _plain(figure) for name, figure in evaluation.figures.items()},
        "baselines": {name: _plain(figure) for name, figure in evaluation.baselines.items()},
        "alone": {name: _plain(figure) for name, figure in evaluation.alone.items()},
        "calibration": [
            {"confidence": bucket.low, "reports": bucket.reports, "real": bucket.real, "right": bucket.right}
            for bucket in evaluation.buckets
        ],
        "errors": {group: len(members) for group, members in grouped(evaluation.mistakes)},
    }


def _plain(figure: Figure) -> object:
    if not isinstance(figure, Share):
        return figure
    return {
        "p": figure.precision,
        "r": figure.recall,
        "f1": figure.f1,
        "tp": figure.right,
        "pred": figure.given,
        "gold": figure.gold,
    }


def as_text(evaluation: Evaluation, *, errors: bool = False) -> str:
    """The figures for people, one a line, the calibration table, and with `errors` every mistake by class."""
    parts = [
        _figure_lines(evaluation.figures),
        _headed_lines("what naive merging would reach on the same reports", evaluation.baselines),
        _headed_lines("the merging alone, on reports made from the gold", evaluation.alone),
        _calibration_lines(evaluation.buckets),
    ]
    if errors:
        parts += [_class_lines(evaluation.mistakes), _mistake_lines(evaluation.mistakes)]
    return "\n".join(chain.from_iterable(parts))


def _figure_lines(figures: Mapping[str, Figure]) -> Iterable[str]:
    for name, figure in figures.items():
        yield f"{name:{NAME_WIDTH}s} {_shown(figure)}"


def _headed_lines(head: str, figures: Mapping[str, Figure]) -> Iterable[str]:
    if figures:
        yield ""
        yield head
        yield from _figure_lines(figures)


def _shown(figure: Figure) -> str:
    if isinstance(figure, Share):
        rates = f"P {figure.precision:.3f}  R {figure.recall:.3f}  F1 {figure.f1:.3f}"
        return f"{rates}   ({figure.right} right, {figure.given} given, {figure.gold} gold)"
    return f"{figure:.3f}" if isinstance(figure, float) else str(figure)


def _calibration_lines(buckets: Sequence[Bucket]) -> Iterable[str]:
    yield ""
    yield "confidence   reports   of a real event   right in all they say"
    for bucket in buckets:
        real, right = bucket.real / bucket.reports, bucket.right / bucket.reports
        yield f"{bucket.low:.1f}          {bucket.reports:7d}   {real:15.2f}   {right:21.2f}"


def _class_lines(mistakes: Iterable[Mistake]) -> Iterable[str]:
    yield ""
    yield "errors by class, the largest first"
    for group, members in grouped(mistakes):
        yield f"{len(members):5d}  {group}"


def _mistake_lines(mistakes: Iterable[Mistake]) -> Iterable[str]:
    for group, members in grouped(mistakes):
        yield ""
        yield f"{group} ({len(members)})"
        for mistake in members:
            yield f"  {mistake.article}: {_cut(mistake.detail)}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 3]}..."
