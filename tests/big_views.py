"""Views of any size, made by rule: people who meet, most of them neighbours, some far more often than others."""

from __future__ import annotations

import random

from kg.views.nodes import ActorNode, ArticleNode, EventNode, Iri, ReportNode, View

BASE = "https://example.org/id/"
COUNTRIES = 150
REGIONS = 15  # a country is of one: its number tells which
STATUSES = ("held", "held", "held", "planned", "cancelled")
QUOTE = "{} met {} on Tuesday to talk about the water of the great lakes, and neither of them was in any hurry."


def big_view(people: int, meetings: int) -> View:
    """A view of so many people, each of some country, and meetings of two; the same for the same numbers."""
    dice = random.Random(people)
    countries = [_actor("Country", number) for number in range(COUNTRIES)]
    persons = [_actor("Person", number, countries[number % COUNTRIES].iri) for number in range(people)]
    outlets = [_article(number) for number in range(50)]
    pairs = [(persons[one], persons[other]) for one, other in (_pair(people, dice) for _ in range(meetings))]
    events = [_event(number, pair, dice) for number, pair in enumerate(pairs) if pair[0] != pair[1]]
    actors = {actor.iri: actor for actor in (*countries, *persons)}
    reports = [_report(event, dice.choice(outlets), actors) for event in events for _ in range(dice.choice((1, 1, 2)))]
    return View(
        {one.iri: one for one in outlets},
        dict(sorted(actors.items())),
        {one.iri: one for one in events},
        tuple(reports),
    )


def _pair(people: int, dice: random.Random) -> tuple[int, int]:
    """Two numbers, small ones more often than others; nine of ten pairs are of one region."""
    one, other = (int(people * dice.random() ** power) for power in (3, 1.5))
    near = other - other % REGIONS + one % REGIONS
    return one, near if near < people and dice.random() < 0.9 else other


def _actor(kind: str, number: int, of: Iri | None = None) -> ActorNode:
    label = f"{kind} {number}"
    iri = Iri(f"{BASE}{kind.lower()}-{number:05}")
    return ActorNode(iri, kind, label, (label,), "", (of,) if of else (), "", None)


def _article(number: int) -> ArticleNode:
    return ArticleNode(
        Iri(f"{BASE}article-{number}"), f"a{number}", "", f"Outlet {number}", "2031-01-01", "", f"{number}"
    )


def _event(number: int, pair: tuple[ActorNode, ActorNode], dice: random.Random) -> EventNode:
    people = tuple(sorted(one.iri for one in pair))
    sides = tuple(sorted({side for one in pair for side in one.represents}))
    day = f"20{dice.randrange(25, 32)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
    iri, status = Iri(f"{BASE}meeting-{number:06}"), dice.choice(STATUSES)
    label = f"{pair[0].label} met {pair[1].label}"
    slots = {"date": (day,), "participant": people}
    return EventNode(iri, "Meeting", label, status, slots, sides, (Iri(f"{BASE}article-0"),), (), "0.90", day, day)


def _report(event: EventNode, article: ArticleNode, actors: dict[Iri, ActorNode]) -> ReportNode:
    people = [actors[iri].label for iri in event.actors]
    quote, start = QUOTE.format(*people), len(event.iri) * 7
    words = (("participant", start, start + len(people[0])),)
    nobody: dict[str, None] = {"attributed_to": None, "near_miss": None}
    return ReportNode(
        Iri(f"{event.iri}-{article.id}"),
        about=event.iri,
        article=article.iri,
        start=start,
        end=start + len(quote),
        quote=quote,
        status=event.status,
        as_of="",
        attribution="",
        confidence="0.90",
        inferred=(),
        reasons=(),
        apart=(),
        slots=event.slots,
        words=words,
        **nobody,
    )
