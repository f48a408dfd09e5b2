from __future__ import annotations

import random
from dataclasses import replace

import pytest
from gold_extractions import SLOTS, measure, read_folder
from hypothesis import given
from hypothesis import strategies as st
from tiny_corpus import CN, LAVROV, RU, RUBIO, US, WANG, L, R, W, meeting, person, told

from kg.compare import Verdict
from kg.records import Decision, Event, Extraction, Fact, Report, World
from kg.resolve import resolve
from kg.resolve.actors import find_actors
from kg.resolve.clusters import Clusters
from kg.resolve.events import cluster
from kg.resolve.telling import find_accounts
from kg.scoring.perfect import perfect_extraction

DAY = "2025-07-10"
PEOPLE = (RUBIO, LAVROV)


def world(*extractions: Extraction, decisions: tuple[Decision, ...] = ()) -> World:
    return resolve(extractions, SLOTS, decisions)


def people(made: World) -> list[str]:
    return [actor.id for actor in made.actors if actor.kind.value == "person"]


def values(thing: Event | Report, slot: str) -> list[str]:
    return [fact.value for fact in thing.facts if fact.slot == slot]


def decision(verdict: str, left: str, right: str = "") -> Decision:
    return Decision(verdict, left, right, "ann", "2026-01-02", "")


# --- persons ---


def test_spellings_are_one_person_under_the_first_name() -> None:
    made = world(
        told("a", person("Sergey Lavrov", "Foreign Minister", RU), published="2025-07-10"),
        told("b", person("Sergei Lavrov", None, RU), published="2025-07-11"),
        told("c", person("Lavrov", None, RU), published="2025-07-09"),
    )
    assert people(made) == ["person-sergey-lavrov"] or people(made) == ["person-lavrov"]
    (lavrov,) = (actor for actor in made.actors if actor.kind.value == "person")
    assert lavrov.forms == ("Lavrov", "Sergei Lavrov", "Sergey Lavrov")
    assert (lavrov.title, lavrov.represents) == ("Foreign Minister", ("country-RU",))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (person("Kim Jong-un", "leader", "country:KP"), person("Kim Min-jae", "minister", "country:KR")),
        (person("Marco Rubio", "senator", US), person("Marco Rubio", "mayor", "country:PH")),
        (person("George H. W. Bush", None, US), person("George W. Bush", None, US)),
        (person("Kim", "leader", "country:KP"), person("Kim", "minister", "country:KR")),
    ],
)
def test_two_people_stay_two(one: dict[str, object], two: dict[str, object]) -> None:
    assert len(people(world(told("a", one), told("b", two)))) == 2


def test_bare_surname_joins_the_one_of_its_country() -> None:
    made = world(
        told("a", person("Kim Jong-un", "leader", "country:KP")),
        told("b", person("Kim Min-jae", "minister", "country:KR")),
        told("c", person("Kim", None, "country:KR")),
    )
    assert people(made) == ["person-kim-jong-un", "person-kim-min-jae"]
    assert {report.about for report in made.reports if report.article == "c"} == {"person-kim-min-jae"}


def test_bare_surname_of_two_stays_alone() -> None:
    made = world(told("a", person("Ann Lee"), person("Bob Lee")), told("b", person("Lee")))
    assert people(made) == ["person-ann-lee", "person-bob-lee", "person-lee"]


@pytest.mark.parametrize(
    ("published", "others", "known"),
    [
        ("2025-07-20", (), 1),  # "Lady Tweedsmuir" is "Britain's Lady Tweedsmuir"
        ("2029-07-20", (), 2),
        ("2025-07-20", (person("Tweedsmuir", "governor", "country:CA"),), 3),
    ],
)
def test_a_surname_alone_is_the_only_one_of_that_name(
    published: str, others: tuple[dict[str, object], ...], known: int
) -> None:
    made = world(
        told("a", person("Tweedsmuir", "minister", "country:GB"), published="2025-07-10"),
        told("b", person("Tweedsmuir"), published=published),
        *(told(f"c{number}", other, published="2025-07-11") for number, other in enumerate(others)),
    )
    assert len(people(made)) == known


