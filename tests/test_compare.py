from __future__ import annotations

import pytest
from gold_extractions import SLOTS
from tiny_corpus import CN, LAVROV, RU, RUBIO, US, WANG, L, R, W, meeting, told

from kg.accounts import Account
from kg.compare import SAME_EVENT, compare, explained, features
from kg.compare.news import news_features
from kg.compare.slots import slot_features, slot_score
from kg.periods import Period, agree, is_coarser, period
from kg.records import Extraction
from kg.resolve.actors import find_actors
from kg.resolve.telling import find_accounts

PEOPLE = (RUBIO, LAVROV, WANG)


def accounts(*extractions: Extraction) -> list[Account]:
    return find_accounts(extractions, find_actors(extractions), SLOTS)


def pair(
    left: dict[str, object],
    right: dict[str, object],
    days: tuple[str | None, str | None] = ("2025-07-11", "2025-07-11"),
) -> tuple[bool, bool]:
    """Whether two accounts are taken for one event, and whether dates rule it out."""
    one, two = accounts(told("a", *PEOPLE, left, published=days[0]), told("b", *PEOPLE, right, published=days[1]))
    verdict = compare(one, two, SLOTS)
    return verdict.value >= SAME_EVENT and not verdict.parted, verdict.parted


DAY = "2025-07-10"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (meeting(R, L, date=DAY), meeting(R, L, date=DAY), True),
        (meeting(R, L, date=DAY), meeting(L, R, date="2025-07"), True),
        (meeting(R, L, date=DAY, durationMinutes=50), meeting(R, L, date=DAY, durationMinutes=60), True),
        (meeting(R, L, date=DAY), meeting(US, RU, date=DAY), True),
        (meeting(R, L, date=DAY), meeting(R, W, date=DAY), False),
        (meeting(R, L, date=DAY), meeting(R, CN, date=DAY), False),
        (meeting(R, L, date=DAY), meeting(R, L, date="2025-07-03"), False),
        (meeting(R, L, date=DAY, mode="call"), meeting(R, L, mode="inPerson"), False),
        (meeting(R, L, date=DAY, status="planned"), meeting(R, L, date=DAY), True),
        (meeting(R, L, date=DAY, status="cancelled"), meeting(R, L, date="2025-07-17", status="planned"), False),
    ],
)
def test_meetings(left: dict[str, object], right: dict[str, object], expected: bool) -> None:
    assert pair(left, right)[0] is expected


def test_two_exact_days_part_and_a_day_off_does_not() -> None:
    assert pair(meeting(R, L, date=DAY), meeting(R, L, date="2025-07-17")) == (False, True)
    assert pair(meeting(R, L, date=DAY), meeting(R, L, date="2025-07-11"))[1] is False


@pytest.mark.parametrize(
    ("told_on", "planned_for", "parted"),
    [
        ("2025-07-08", "2025-07-14", True),  # "the two met this month", told on the 8th, was by the 8th
        ("2025-07-15", "2025-07-14", False),
        ("2025-07-31", "2025-07-14", False),
    ],
)
def test_what_was_held_when_told_is_not_what_was_still_to_come(told_on: str, planned_for: str, parted: bool) -> None:
    for date in ({}, {"date": "2025-07"}):
        held, planned = meeting(R, L, **date), meeting(R, L, date=planned_for, status="planned")
        assert pair(held, planned, (told_on, "2025-07-08"))[1] is parted


@pytest.mark.parametrize(
    ("slot", "theirs", "value"),
    [("party", (RU, CN), -0.6), ("party", (CN, "country:JP"), -1.0), ("participant", (RU, CN), -1.0)],
)
def test_a_truce_with_one_party_in_common_may_be_one_misread(slot: str, theirs: tuple[str, str], value: float) -> None:
    kind = {"party": "Ceasefire", "participant": "Meeting"}[slot]
    one, two = accounts(
        told("a", {"event": kind, "status": "denied", slot: [US, RU]}),
        told("b", {"event": kind, "status": "denied", slot: list(theirs)}),
    )
    assert dict(slot_features(SLOTS[slot], one, two))[slot].value == value


