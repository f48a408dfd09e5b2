"""Which accounts tell of one real-world event: block, score, decide, cluster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.accounts import Account, dated
from kg.compare import NEAR, SAME_EVENT, Verdict, chance_of, log_odds
from kg.compare.times import are_apart
from kg.compare.twice import is_told_twice
from kg.periods import period
from kg.records import Slot
from kg.resolve.clusters import Clusters

CROWD = 40  # accounts of one block that are all compared with each other; beyond, with their neighbours in time
LIKELY = 0.3  # accounts of two articles that share another event are one from here on, if no other is nearly as like
GROUPS = 0.85  # two groups of a few accounts each are one from here on: a likeness of so few may be chance
FEW = 12  # pairs of accounts of two groups, up to which they are few
MARGIN = 2.0  # log-odds by which an account must be ahead of the next that might be it
BEST = 1 / 3  # how much the likest pair of two groups counts beside all pairs: a short report is like few
NEIGHBOURS = 12  # how many of the accounts that follow in time an account of a crowded block is compared with
MANY = 6  # actors of one account from which blocks are made; a summit of twenty is found by six of them

Key = tuple[str, int]
Verdicts = Mapping[tuple[Key, Key], Verdict]


@dataclass(frozen=True)
class NearMiss:
    """An account of one event, that of another which it is likest to, and in words what kept two likely ones apart."""

    own: Account
    other: Account
    obstacle: str = ""


@dataclass(frozen=True)
class Merged:
    """The accounts of one event, the first one first, with which other each one fits best, and a near miss."""

    accounts: tuple[Account, ...]
    fits: Mapping[Key, Account]
    near_miss: NearMiss | None = None


def find_events(
    accounts: Sequence[Account],
    verdicts: Verdicts,
    *,
    same: Iterable[tuple[Key, Key]] = (),
    apart: Iterable[tuple[Key, Key]] = (),
) -> list[Merged]:
    """The accounts of each event; `same` and `apart` are what people decided, and stand above every score."""
    by_key = {account.key: account for account in accounts}
    clusters = Clusters(by_key)
    for left, right in apart:
        clusters.keep_apart(left, right)
    for left, right in same:
        clusters.join(left, right)
    cluster(clusters, verdicts, by_key)
    groups = ([by_key[key] for key in group] for group in clusters.groups())
    misses = _near_misses(clusters, verdicts, by_key)
    merged = (_merged(group, verdicts, misses.get(clusters.leader(group[0].key))) for group in groups)
    return sorted(merged, key=lambda event: event.accounts[0].order)


def candidates(accounts: Sequence[Account], slots: Mapping[str, Slot]) -> set[tuple[Key, Key]]:
    """Pairs worth comparing: of one type, with an actor or a pair of countries in common, near in time."""
    blocks: dict[tuple[str, ...], list[Account]] = defaultdict(list)
    for account in accounts:
        for block in _blocks(account, slots):
            blocks[block].append(account)
    by_key = {account.key: account for account in accounts}
    met = {_pair(left.key, right.key) for block in blocks.values() for left, right in _pairs(block)}
    return {(one, other) for one, other in met if _may_be_one(by_key[one], by_key[other], slots)}


def _may_be_one(left: Account, right: Account, slots: Mapping[str, Slot]) -> bool:
    if left.article.id == right.article.id:
        return is_told_twice(left, right, slots)
    return not are_apart(left, right)


def _blocks(account: Account, slots: Mapping[str, Slot]) -> set[tuple[str, ...]]:
    """Where an account is looked for: pairs of countries behind it, and each actor alone."""
    parties = [party for slot in sorted(account.parties) for party in account.parties[slot]]
    people = {party.id for party in parties if party.is_person}
    behind = sorted({actor for party in parties for actor in party.behind})[:MANY]
    found: set[tuple[str, ...]] = {(account.kind, *pair) for pair in combinations(behind, 2)}
    found |= {(account.kind, person) for person in sorted(people)[:MANY]}
    found |= {(account.kind, actor) for actor in behind}
    return found


def _pairs(block: list[Account]) -> Iterator[tuple[Account, Account]]:
    if len(block) <= CROWD:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=lambda account: (_day(account), account.order))
    for index, account in enumerate(ordered):
        for other in ordered[index + 1 : index + 1 + NEIGHBOURS]:
            yield account, other


def _day(account: Account) -> int:
    """The day by which an account stands in a crowded block: the event's, else that of the article."""
    told = dated(account, ("date", "startDate", "announcedDate", "effectiveDate"))
    if told is not None:
        return told.first
    return period(account.day).first if account.day else 0


def cluster(clusters: Clusters[Key], verdicts: Verdicts, by_key: Mapping[Key, Account]) -> None:
    """Join the surest pairs first; then, in articles that share an event, what is likely one and has no rival."""
    for left, right in _in_order(verdicts, by_key, SAME_EVENT):
        clusters.join(left, right, allowed=_no_worse_than(SAME_EVENT, verdicts, by_key))
    apart = {pair: one for pair, one in verdicts.items() if clusters.leader(pair[0]) != clusters.leader(pair[1])}
    likeliest, company = _in_order(apart, by_key, LIKELY), _company(clusters)
    best = _best(verdicts, likeliest)
    likely = _no_worse_than(LIKELY, verdicts, by_key)

    def allowed(ours: list[Key], theirs: list[Key]) -> bool:  # what is only likely brings no two groups together
        return 1 in (len(ours), len(theirs)) and likely(ours, theirs)

    for left, right in likeliest:
        if clusters.leader(left) == clusters.leader(right):
            continue
        if (min(left[0], right[0]), max(left[0], right[0])) in company and _is_ahead(left, right, verdicts, best):
            clusters.join(left, right, allowed=allowed)