def test_abbreviation_and_spelling_are_one_body_unless_told_apart() -> None:
    names = ("Liberation Tigers of Tamil Eelam", "LTTE", "Liberation Tigers of Tamil Elam")
    corpus = [told(day, meeting("country:LK", f"organization:{name}")) for day, name in zip("abc", names, strict=True)]
    first, other = "organization-liberation-tigers-of-tamil-eelam", "organization-ltte"
    assert bodies(world(*corpus)) == [first]
    assert bodies(world(*corpus, decisions=(decision("different", names[0], names[1]),))) == [first, other]


def bodies(made: World) -> list[str]:
    return [actor.id for actor in made.actors if actor.kind.value == "organization"]


def test_person_who_only_is_spoken_of_is_no_node() -> None:
    silent = told("a", RUBIO)
    silent = replace(silent, mentions=tuple(replace(one, acts=False) for one in silent.mentions))
    assert people(world(silent)) == []


def test_node_carries_the_latest_title_and_reports_keep_theirs() -> None:
    made = world(
        told("a", person("Marco Rubio", "Senator", US), published="2020-01-01"),
        told("b", person("Marco Rubio", "Secretary of State", US), published="2025-01-30"),
    )
    (rubio,) = (actor for actor in made.actors if actor.kind.value == "person")
    assert rubio.title == "Secretary of State"
    assert sorted(value for report in made.reports for value in values(report, "title")) == [
        "Secretary of State",
        "Senator",
    ]


def test_country_told_elsewhere_is_inferred() -> None:
    made = world(told("a", RUBIO), told("b", person("Marco Rubio")))
    (report,) = (report for report in made.reports if report.article == "b")
    assert (values(report, "represents"), report.inferred) == (["country-US"], ("represents",))


def guessed(extraction: Extraction) -> Extraction:
    """The article with whom its persons represent as a guess: no words tell it."""
    mentions = tuple(replace(one, confidence=0.5) for one in extraction.mentions)
    return replace(extraction, mentions=mentions)


def test_a_guess_gives_way_to_what_other_articles_say() -> None:
    """ "Mohammed bin Salman received President Zelenskyy of Ukraine": no Ukrainian, since others call him Saudi."""
    stated = told("a", person("Mohammed bin Salman", "Crown Prince", "country:SA"), published="2025-07-10")
    made = world(stated, guessed(told("b", person("Mohammed bin Salman", None, "country:UA"))))
    (prince,) = (actor for actor in made.actors if actor.kind.value == "person")
    (report,) = (report for report in made.reports if report.article == "b")
    assert (prince.represents, values(report, "represents")) == (("country-SA",), ["country-SA"])


def test_a_guess_that_nobody_corrects_is_inferred() -> None:
    (report,) = world(guessed(told("a", person("Mohammed bin Salman", None, "country:SA")))).reports
    assert (values(report, "represents"), report.inferred) == (["country-SA"], ("represents",))


# --- events ---


def test_seeds_merge_as_told() -> None:
    """Durations and names of the occasion differ: one disputed meeting, dated by the article that has a date."""
    made = world(
        told("a", *PEOPLE, meeting(R, L, date=DAY, place="place:Kuala Lumpur", durationMinutes=50)),
        told("b", *PEOPLE, meeting(R, L, place="place:Kuala Lumpur", durationMinutes=60), published=None),
    )
    (event,) = made.events
    assert (values(event, "date"), values(event, "durationMinutes")) == ([DAY], ["50"])
    assert event.disputed == ("durationMinutes",)
    assert event.articles == ("a", "b")
    assert event.sides == ("country-RU", "country-US")


def test_a_report_knows_which_words_give_its_slots() -> None:
    made = world(told("a", meeting(L, R, date="2025-07-10")))
    (report,) = (report for report in made.reports if report.status)
    assert {(one.slot, one.span) for one in report.words} == {("participant", report.span), ("date", report.span)}