@pytest.mark.parametrize(("rate", "value"), [("12.5", -0.3), ("8", -1.0)])
def test_a_duty_of_another_rate_from_another_day_has_not_moved(rate: str, value: float) -> None:
    def duty(rate: str, day: str) -> dict[str, object]:
        base = {"event": "Tariff", "status": "announced", "imposer": [US], "target": [CN], "product": ["yarn"]}
        return {**base, "rateMin": rate, "rateMax": rate, "effectiveDate": day}

    one, two = accounts(
        told("a", duty("12.5", "2025-09-20"), published="2025-09-13"),
        told("b", duty(rate, "2026-01-20"), published="2026-01-19"),
    )
    assert slot_score(SLOTS["effectiveDate"], one, two).value == value


@pytest.mark.parametrize(("second", "value"), [(False, 1.0), (True, -1.0)])
def test_what_two_articles_on_one_piece_of_news_tell_first_is_likely_one(second: bool, value: float) -> None:
    """The other article tells the talks after another meeting, or first as well."""
    text = "Ministers discussed crossings, pipelines, prisoners, customs, railways, refugees, airports, borders."
    before = [meeting(R, W, date="2025-07-01")] if second else []
    one, *others = accounts(
        told("a", *PEOPLE, meeting(R, L, date=DAY), text=text),
        told("b", *PEOPLE, *before, meeting(R, L, date=DAY), text=text),
    )
    scores = dict(news_features(one, others[-1]))
    assert scores["leads"].value == value


def test_what_articles_on_other_news_tell_first_says_nothing() -> None:
    one, two = accounts(
        told("a", *PEOPLE, meeting(R, L), published="2025-01-11"),
        told("b", *PEOPLE, meeting(R, L), published="2025-07-11"),
    )
    assert "leads" not in dict(news_features(one, two))


def duty(**slots: object) -> dict[str, object]:
    return {"event": "Tariff", "status": "announced", "imposer": [US], "target": [CN], "product": ["copper"], **slots}


def found(left: dict[str, object], right: dict[str, object], days: tuple[str, str]) -> dict[str, float]:
    """What two accounts of these days are compared by, each from -1 to 1."""
    one, two = accounts(told("a", *PEOPLE, left, published=days[0]), told("b", *PEOPLE, right, published=days[1]))
    return {name: score.value for name, score in features(one, two, SLOTS)}


SOON = ("2025-07-11", "2025-07-20")


def test_months_side_by_side_are_two_though_days_may_be_one() -> None:
    assert found(meeting(R, L, date="2025-06"), meeting(R, L, date="2025-07"), SOON)["when"] == -1.0
    assert found(meeting(R, L, date="2025-07-01"), meeting(R, L, date="2025-07-02"), SOON)["when"] == -0.2


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [
        ("rejected", "inForce", -1.0),
        ("rejected", "negotiated", 0.3),
        ("proposed", "inForce", 0.0),
        ("proposed", "agreed", 0.3),
    ],
)
def test_what_was_rejected_is_seldom_what_was_agreed(left: str, right: str, value: float) -> None:
    truce = {"event": "Ceasefire", "party": [RU, CN]}
    assert found({**truce, "status": left}, {**truce, "status": right}, SOON)["status"] == value


def test_a_truce_began_when_it_started_though_it_was_prolonged_later() -> None:
    truce = {"event": "Ceasefire", "status": "inForce", "party": [RU, CN], "startDate": "2025-06-05"}
    one, two = accounts(told("a", {**truce, "announcedDate": "2025-08-10"}), told("b", truce))
    assert one.began == two.began == period("2025-06-05")


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [
        ("Sanaa", "Sana'a", 1.0),
        ("Kathmandu", "Katmandu", 1.0),
        ("Northern Mali", "Mali", 0.5),
        ("Grand Pacific Hotel", "Suva", 0.0),
        ("Geneva", "Sana'a", -0.5),
        ("Muscat", "Masqat Palace", 0.0),
    ],
)
def test_two_towns_are_two_places_unless_they_are_one_name_spelled_two_ways(
    left: str, right: str, value: float
) -> None:
    scores = found(meeting(R, L, place=f"place:{left}"), meeting(R, L, place=f"place:{right}"), SOON)
    assert scores["place"] == value


