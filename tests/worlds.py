"""A small world written by hand, for the tests of everything that starts from resolved records.

Two outlets tell of one meeting and differ on its length; one of them tells of a duty and of a truce, too.
"""

from __future__ import annotations

from kg.records import Actor, Article, Event, Fact, Kind, Report, Score, Span, Words, World

HERALD = Article(
    id="herald-1",
    text=(
        "Anna Novak, the foreign minister of Slovenia, met Kenyan President Peter Otieno in Bled on Thursday "
        "for 50 minutes. “We spoke about trade,” Novak said.\n\n"
        "Kenya had announced duties of 20% to 22.5% on steel from more than 20 countries, from Aug. 1."
    ),
    title="Novak meets Otieno",
    publisher="Example Herald",
    published="2024-07-12",
    url="https://example.org/novak",
    language="en",
    source="herald.json",
)
COURIER = Article(
    id="courier 2",
    text=(
        "Anna Novák and Otieno talked for an hour.\n\n"
        'U.S. officials said a "60-day" truce between Sudan and the Northern Front, which Qatar brokered, '
        "began in June 2024."
    ),
    publisher="Example Courier",
    source="courier.txt",
)
ARTICLES = {article.id: article for article in (HERALD, COURIER)}

NOVAK = Actor(
    "person-anna-novak",
    Kind.PERSON,
    "Anna Novak",
    ("Anna Novak", "Anna Novák", "Novak"),
    title="foreign minister",
    represents=("country-SI",),
)
OTIENO = Actor(
    "person-peter-otieno",
    Kind.PERSON,
    "Peter Otieno",
    ("Otieno", "Peter Otieno"),
    title="President",
    represents=("country-KE",),
)
ACTORS = (
    Actor("country-KE", Kind.COUNTRY, "Kenya", ("Kenya",), iso2="KE", wikidata="Q114"),
    Actor("country-QA", Kind.COUNTRY, "Qatar", ("Qatar",), iso2="QA", wikidata="Q846"),
    Actor("country-SD", Kind.COUNTRY, "Sudan", ("Sudan",), iso2="SD", wikidata="Q1049"),
    Actor("country-SI", Kind.COUNTRY, "Slovenia", ("Slovenia",), iso2="SI", wikidata="Q215"),
    Actor("organization-northern-front", Kind.ORGANIZATION, "Northern Front", ("Northern Front",)),
    NOVAK,
    OTIENO,
    Actor("place-bled", Kind.PLACE, "Bled", ("Bled",), country="SI"),
)


def facts(**values: str | tuple[str, ...]) -> tuple[Fact, ...]:
    """Facts by slot: `facts(date="2024-07-11", participant=("person-a", "person-b"))`."""
    pairs = ((slot, (value,) if isinstance(value, str) else value) for slot, value in values.items())
    return tuple(Fact(slot, one) for slot, many in pairs for one in many)


def report(number: int, about: str, article: Article, first: str, last: str, **slots: str | tuple[str, ...]) -> Report:
    """A report whose quote runs from the words `first` to the words `last` of the article."""
    start = article.text.index(first)
    span = Span(start, article.text.index(last, start) + len(last))
    return Report(f"report-{number}", about, article.id, span, span.cut(article.text), facts(**slots), confidence=0.9)


def words(article: Article, **given: str) -> tuple[Words, ...]:
    """The first words of the article that read so, by the slot that they give: `words(HERALD, place="Bled")`."""
    starts = {slot: article.text.index(text) for slot, text in given.items()}
    return tuple(sorted(Words(Span(start, start + len(given[slot])), slot) for slot, start in starts.items()))


def told(plain: Report, status: str, **more: object) -> Report:
    """The report with a status and whatever else it tells."""
    return Report(**{field: getattr(plain, field) for field in Report.__slots__} | {"status": status} | more)  # type: ignore[arg-type]


BOTH = ("person-anna-novak", "person-peter-otieno")
REPORTS = (
    told(
        report(
            1, "meeting-1", HERALD, "Anna Novak,", "50 minutes",
            participant=BOTH, place="place-bled", date="2024-07-11", durationMinutes="50", mode="inPerson",
        ),
        "held",
        inferred=("mode",),
        words=words(HERALD, place="Bled", date="Thursday", durationMinutes="50 minutes"),
    ),
    told(report(2, "meeting-1", HERALD, "“We", "said.", topic="trade"), "held", attributed_to="person-anna-novak"),
    told(
        report(3, "meeting-1", COURIER, "Anna", "hour.", participant=BOTH, durationMinutes="60"),
        "held",
        reasons=(Score(0.875, "same participants"),),
    ),
    told(
        report(
            4, "tariff-1", HERALD, "Kenya had", "Aug. 1.",
            imposer="country-KE", rateMin="20", rateMax="22.5", product="steel", targetCount="20",
            effectiveDate="2024-08-01",
        ),
        "announced",
        as_of="2024",
        confidence=1.0,
    ),
    told(
        report(
            5, "ceasefire-1", COURIER, 'a "60-day"', "June 2024",
            party=("country-SD", "organization-northern-front"), mediator="country-QA", durationDays="60",
            startDate="2024-06",
        ),
        "inForce",
        attribution="U.S. officials",
    ),
    report(
        6, "person-anna-novak", HERALD, "Anna Novak", "Slovenia",
        name="Anna Novak", title="foreign minister", represents="country-SI",
    ),
    report(7, "person-anna-novak", COURIER, "Anna", "Novák", name="Anna Novák"),
    report(
        8, "person-peter-otieno", HERALD, "Kenyan", "Otieno",
        name="Peter Otieno", title="President", represents="country-KE",
    ),
)  # fmt: skip

EVENTS = (
    Event(
        "ceasefire-1",
        "Ceasefire",
        "inForce",
        facts(
            party=("country-SD", "organization-northern-front"),
            mediator="country-QA",
            durationDays="60",
            startDate="2024-06",
        ),
        sides=("country-SD", "organization-northern-front"),
        articles=("courier 2",),
        confidence=0.9,
    ),
    Event(
        "meeting-1",
        "Meeting",
        "held",
        facts(
            participant=BOTH,
            place="place-bled",
            date="2024-07-11",
            durationMinutes="50",
            mode="inPerson",
            topic="trade",
        ),
        sides=("country-KE", "country-SI"),
        articles=("courier 2", "herald-1"),
        disputed=("durationMinutes",),
        confidence=0.955,
    ),
    Event(
        "tariff-1",
        "Tariff",
        "announced",
        facts(
            imposer="country-KE",
            rateMin="20",
            rateMax="22.5",
            product="steel",
            targetCount="20",
            effectiveDate="2024-08-01",
        ),
        sides=(),
        articles=("herald-1",),
    ),
)

SMALL = World((COURIER, HERALD), ACTORS, EVENTS, REPORTS)