def test_two_reports_by_one_word_are_two() -> None:
    """Of "tariffs that range from 4.3% for Kanda Steel to 18.9%" one measure may have two, with other words."""
    one = told("a", meeting(L, R, date="2025-07-10"))
    again = replace(one.events[0], arguments=one.events[0].arguments[:2])
    made = world(replace(one, events=(*one.events, again)))
    assert sorted(len(report.facts) for report in made.reports if report.status) == [2, 3]
    assert len({report.id for report in made.reports if report.status}) == 2


def test_coarser_date_and_later_status_are_no_dispute() -> None:
    made = world(
        told("a", *PEOPLE, meeting(R, L, date="2025-07", status="planned"), published="2025-07-01"),
        told("b", *PEOPLE, meeting(R, L, date=DAY)),
    )
    (event,) = made.events
    assert (event.status, values(event, "date"), event.disputed) == ("held", [DAY], ())


@pytest.mark.parametrize(
    ("planned", "day", "dates"),
    [
        ("2026-02", "2026-03-04", []),
        ("2026-02", "2026-02-27", ["2026-02"]),
        ("2026-02-27", "2026-03-01", ["2026-02-27"]),
    ],
)
def test_the_month_of_a_plan_is_not_when_it_was_held(planned: str, day: str, dates: list[str]) -> None:
    """Planned for "next week" of February 11, told as held on March 4: nobody says that it was in February."""
    made = world(
        told("a", *PEOPLE, meeting(R, L, date=planned, status="planned", place="place:Arusha"), published="2026-02-11"),
        told("b", *PEOPLE, meeting(R, L, place="place:Arusha"), published=day),
    )
    assert [(event.status, values(event, "date")) for event in made.events] == [("held", dates)]


def test_event_keeps_the_person_and_the_report_its_country() -> None:
    made = world(told("a", *PEOPLE, meeting(R, L, date=DAY)), told("b", meeting(US, RU, date=DAY)))
    (event,) = made.events
    assert values(event, "participant") == ["person-marco-rubio", "person-sergei-lavrov"]
    (report,) = (report for report in made.reports if report.article == "b")
    assert (values(report, "participant"), report.inferred) == (["country-RU", "country-US"], ())


def test_unnamed_office_is_named_by_the_other_article_and_inferred() -> None:
    unnamed = told("a", RUBIO, {"office": CN, "title": "foreign minister"}, meeting(R, CN, status="planned"))
    span = unnamed.events[0].trigger
    unnamed = replace(
        unnamed, mentions=tuple(replace(one, span=span) if one.key == CN else one for one in unnamed.mentions)
    )
    made = world(unnamed, told("b", RUBIO, WANG, meeting(R, W, status="planned")))
    (event,) = made.events
    (report,) = (report for report in made.reports if report.article == "a" and report.about == event.id)
    assert (values(report, "participant"), report.inferred) == (
        ["person-marco-rubio", "person-wang-yi"],
        ("participant",),
    )
    assert [report.article for report in made.reports if report.about == "person-wang-yi"] == ["b"]


def test_weekly_meetings_stay_apart_even_through_a_vague_third() -> None:
    made = world(
        told("a", *PEOPLE, meeting(R, L, date="2025-07-03")),
        told("b", *PEOPLE, meeting(R, L, date="2025-07-10")),
        told("c", *PEOPLE, meeting(R, L, date="2025-07")),
    )
    assert len(made.events) == 2


def test_nearest_event_kept_apart_is_told_with_its_reasons() -> None:
    made = world(
        told("a", *PEOPLE, meeting(R, L, mode="call")),
        told("b", *PEOPLE, meeting(R, L, mode="inPerson")),
    )
    first, second = sorted(made.events, key=lambda event: event.articles)
    misses = {report.about: (report.near_miss, report.apart) for report in made.reports if report.near_miss}
    assert {event: miss for event, (miss, _) in misses.items()} == {first.id: second.id, second.id: first.id}
    assert "mode call / inPerson" in [score.reason for score in misses[first.id][1]]