def test_a_town_may_lie_in_the_country_that_another_names() -> None:
    assert found(meeting(R, L, place="place:Osaka"), meeting(R, L, place=CN), SOON)["place"] == 0.0


def test_what_one_tells_beside_all_that_the_other_tells_is_weighed_apart() -> None:
    three = found(meeting(R, L), meeting(R, L, W), SOON)
    assert (three["participant"], round(three["more participant"], 2)) == (1.0, -0.33)
    assert "more participant" not in found(meeting(R, L), meeting(R, W), SOON)
    goods = found(duty(), duty(product=["cars", "copper", "nuts", "rice"]), SOON)
    assert (goods["product"], goods["more product"]) == (1.0, -0.75)


@pytest.mark.parametrize(
    ("left", "right", "days", "value"),
    [
        ({"status": "threatened"}, {"status": "inForce", "effectiveDate": "2024-07"}, SOON, -1.0),
        ({"status": "threatened"}, {"status": "inForce", "effectiveDate": "2025-08"}, SOON, None),
        ({"status": "announced"}, {"status": "lifted"}, ("2025-07-11", "2025-02-11"), -1.0),
        ({"status": "announced", "previousRate": 10}, {"status": "inForce"}, ("2025-07-11", "2025-02-11"), None),
        ({"status": "inForce"}, {"status": "inForce", "effectiveDate": "2024-07"}, SOON, None),
    ],
)
def test_a_duty_that_is_awaited_was_not_in_force_before(
    left: dict[str, object], right: dict[str, object], days: tuple[str, str], value: float | None
) -> None:
    assert found(duty(**left), duty(**right), days).get("implied") == value


def test_other_news_without_a_day_in_common_says_less() -> None:
    far = ("2025-01-11", "2025-07-11")
    assert found(duty(), duty(), far)["no day"] == -1.0
    assert "no day" not in found(duty(effectiveDate="2025-08-01"), duty(effectiveDate="2025-08"), far)


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [
        ("2025-08-01", "2025-08-07", -0.3),  # both were still to come: put off
        ("2025-07-01", "2025-08-07", -0.3),
        ("2025-07-01", "2025-05-07", -1.0),
        ("2025-08-01", "2025-08-01", 1.0),
    ],
)
def test_a_day_that_was_still_to_come_may_have_moved(left: str, right: str, value: float) -> None:
    one, two = accounts(
        told("a", duty(effectiveDate=left), published="2025-07-11"),
        told("b", duty(effectiveDate=right), published="2025-07-20"),
    )
    assert slot_score(SLOTS["effectiveDate"], one, two).value == value


@pytest.mark.parametrize(("slots", "value"), [({"status": "inForce"}, -1.0), ({"previousRate": 10}, -0.3)])
def test_a_day_on_which_a_duty_took_effect_has_not_moved_but_it_may_be_raised(
    slots: dict[str, object], value: float
) -> None:
    one, two = accounts(
        told("a", duty(effectiveDate="2025-06-01", **slots), published="2025-06-01"),
        told("b", duty(effectiveDate="2025-07-20", status="inForce"), published="2025-07-20"),
    )
    assert slot_score(SLOTS["effectiveDate"], one, two).value == value


def test_reasons_say_what_was_compared() -> None:
    one, two = accounts(told("a", *PEOPLE, meeting(R, L, date=DAY)), told("b", *PEOPLE, meeting(R, L, date="2025-07")))
    reasons = {reason.reason: reason.value for reason in explained(one, two, SLOTS).reasons}
    assert reasons["participant person-marco-rubio, person-sergei-lavrov"] == 1.0
    assert reasons["began 2025-07-10 / 2025-07"] == 0.75


def test_comparison_has_no_direction() -> None:
    one, two = accounts(
        told("a", *PEOPLE, meeting(R, L, date=DAY)), told("b", *PEOPLE, meeting(US, RU, place="place:Kuala Lumpur"))
    )
    assert compare(one, two, SLOTS).value == compare(two, one, SLOTS).value


def test_periods() -> None:
    assert period("2025-02").last - period("2025-02").first == 27
    assert period("2024").last - period("2024").first == 365
    assert Period(1, 3).gap(Period(5, 6)) == 2
    assert is_coarser("2025", "2025-07") is True
    assert agree("2025-07", "2025-08-01") is False
