"""A world of as many meetings as are asked for, for the large rows of the benchmark."""

from __future__ import annotations

from worlds import facts

from kg.records import Actor, Article, Event, Kind, Report, Span, World

COUNTRIES = {"KE": "Kenya", "QA": "Qatar", "NO": "Norway", "PE": "Peru", "VN": "Vietnam", "CL": "Chile"}
EVENTS_A_PERSON = 10


def world_of(number: int) -> World:
    """So many meetings of two persons, each told by one article; each person meets some twenty others."""
    people = [_person(place) for place in range(max(2, number // EVENTS_A_PERSON))]
    countries = [Actor(f"country-{code}", Kind.COUNTRY, name, (name,), iso2=code) for code, name in COUNTRIES.items()]
    articles, events, reports = [], [], []
    for place in range(number):
        pair = sorted((people[place % len(people)], people[(place * 7 + 1) % len(people)]), key=lambda one: one.id)
        text = f"{pair[0].name} met {pair[1].name} on day {place}."
        day = f"20{10 + place % 15}-{1 + place % 12:02}-{1 + place % 28:02}"
        article = Article(f"article-{place:07}", text, published=day, publisher=f"Outlet {place % 50}")
        told = facts(participant=tuple(one.id for one in pair), date=day)
        event, span = f"meeting-{place:012x}", Span(0, len(text))
        sides = tuple(sorted({country for one in pair for country in one.represents}))
        events.append(Event(event, "Meeting", "held", told, sides, (article.id,)))
        reports.append(Report(f"report-{place:07}", event, article.id, span, text, told, status="held"))
        if place < len(people):
            reports += [_named(one, article) for one in pair]
        articles.append(article)
    named = {report.about for report in reports}
    kept = [one for one in people if one.id in named]
    return World(
        tuple(articles), tuple(sorted((*countries, *kept), key=lambda one: one.id)), tuple(events), _by_id(reports)
    )


def _by_id(reports: list[Report]) -> tuple[Report, ...]:
    return tuple(sorted({report.id: report for report in reports}.values(), key=lambda report: report.id))


def _person(place: int) -> Actor:
    country = list(COUNTRIES)[place % len(COUNTRIES)]
    name = f"Ada Obi{place}"
    return Actor(
        f"person-ada-obi{place}", Kind.PERSON, name, (name,), title="President", represents=(f"country-{country}",)
    )


def _named(person: Actor, article: Article) -> Report:
    start = article.text.index(person.name)
    span = Span(start, start + len(person.name))
    told = facts(name=person.name, title=person.title or "", represents=person.represents)
    return Report(f"report-{article.id}-{person.id}", person.id, article.id, span, person.name, told)