def test_likely_one_and_kept_apart_tells_what_stands_between() -> None:
    """c says July alone: likely of July 3 as well, had it not been taken for the meeting of July 10."""
    made = world(
        told("a", *PEOPLE, meeting(R, L, date="2025-07-03")),
        told("b", *PEOPLE, meeting(R, L, date="2025-07-10", place="place:Geneva")),
        told("c", *PEOPLE, meeting(R, L, date="2025-07", place="place:Geneva")),
    )
    between = {reasons[-1].reason for report in made.reports if (reasons := report.apart) and report.near_miss}
    assert between == {"other reports of them tell other days"}


def test_postponed_meeting_and_its_replacement_are_two() -> None:
    made = world(
        told("a", *PEOPLE, meeting(R, L, date="2025-07-10", status="planned"), published="2025-07-08"),
        told(
            "b",
            *PEOPLE,
            meeting(R, L, date="2025-07-10", status="cancelled"),
            meeting(R, L, date="2025-07-17", status="planned"),
        ),
    )
    assert sorted((event.status, *values(event, "date")) for event in made.events) == [
        ("cancelled", "2025-07-10"),
        ("planned", "2025-07-17"),
    ]


@pytest.mark.parametrize(("fourth", "joined"), [(0.1, True), (0.9, False)])
def test_what_is_only_likely_brings_no_two_groups_together(fourth: float, joined: bool) -> None:
    """a and b share a sure event, so that their other one is likely one; not if both are with others already."""
    extractions = [told(article, *PEOPLE, meeting(R, L), meeting(R, L)) for article in "abcd"]
    by_key = {account.key: account for account in find_accounts(extractions, find_actors(extractions), SLOTS)}
    likely = {"a2b2": 0.9, "a3c3": 0.9, "b3d3": fourth, "a3b3": 0.45}
    verdicts = {((a, int(i)), (b, int(j))): Verdict(value) for (a, i, b, j), value in likely.items()}
    clusters = Clusters(by_key)
    cluster(clusters, verdicts, by_key)
    assert (clusters.leader(("a", 3)) == clusters.leader(("b", 3))) is joined


@pytest.mark.parametrize(("across", "joined"), [(0.9, True), (0.8, False)])
def test_two_groups_are_one_only_where_that_is_sure(across: float, joined: bool) -> None:
    """a and b tell one event, c and d as well; whether all four are one is weighed over all pairs of theirs."""
    extractions = [told(article, *PEOPLE, meeting(R, L)) for article in "abcd"]
    by_key = {account.key: account for account in find_accounts(extractions, find_actors(extractions), SLOTS)}
    chances = {"ab": 0.95, "cd": 0.95, **dict.fromkeys(("ac", "ad", "bc", "bd"), across)}
    (number,) = {key[1] for key in by_key}
    verdicts = {((a, number), (b, number)): Verdict(value) for (a, b), value in chances.items()}
    clusters = Clusters(by_key)
    cluster(clusters, verdicts, by_key)
    assert (clusters.leader(("a", number)) == clusters.leader(("d", number))) is joined


def test_two_events_of_one_article_never_merge() -> None:
    made = world(
        told("a", *PEOPLE, meeting(R, L, date=DAY, mode="call"), meeting(R, L, date=DAY, mode="inPerson")),
        told("b", *PEOPLE, meeting(R, L, date=DAY)),
    )
    assert len(made.events) == 2
    assert len({event.id for event in made.events}) == 2


