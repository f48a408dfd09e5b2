"""What one article says of one event, all its passages together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.periods import Period, is_day, period
from kg.records import Article, EventMention, digest

STARTS = {"Meeting": ("date",), "Ceasefire": ("startDate", "announcedDate")}  # the slots by which an event begins
TENTATIVE = frozenset({"proposed", "negotiated", "rejected"})  # what is only spoken of has no first day of its own
PAST, AHEAD = frozenset({"held"}), frozenset({"planned"})  # statuses of what was over and of what was to come when told


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in a slot: its id, and the countries and organisations behind it at that time.

    `title` is the office of someone whom the article does not name ("China's foreign minister").
    """

    id: str
    behind: frozenset[str]
    titles: tuple[str, ...] = ()
    is_person: bool = False


@dataclass(frozen=True)
class Account:
    """One article's account of one event. `facts` are slots and values, actors and places by id, in text order.

    `leads` is True where the article tells of no event of this type before.
    """

    article: Article
    kind: str
    mentions: tuple[EventMention, ...]
    facts: Mapping[str, tuple[str, ...]]
    parties: Mapping[str, tuple[Party, ...]]
    countries: Mapping[str, str]  # codes of the countries of its places, by the place's id
    leads: bool = False

    @cached_property
    def key(self) -> tuple[str, int]:
        """What names it: article and the event's number there."""
        return (self.article.id, self.mentions[0].number)

    @cached_property
    def order(self) -> tuple[bool, str, str, int, int]:
        """Earliest published first, undated last, then by article id and place in the text."""
        published = self.article.published
        return (published is None, published or "", self.article.id, self.start, self.mentions[0].number)

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """Its passages, as they are written."""
        return tuple(mention.passage.cut(self.article.text) for mention in self.mentions)

    @property
    def start(self) -> int:
        """Where its first passage starts."""
        return self.mentions[0].passage.start

    @cached_property
    def id(self) -> str:
        """The id that the event has if this account is its first."""
        return f"{self.kind.lower()}-{digest(self.article.id, self.kind, str(self.start))}"

    @property
    def day(self) -> str | None:
        """The day on which it was told."""
        return self.article.day

    @cached_property
    def last_word(self) -> EventMention:
        """The passage with the latest status: no `as_of`, surest, last in the text."""
        return max(self.mentions, key=lambda one: (one.as_of or "9999", one.confidence, one.passage.start))

    @cached_property
    def began(self) -> Period | None:
        """The days on which it says that the event began, a meeting's all days; None where it does not say so.

        The day on which a truce was proposed is not the day on which it was agreed.
        """
        slots = STARTS.get(self.kind, ())
        return self._days_of(slots[:1] if self.status in TENTATIVE else slots) or self._counted_back

    @cached_property
    def days(self) -> Mapping[str, Period]:
        """The days of each of the slots by which such an event begins, of those that it fills."""
        told = ((slot, self._days_of((slot,))) for slot in STARTS.get(self.kind, ()))
        return {slot: days for slot, days in told if days is not None}

    def _days_of(self, slots: tuple[str, ...]) -> Period | None:
        """The days that it tells in the first of these slots that it fills, as far as the status leaves them.

        "They met this month", told on the 8th, was by the 8th; "they will meet this month" is from the 8th on.
        """
        first = tuple(slot for slot in slots if slot in self.facts)[:1]
        told, day = dated(self, first), period(self.day) if self.day else None
        if told and day and self.status in PAST and told.first <= day.last:
            return Period(told.first, min(told.last, day.last))
        if told and day and self.status in AHEAD and told.last >= day.first:
            return Period(max(told.first, day.first), told.last)
        return told

    @property
    def _counted_back(self) -> Period | None:
        """The day on which something began that ended on a known day after so many days."""
        ends, days = self.facts.get("endDate", ()), self.facts.get("durationDays", ())
        if self.kind not in STARTS or not ends or not days or not is_day(ends[0]):
            return None
        first = period(ends[0]).first - int(float(days[0]))
        return Period(first, first + 1)

    @cached_property
    def status(self) -> str:
        """The latest status that the article reports."""
        return self.last_word.status


def report_id(account: Account, number: int) -> str:
    """The id of the report of an account's passage, by its number; passages of one word are counted."""
    places = _places(account.mentions[number])
    again = sum(_places(earlier) == places for earlier in account.mentions[:number])
    counted = (again,) if again else ()
    return f"report-{digest(account.article.id, account.kind, *map(str, (*places, *counted)))}"


def _places(mention: EventMention) -> tuple[int, ...]:
    return (mention.passage.start, mention.passage.end, mention.trigger.start, mention.number)


def dated(account: Account, slots: tuple[str, ...], end: str = "endDate") -> Period | None:
    """The days that an account's own dates cover: from the first slot that it fills to its end date, where given."""
    values = [value for slot in slots for value in account.facts.get(slot, ())]
    if not values:
        return None
    start = max(values, key=lambda value: (value.count("-"), value))
    last = max((period(value).last for value in account.facts.get(end, ())), default=0)
    return Period(period(start).first, max(period(start).last, last if slots == ("date",) else 0))
