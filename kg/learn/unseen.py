"""Gold articles as they are read by weights that have seen none of their stories, and what each account tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.accounts import Account, report_id
from kg.finding.scene import lay_out
from kg.graph import build_graph
from kg.learn import learned
from kg.learn.gold import Told, half_of, read_gold
from kg.mentions import find_cast
from kg.records import Extraction
from kg.resolve import resolve
from kg.resolve.actors import find_actors
from kg.resolve.telling import find_accounts
from kg.scoring.agreement import Judge, align
from kg.scoring.given import read_given
from kg.scoring.gold import Gold, gold_article
from kg.vocab import event_types, slots
from kg.weights import overridden


def read_unseen(folders: Iterable[Path]) -> Iterator[Extraction]:
    """The articles of these gold folders, each read by what the half without its story teaches."""
    told = [each for folder in folders for each in read_gold(folder)]
    for half in (0, 1):
        models: dict[str, Mapping[str, float]] = {}
        for some in learned([each for each in told if half_of(each.gold["story"]) != half]):
            models |= some
        with overridden(models):
            yield from (_read(each) for each in told if half_of(each.gold["story"]) == half)


def _read(told: Told) -> Extraction:
    from kg.events import find_events

    article = told.scene.article
    cast = find_cast(told.scene.doc, article)
    events = find_events(lay_out(told.scene.doc, article, cast))
    return Extraction(article, cast.mentions if events else (), events)


def told_events(extraction: Extraction, record: Mapping[str, Any]) -> dict[int, str]:
    """The gold event that each account of an article tells, by its number; those that tell none are left out."""
    gold = Gold((gold_article(record),))
    made = resolve([extraction], slots())
    given = read_given(build_graph(made), gold, slots=slots(), kinds=tuple(event_types()))
    pairs = align(gold.events, given.events, Judge(slots(), gold.persons)).pairs
    events = {found.event.rpartition("/")[2]: known.event for known, found in pairs}
    about = {report.id: report.about for report in made.reports}
    return {
        account.key[1]: events[about[report_id(account, 0)]]
        for account in _accounts(extraction)
        if about[report_id(account, 0)] in events
    }


def _accounts(extraction: Extraction) -> Sequence[Account]:
    return find_accounts([extraction], find_actors([extraction]), slots())