@pytest.mark.parametrize(
    ("first", "second", "events"),
    [
        ({"date": DAY}, {"durationMinutes": "30"}, 1),  # "met on Thursday"; "the two talked for half an hour"
        ({"place": "place:Suva"}, {"place": "place:Grand Pacific Hotel", "date": DAY}, 1),
        ({"place": "place:Suva", "date": DAY}, {"place": "place:Honiara"}, 2),
        ({"date": DAY}, {"date": "2025-07-11"}, 2),
        ({"mode": "call"}, {"mode": "inPerson", "date": DAY}, 2),
        ({"status": "planned"}, {"date": DAY}, 2),
    ],
)
def test_what_one_article_tells_twice(first: dict[str, str], second: dict[str, str], events: int) -> None:
    made = world(told("a", *PEOPLE, meeting(R, L, **first), meeting(R, L, **second)))
    assert len(made.events) == events


def test_people_part_what_one_article_tells_twice() -> None:
    told_twice = told("a", *PEOPLE, meeting(R, L, date=DAY), meeting(R, L, durationMinutes=30))
    one, two = (report.id for report in world(told_twice).reports if report.about.startswith("meeting"))
    assert len(world(told_twice, decisions=(decision("different", one, two),)).events) == 2


def test_two_states_may_meet_twice_in_one_article() -> None:
    states = ("country:US", "country:RU")
    made = world(told("a", *PEOPLE, meeting(*states, date=DAY), meeting(*states)))
    assert len(made.events) == 2


def test_duty_is_threatened_then_announced_then_in_force() -> None:
    def duty(status: str, **slots: object) -> dict[str, object]:
        return {"event": "Tariff", "status": status, "imposer": [US], "target": [CN], "product": ["copper"], **slots}

    made = world(
        told("a", duty("threatened", rateMin=50), published="2025-07-01"),
        told("b", duty("announced", rateMin=50), published="2025-07-09"),
        told("c", duty("inForce", rateMin=50), published="2025-08-02"),
    )
    assert [(event.status, event.articles) for event in made.events] == [("inForce", ("a", "b", "c"))]


@pytest.mark.parametrize(("later", "disputed"), [("announced", ()), ("threatened", ("announcedDate",))])
def test_each_stage_of_a_duty_is_announced_on_a_day_of_its_own(later: str, disputed: tuple[str, ...]) -> None:
    duty = {"event": "Tariff", "imposer": [US], "target": [CN], "product": ["copper"], "rateMin": 50}
    made = world(
        told("a", {**duty, "status": "threatened", "announcedDate": "2025-07-01"}, published="2025-07-02"),
        told("b", {**duty, "status": later, "announcedDate": "2025-07-09"}, published="2025-07-10"),
    )
    assert [event.disputed for event in made.events] == [disputed]


def test_a_pause_and_its_extension_are_no_dispute() -> None:
    duty = {"event": "Tariff", "status": "suspended", "imposer": [US], "target": [CN], "product": ["copper"]}

    def disputed(day: str, published: str) -> tuple[str, ...]:
        made = world(
            told("a", {**duty, "announcedDate": "2025-04-09"}, published="2025-04-10"),
            told("b", {**duty, "announcedDate": day}, published=published),
        )
        (event,) = made.events
        return event.disputed

    assert disputed("2025-07-08", "2025-07-09") == ()
    assert disputed("2025-04-02", "2025-07-09") == ("announcedDate",)


def test_one_good_in_the_words_of_two_articles_is_told_once() -> None:
    duty = {"event": "Tariff", "status": "inForce", "imposer": [US], "target": [CN], "rateMin": 50}
    made = world(
        told("a", {**duty, "product": ["oil", "steel", "steel pipes"]}, published="2025-07-02"),
        told("b", {**duty, "product": ["sunflower oil", "steel", "salt"]}, published="2025-07-02"),
    )
    (event,) = made.events
    assert values(event, "product") == ["salt", "steel", "steel pipes", "sunflower oil"]


def test_talks_that_ended_on_their_one_day_have_no_other_end() -> None:
    made = world(
        told("a", *PEOPLE, meeting(R, L, date=DAY, place="place:Oslo")),
        told("b", *PEOPLE, meeting(R, L, date=DAY, endDate=DAY, place="place:Oslo")),
    )
    (event,) = made.events
    assert (values(event, "date"), values(event, "endDate")) == ([DAY], [])


