"""Many generated reports of meetings, duties and truces, for measuring how the merging grows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from kg.records import Argument, Article, EventMention, Extraction, Mention, Span

TELLERS = 4  # articles on one event, on average
EVENTS_A_DAY = 25  # the more reports, the longer the time that they cover
COUNTRIES = tuple(f"{a}{b}" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJKLMNOPQRST")
MINISTERS = 2  # persons of each country, who stay in office all the time
FIRST_DAY = date(2000, 1, 1)
TEXT = "The two sides met on the day in question and spoke at length about {} and {}, it was said in {}."


def extractions(reports: int, *, seed: int = 7) -> Iterator[Extraction]:
    """Articles with one report each, so many in all."""
    chance = random.Random(seed)
    number = 0
    while number < reports:
        event = _event(chance, number // (EVENTS_A_DAY * TELLERS))
        for _ in range(min(chance.randint(1, 2 * TELLERS - 1), reports - number)):
            yield _article(chance, number, event)
            number += 1


Event = tuple[str, date, dict[str, list[str]]]


def _event(chance: random.Random, day: int) -> Event:
    kind = chance.choice(["Meeting", "Meeting", "Tariff", "Ceasefire"])
    when = FIRST_DAY + timedelta(days=day)
    one, two = chance.sample(COUNTRIES, 2)
    if kind == "Meeting":
        people = [f"person:Minister{chance.randrange(MINISTERS)} Of{side.title()}land" for side in (one, two)]
        return kind, when, {"participant": people, "date": [when.isoformat()], "place": [f"place:City {one}"]}
    if kind == "Tariff":
        slots = {
            "imposer": [f"country:{one}"],
            "target": [f"country:{two}"],
            "product": [chance.choice(["steel", "rice", "cars"])],
        }
        return kind, when, slots | {"rateMin": [str(chance.randrange(5, 50))], "announcedDate": [when.isoformat()]}
    return kind, when, {"party": [f"country:{one}", f"country:{two}"], "startDate": [when.isoformat()]}


def _article(chance: random.Random, number: int, event: Event) -> Extraction:
    kind, when, slots = event
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=8)) for _ in range(3)]
    text = TEXT.format(*words)
    published = (when + timedelta(days=chance.randrange(3))).isoformat()
    article = Article(f"article-{number:07d}", text, publisher=f"Paper {number % 300}", published=published)
    span = Span(0, len(text))
    told = {
        slot: values
        for slot, values in slots.items()
        if slot in ("participant", "imposer", "target", "party") or chance.random() < 0.8
    }
    arguments = tuple(Argument(slot, value, span) for slot, values in told.items() for value in values)
    people = sorted({one.value for one in arguments if one.value.startswith("person:")})
    mentions = tuple(_mention(key, span) for key in people)
    status = {"Meeting": "held", "Tariff": "announced", "Ceasefire": "agreed"}[kind]
    return Extraction(article, mentions, (EventMention(kind, 0, span, span, status, arguments),))


def _mention(key: str, span: Span) -> Mention:
    name = key.partition(":")[2]
    country = name.rpartition("Of")[2].removesuffix("land").upper()
    return Mention(key, span, span, name, "Foreign Minister", (f"country:{country}",), acts=True)
