"""Figures: precision, recall and F1 per type and slot, merging, persons, evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.scoring.agreement import Alignment, Judge, is_same_name, is_same_text
from kg.scoring.given import Given, GivenEvent, GivenPerson
from kg.scoring.gold import Gold, GoldEvent, GoldPerson


@dataclass(frozen=True, slots=True)
class Share:
    """How many are right of those given and of those in the gold.

    >>> round(Share(3, 4, 6).f1, 2)
    0.6
    """

    right: int
    given: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of what was given that is right."""
        return ratio(self.right, self.given)

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return ratio(self.right, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Figure = Share | float | int


@dataclass(frozen=True, slots=True)
class SlotMatch:
    """One slot of a pair of events: values that agree, that were missed and that are too many."""

    gold: GoldEvent
    given: GivenEvent
    slot: str
    right: int
    missed: tuple[str, ...]
    extra: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """A person of the gold with the one given, None where nobody was."""

    article: str
    gold: GoldPerson
    given: GivenPerson | None

    @property
    def has_country(self) -> bool:
        """True where the one given represents the same country or organisation."""
        names, wanted = self.given.represents if self.given else frozenset(), self.gold.represents
        return wanted is not None and (wanted in names or is_same_name(wanted, names))

    @property
    def has_title(self) -> bool:
        """True where the one given has the same title."""
        titles, wanted = self.given.titles if self.given else frozenset(), self.gold.title
        return wanted is not None and is_same_text(wanted, titles)


def ratio(part: float, whole: float) -> float:
    """The share, 0 of nothing."""
    return part / whole if whole else 0.0


def match_slots(alignment: Alignment, judge: Judge) -> tuple[SlotMatch, ...]:
    """Every slot of every pair of events, compared value by value."""
    return tuple(
        _match(gold, given, slot, judge)
        for gold, given in alignment.pairs
        for slot in sorted({*gold.slots, *given.slots})
    )


def _match(gold: GoldEvent, given: GivenEvent, slot: str, judge: Judge) -> SlotMatch:
    left, missed = list(given.slots.get(slot, ())), []
    for value in gold.slots.get(slot, ()):
        partner = judge.partner(slot, value, left)
        if partner is None:
            missed.append(value)
        else:
            left.remove(partner)
    right = len(gold.slots.get(slot, ())) - len(missed)
    return SlotMatch(gold, given, slot, right, tuple(missed), tuple(left))


def match_persons(gold: Gold, given: Given) -> tuple[tuple[PersonMatch, ...], tuple[GivenPerson, ...]]:
    """The gold's persons with those given, article by article, and those given who are nobody of the gold's."""
    matches: list[PersonMatch] = []
    extra: list[GivenPerson] = []
    for article in gold.articles:
        left = [person for person in given.persons if person.article == article.id]
        for person in article.persons:
            found = next((other for other in left if is_same_name(person.name, other.names)), None)
            matches.append(PersonMatch(article.id, person, found))
            if found is not None:
                left.remove(found)
        extra += left
    return tuple(matches), tuple(extra)


def event_figures(alignment: Alignment, slots: Sequence[SlotMatch], kinds: Iterable[str]) -> dict[str, Figure]:
    """Events, slots, statuses and merging, over everything and by type and slot."""
    by_slot = dict(_slot_shares(alignment, slots))
    pairs = alignment.pairs
    return {
        "event": Share(len(pairs), len(alignment.given), len(alignment.gold)),
        "slot": _sum(by_slot.values()),
        "status": ratio(sum(gold.status == given.status for gold, given in pairs), len(pairs)),
        "coref": b_cubed(alignment),
        "coref.aligned": b_cubed(Alignment(pairs, (), ())),
        "links": links(pairs),
        **{f"event.{kind}": _of_kind(alignment, kind) for kind in kinds},
        **{f"slot.{slot}": share for slot, share in sorted(by_slot.items()) if share.gold},
    }


def _slot_shares(alignment: Alignment, slots: Iterable[SlotMatch]) -> Iterator[tuple[str, Share]]:
    right = Counter[str]()
    for match in slots:
        right[match.slot] += match.right
    given = Counter(slot for event in alignment.given for slot, values in event.slots.items() for _ in values)
    gold = Counter(slot for event in alignment.gold for slot, values in event.slots.items() for _ in values)
    for slot in {*given, *gold}:
        yield slot, Share(right[slot], given[slot], gold[slot])


def _sum(shares: Collection[Share]) -> Share:
    return Share(sum(s.right for s in shares), sum(s.given for s in shares), sum(s.gold for s in shares))


def _of_kind(alignment: Alignment, kind: str) -> Share:
    return Share(
        sum(gold.kind == kind for gold, _ in alignment.pairs),
        sum(given.kind == kind for given in alignment.given),
        sum(gold.kind == kind for gold in alignment.gold),
    )


def b_cubed(alignment: Alignment) -> float:
    """B-cubed F1 of merging: a pair of events is one item, an unpaired one an item of its own side only."""
    gold: dict[str, set[object]] = defaultdict(set)
    given: dict[str, set[object]] = defaultdict(set)
    for number, (g, p) in enumerate(alignment.pairs):
        gold[g.event].add(number)
        given[p.event].add(number)
    for number, lone in enumerate(alignment.missed):
        gold[lone.event].add(("gold", number))
    for number, spare in enumerate(alignment.extra):
        given[spare.event].add(("given", number))
    shared = [(gold[g.event], given[p.event]) for g, p in alignment.pairs]
    precision = ratio(sum(len(a & b) / len(b) for a, b in shared), len(shared) + len(alignment.extra))
    recall = ratio(sum(len(a & b) / len(a) for a, b in shared), len(shared) + len(alignment.missed))
    return ratio(2 * precision * recall, precision + recall)


def links(pairs: Sequence[tuple[GoldEvent, GivenEvent]]) -> Share:
    """Of all twos of reports in different articles: those on one event in the gold, in the graph, in both."""
    right = given = gold = 0
    for i, (g, p) in enumerate(pairs):
        for h, q in pairs[:i]:
            if g.article != h.article:
                in_gold, in_graph = g.event == h.event, p.event == q.event
                right, given, gold = right + (in_gold and in_graph), given + in_graph, gold + in_gold
    return Share(right, given, gold)


def person_figures(matches: Sequence[PersonMatch], extra: Sequence[GivenPerson]) -> dict[str, Figure]:
    """Persons found, their countries and titles, and how many nodes stand for one of them."""
    found = [match for match in matches if match.given is not None]
    nodes: dict[str, set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    for match in found:
        assert match.given is not None
        nodes[match.gold.name].add(match.given.node)
        owners[match.given.node].add(match.gold.name)
    of_country = [match for match in found if match.gold.represents]
    of_title = [match for match in found if match.gold.title]
    return {
        "persons": Share(len(found), len(found) + len(extra), len(matches)),
        "persons.represents": ratio(sum(match.has_country for match in of_country), len(of_country)),
        "persons.title": ratio(sum(match.has_title for match in of_title), len(of_title)),
        "nodes.per_person": _mean_size(nodes),
        "nodes.persons_per_node": _mean_size(owners),
    }


def _mean_size(groups: Mapping[str, Collection[str]]) -> float:
    return ratio(sum(map(len, groups.values())), len(groups))


def evidence_figures(gold: Gold, given: Given, alignment: Alignment) -> dict[str, Figure]:
    """Events that stand on marked passages only, exact quotes, and false events per article that has none."""
    marked = [(g, p) for g, p in alignment.pairs if g.spans]
    empty = {article.id for article in gold.articles if not article.events}
    return {
        "evidence": ratio(sum(_stands_on(p.spans, g.spans) for g, p in marked), len(marked)),
        "quotes": given.exact_quotes,
        "false": ratio(sum(event.article in empty for event in given.events), len(empty)),
    }


def _stands_on(passages: Iterable[tuple[int, int]], marked: Sequence[tuple[int, int]]) -> bool:
    return all(any(a < d and c < b for c, d in marked) for a, b in passages)