@pytest.mark.parametrize(("place", "disputed"), [("Sana'a", ()), ("Aden", ("place",))])
def test_one_town_in_two_spellings_is_no_dispute(place: str, disputed: tuple[str, ...]) -> None:
    (event,) = world(
        told("a", *PEOPLE, meeting(R, L, date=DAY, place="place:Sanaa")),
        told("b", *PEOPLE, meeting(R, L, date=DAY, place=f"place:{place}")),
    ).events
    assert event.disputed == disputed


def test_mediators_with_none_in_common_are_disputed() -> None:
    def truce(mediator: str) -> dict[str, object]:
        return {
            "event": "Ceasefire",
            "status": "agreed",
            "party": ["country:IN", "country:PK"],
            "mediator": [mediator],
            "startDate": DAY,
            "durationDays": 10,
        }

    (event,) = world(told("a", truce(US)), told("b", truce("country:SA"))).events
    assert event.disputed == ("mediator",)


def test_event_does_not_end_before_it_begins() -> None:
    corpus = (
        told("a", *PEOPLE, meeting(R, L, date="2025-07-12"), published="2025-07-12"),
        told("b", *PEOPLE, meeting(R, L, date="2025-07-10", endDate="2025-07-10"), published="2025-07-13"),
    )
    one = decision("same", *(event.id for event in world(*corpus).events))
    (event,) = world(*corpus, decisions=(one,)).events
    assert (values(event, "date"), values(event, "endDate")) == (["2025-07-12"], [])


def test_background_does_not_decide_the_status() -> None:
    made = world(
        told("a", *PEOPLE, meeting(R, L, date=DAY), published="2025-07-10"),
        told("b", *PEOPLE, meeting(R, L, date=DAY, status="planned", as_of="2025-07-01"), published="2025-07-12"),
    )
    assert [event.status for event in made.events] == ["held"]


# --- sources ---

LONG = " ".join(f"word{number}" for number in range(80))


def test_copies_count_once() -> None:
    said_50 = meeting(R, L, date=DAY, durationMinutes=50)
    said_60 = meeting(R, L, date=DAY, durationMinutes=60)
    other = " ".join(f"other{number}" for number in range(80))
    made = world(
        told("a", *PEOPLE, said_50, text=LONG, published="2025-07-10"),
        told("b", *PEOPLE, said_60, text=other),
        told("c", *PEOPLE, said_60, text=other + " (AP)"),
    )
    (event,) = made.events
    assert made.copies == (("c", "b"),)
    assert values(event, "durationMinutes") == ["50"]


def test_copy_that_a_paper_cut_and_touched_up_is_no_second_source() -> None:
    words = LONG.split()
    touched = " ".join([*words[:30], "then", *words[30:65]])
    made = world(*(told(name, *PEOPLE, text=text) for name, text in (("a", LONG), ("b", touched), ("c", LONG[::-1]))))
    assert made.copies == (("b", "a"),)


# --- names that stay ---


def test_later_article_leaves_other_ids_alone() -> None:
    first = told("a", *PEOPLE, meeting(R, L, date=DAY), published="2025-07-10")
    later = told("b", RUBIO, WANG, meeting(R, W, date="2025-07-12"), published="2025-07-13")
    before, after = world(first), world(first, later)
    assert {event.id for event in before.events} <= {event.id for event in after.events}
    assert set(people(before)) <= set(people(after))


@given(st.randoms(use_true_random=False))
def test_order_of_articles_does_not_matter(shuffler: random.Random) -> None:
    corpus = [
        told("a", *PEOPLE, meeting(R, L, date=DAY, durationMinutes=50), published="2025-07-10"),
        told(
            "b",
            person("Sergey Lavrov", None, RU),
            RUBIO,
            meeting(R, "person:Sergey Lavrov", durationMinutes=60),
            published=None,
        ),
        told("c", RUBIO, WANG, meeting(R, W, status="planned")),
        told("d", meeting(US, RU, date="2025-07")),
        told("e", person("Lavrov", None, RU)),
    ]
    expected = world(*corpus)
    shuffler.shuffle(corpus)
    assert world(*corpus) == expected