def _no_worse_than(
    least: float, verdicts: Verdicts, by_key: Mapping[Key, Account]
) -> Callable[[list[Key], list[Key]], bool]:
    """Allows groups that are on the whole so like; never two that one article or dates tell apart."""

    def allowed(left: list[Key], right: list[Key]) -> bool:
        if any(a[0] == b[0] and _pair(a, b) not in verdicts for a in left for b in right):
            return False
        known = (verdicts.get(_pair(a, b)) for a in left for b in right)
        compared = [verdict for verdict in known if verdict is not None]
        if any(verdict.parted for verdict in compared):
            return False
        if len(compared) < len(left) * len(right) and any(are_apart(by_key[a], by_key[b]) for a in left for b in right):
            return False
        values = [verdict.value for verdict in compared]
        are_few = 1 not in (len(left), len(right)) and len(left) * len(right) <= FEW
        enough = GROUPS if are_few else least
        return not values or BEST * max(values) + (1 - BEST) * sum(values) / len(values) >= enough

    return allowed


def _company(clusters: Clusters[Key]) -> set[tuple[str, str]]:
    """Pairs of articles that share an event: what else they tell alike is likely one event as well."""
    groups = (sorted({article for article, _ in group})[:CROWD] for group in clusters.groups())
    return {pair for group in groups for pair in combinations(group, 2)}


def _in_order(verdicts: Verdicts, by_key: Mapping[Key, Account], least: float) -> list[tuple[Key, Key]]:
    """The pairs that reach a score, surest first."""
    pairs = (pair for pair, verdict in verdicts.items() if verdict.value >= least and not verdict.parted)
    return sorted(pairs, key=lambda pair: (-verdicts[pair].value, by_key[pair[0]].order, by_key[pair[1]].order))


def _best(verdicts: Verdicts, asked: Iterable[tuple[Key, Key]]) -> dict[tuple[Key, str], list[tuple[float, Key]]]:
    """For an account of the pairs asked and the other's article: the two accounts there that are likest, in order."""
    best: dict[tuple[Key, str], list[tuple[float, Key]]] = {}
    for left, right in asked:
        best[(left, right[0])], best[(right, left[0])] = [], []
    least = chance_of(log_odds(LIKELY) - MARGIN)  # what lies below is no rival of what is likely
    for (left, right), verdict in verdicts.items():
        if verdict.value >= least and not verdict.parted:
            for own, other in ((left, right), (right, left)):
                if (own, other[0]) in best:
                    best[(own, other[0])].append((verdict.value, other))
    return {where: sorted(found, key=lambda one: (-one[0], one[1]))[:2] for where, found in best.items()}


def _is_ahead(
    left: Key, right: Key, verdicts: Verdicts, best: Mapping[tuple[Key, str], list[tuple[float, Key]]]
) -> bool:
    """True where no other account of either article is nearly as like."""
    rivals = [value for value, key in best[(left, right[0])] if key != right]
    rivals += [value for value, key in best[(right, left[0])] if key != left]
    return all(log_odds(verdicts[(left, right)].value) - log_odds(value) >= MARGIN for value in rivals)


def _near_misses(clusters: Clusters[Key], verdicts: Verdicts, by_key: Mapping[Key, Account]) -> dict[Key, NearMiss]:
    """For each group, by its leader: the likest pair of an account of it and one of another."""
    misses: dict[Key, tuple[Key, Key]] = {}
    for (left, right), verdict in verdicts.items():  # in order of the pairs: the first of equals stays
        if verdict.value >= NEAR and clusters.leader(left) != clusters.leader(right):
            for own, other in ((left, right), (right, left)):
                known = misses.get(clusters.leader(own))
                if known is None or verdicts[_pair(*known)].value < verdict.value:
                    misses[clusters.leader(own)] = (own, other)
    return {
        leader: NearMiss(by_key[own], by_key[other], _kept_apart(own, other, clusters, verdicts, by_key))
        for leader, (own, other) in misses.items()
    }


def _pair(one: Key, other: Key) -> tuple[Key, Key]:
    """By what two accounts are looked up."""
    return (one, other) if one < other else (other, one)


def _kept_apart(
    own: Key, other: Key, clusters: Clusters[Key], verdicts: Verdicts, by_key: Mapping[Key, Account]
) -> str:
    """Where the two are likely one, what keeps their groups apart."""
    verdict = verdicts[_pair(own, other)]
    if verdict.value < SAME_EVENT or verdict.parted:
        return ""
    return _obstacle(clusters.members(own), clusters.members(other), verdicts, by_key)


def _obstacle(left: list[Key], right: list[Key], verdicts: Verdicts, by_key: Mapping[Key, Account]) -> str:
    """Why two groups stay two although an account of each is likely of one event."""
    pairs = [_pair(a, b) for a in left for b in right]
    if any(one[0] == other[0] and (one, other) not in verdicts for one, other in pairs):
        return "one article tells the two apart"
    if any(
        (pair in verdicts and verdicts[pair].parted) or are_apart(by_key[pair[0]], by_key[pair[1]]) for pair in pairs
    ):
        return "other reports of them tell other days"
    return "other reports of them are less alike, or a decision keeps them apart"


def _merged(group: list[Account], verdicts: Verdicts, near_miss: NearMiss | None) -> Merged:
    """The group in order, each account with the member that it fits best."""
    ordered = tuple(sorted(group, key=lambda account: account.order))
    fits = {}
    for account in ordered:
        compared = [one for one in ordered if one is not account and _pair(one.key, account.key) in verdicts]
        if compared:
            fits[account.key] = max(compared, key=lambda one: verdicts[_pair(one.key, account.key)].value)
    return Merged(ordered, fits, near_miss)