# --- decisions ---


def test_same_and_different_are_stronger_than_scores() -> None:
    apart = (told("a", *PEOPLE, meeting(R, L, date="2025-07-03")), told("b", *PEOPLE, meeting(R, L, date="2025-07-10")))
    left, right = (event.id for event in world(*apart).events)
    assert len(world(*apart, decisions=(decision("same", left, right),)).events) == 1
    one = (told("a", *PEOPLE, meeting(R, L, date=DAY)), told("b", *PEOPLE, meeting(R, L, date=DAY)))
    reports = [report.id for report in world(*one).reports if report.about.startswith("meeting")]
    assert len(world(*one, decisions=(decision("different", *reports),)).events) == 2


def test_a_meeting_and_a_duty_stay_two_whatever_is_decided() -> None:
    duty = {"event": "Tariff", "status": "announced", "imposer": ["country:US"], "target": ["country:CN"]}
    corpus = told("a", *PEOPLE, meeting(R, L, date=DAY), duty)
    left, right = (event.id for event in world(corpus).events)
    assert world(corpus, decisions=(decision("same", left, right),)) == world(corpus)


def test_people_are_joined_kept_apart_dropped_and_renamed() -> None:
    corpus = (
        told("a", person("MBS", "crown prince", "country:SA")),
        told("b", person("Mohammed bin Salman", None, "country:SA")),
    )
    assert people(world(*corpus)) == ["person-mbs", "person-mohammed-bin-salman"]
    joined = world(*corpus, decisions=(decision("same", "MBS", "Mohammed bin Salman"),))
    assert people(joined) == ["person-mbs"]
    spelled = (told("a", person("Sergey Lavrov")), told("b", person("Sergei Lavrov")))
    assert len(people(world(*spelled, decisions=(decision("different", "Sergey Lavrov", "Sergei Lavrov"),)))) == 2
    assert people(world(*corpus, decisions=(decision("drop", "person-mbs"),))) == ["person-mohammed-bin-salman"]
    renamed = world(*corpus, decisions=(decision("rename", "person-mbs", "Mohammed bin Salman Al Saud"),))
    assert [actor.name for actor in renamed.actors if actor.id == "person-mbs"] == ["Mohammed bin Salman Al Saud"]


def test_decisions_by_hand_may_name_people_by_surname_or_id() -> None:
    corpus = (
        told("a", person("Sergei Lavrov", "minister", RU), published="2025-07-10"),
        told("b", person("Ann Lee"), person("Bob Lee")),
        told("c", person("Lavrov", None, RU)),
    )
    renamed = world(*corpus, decisions=(decision("rename", "lavrov", "S. V. Lavrov"), decision("rename", "Lee", "X")))
    assert [actor.name for actor in renamed.actors if actor.kind.value == "person"] == [
        "Ann Lee",
        "Bob Lee",
        "S. V. Lavrov",
    ]
    assert people(world(*corpus, decisions=(decision("drop", "Ann Lee"),))) == [
        "person-bob-lee",
        "person-sergei-lavrov",
    ]
    apart = world(*corpus, decisions=(decision("different", "person-sergei-lavrov", "Lavrov"),))
    assert people(apart) == ["person-ann-lee", "person-bob-lee", "person-lavrov", "person-sergei-lavrov"]


def test_decisions_are_transitive_and_undone_by_deleting_the_row() -> None:
    corpus = [told(day, *PEOPLE, meeting(R, L, date=f"2025-0{day}-03"), published=f"2025-0{day}-04") for day in "147"]
    one, two, three = (event.id for event in sorted(world(*corpus).events, key=lambda event: event.articles))
    rows = (decision("same", one, two), decision("same", two, three))
    assert [event.articles for event in world(*corpus, decisions=rows).events] == [("1", "4", "7")]
    assert len(world(*corpus, decisions=rows[:1]).events) == 2
    assert world(*corpus, decisions=()) == world(*corpus)


def test_dropped_event_takes_its_reports_along() -> None:
    corpus = told("a", *PEOPLE, meeting(R, L, date=DAY))
    (event,) = world(corpus).events
    made = world(corpus, decisions=(decision("drop", event.id),))
    assert (made.events, [report for report in made.reports if report.about == event.id]) == ((), [])


# --- nothing without a report, and the figures ---


def unsupported(made: World) -> list[tuple[str, Fact]]:
    """Values of events and persons that no report of theirs has."""
    told_facts = {(report.about, fact) for report in made.reports for fact in report.facts}
    missing = [(event.id, fact) for event in made.events for fact in event.facts if (event.id, fact) not in told_facts]
    for actor in made.actors:
        if actor.kind.value == "person":
            claims = [Fact("name", form) for form in actor.forms] + [
                Fact("represents", one) for one in actor.represents
            ]
            claims += [Fact("title", actor.title)] if actor.title else []
            missing += [(actor.id, fact) for fact in claims if (actor.id, fact) not in told_facts]
    return missing


def test_nothing_stands_without_a_report() -> None:
    made = resolve([perfect_extraction(doc) for doc in read_folder("train")], SLOTS)
    known = {actor.id for actor in made.actors}
    assert unsupported(made) == []
    assert [report for report in made.reports if report.attributed_to and report.attributed_to not in known] == []
    assert len({report.id for report in made.reports}) == len(made.reports)


def dangling(made: World) -> set[str]:
    """What is named and not there."""
    nodes = {one.id for one in (*made.actors, *made.events)}
    named = {report.about for report in made.reports} | {report.near_miss for report in made.reports}
    named |= {report.attributed_to for report in made.reports} | {actor.country for actor in made.actors}
    named |= {one for event in made.events for one in event.sides}
    named |= {one for actor in made.actors for one in actor.represents}
    named |= {value for event in made.events for slot in ACTOR_SLOTS for value in values(event, slot)}
    return {one for one in named if one} - nodes


ACTOR_SLOTS = ("participant", "party", "mediator", "imposer", "announcedBy", "target", "place")


def test_whatever_is_dropped_leaves_nothing_that_points_to_it() -> None:
    corpus = [perfect_extraction(doc) for doc in read_folder("train")[:15]]
    whole = resolve(corpus, SLOTS)
    there = [one.id for one in (*whole.actors, *whole.events, *whole.reports)]
    assert dangling(whole) == set()
    for one in there:
        made = resolve(corpus, SLOTS, [decision("drop", one)])
        assert (one, dangling(made), unsupported(made)) == (one, set(), [])


# Of the merging alone, fed with what the gold says: links (precision, recall, F1), B-cubed, nodes per person, persons
# per node. What makes one of them worse must be worth it, and is written down here.
FIGURES = {
    "seeds": (1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
    "dev": (0.93, 0.84, 0.89, 0.96, 1.03, 1.0),
    "train": (0.91, 0.97, 0.94, 0.98, 1.01, 1.0),
    "own": (0.87, 0.93, 0.9, 0.99, 1.01, 1.01),
}


# Of our own articles those of which tests/gold/one_event.tsv tells what is one event: later ones retell real events
# (Gaza, Kashmir) under an id for each story, and would count as wrong what is right.
MATCHED = tuple("uvwxy")


@pytest.mark.parametrize("folder", FIGURES)
def test_figures_on_perfect_reading(folder: str) -> None:
    docs = [doc for doc in read_folder(folder) if folder != "own" or doc["id"].startswith(MATCHED)]
    if not docs:
        pytest.skip(f"the gold of {folder} is not at hand")
    found = measure(docs, resolve([perfect_extraction(doc) for doc in docs], SLOTS))
    every = (*found.links, found.coref, found.nodes_per_person, found.persons_per_node)
    assert tuple(round(one, 2) for one in every) == FIGURES[folder]
