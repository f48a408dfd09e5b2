"""Who is who over all articles: the appearances of one person, brought together."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.names import SAME_NAME, has_generation, person_score, skeleton, slug, word_score
from kg.periods import period
from kg.records import Score
from kg.resolve.appearances import Appearance
from kg.resolve.clusters import Clusters, merged

AMBIGUOUS = 0.15  # a bare surname goes to the best of several only if the next is this far behind
CROWD = 60  # names that share one word; above, they must share the first letters of another too
SAME_SPELLING = 0.94  # names that differ in spelling or a middle name alone
SAME_OFFICE = 0.5  # share of the words of two titles
ODD_ONES = 0.2  # a country that fewer than one in five articles give beside another is a slip
NEAR = 366  # days within which a title or a surname without country is taken for the same person's

Persons = list[list[Appearance]]


def find_persons(appearances: Sequence[Appearance], *, apart: Iterable[tuple[str, str]] = ()) -> Persons:
    """The appearances of each person, first published first; `apart` are (slugs of) names told to be two people's."""
    full = [appearance for appearance in appearances if len(appearance.words) > 1]
    bare = [appearance for appearance in appearances if len(appearance.words) <= 1]
    forbidden = {frozenset(pair) for pair in apart}
    groups = _same_full_name(full, forbidden)
    _join_surnames(bare, groups, forbidden)
    return sorted((sorted(group, key=lambda one: one.order) for group in groups), key=lambda group: group[0].order)


def same_country(left: frozenset[str], right: frozenset[str]) -> bool:
    """True where nothing says that the two stand for different countries."""
    return not left or not right or bool(left & right)


def title_score(left: Iterable[str], right: Iterable[str]) -> float:
    """Share of the words of the closest two titles: `foreign minister`, `Foreign Minister` is 1."""
    words = [{frozenset(title.lower().split()) for title in titles} for titles in (left, right)]
    return max((len(a & b) / max(len(a), len(b)) for a in words[0] for b in words[1]), default=0.0)


# --- full names ---

Profile = tuple[tuple[str, ...], tuple[str, ...], str]  # words of the name, countries, generation


def _profile(appearance: Appearance) -> Profile:
    return (appearance.words, tuple(sorted(appearance.countries)), has_generation(appearance.name) or "")


def _same_full_name(full: Sequence[Appearance], forbidden: set[frozenset[str]]) -> Persons:
    """Profiles (name and country) are compared, not appearances: a minister in 10,000 articles has a few."""
    profiles: dict[Profile, list[Appearance]] = defaultdict(list)
    for appearance in full:
        profiles[_profile(appearance)].append(appearance)
    clusters = Clusters(sorted(profiles))
    scores = {
        pair: score.value
        for pair in _candidates(profiles)
        if (score := _profile_score(*pair, profiles)).value >= SAME_NAME
    }

    def allowed(left: list[Profile], right: list[Profile]) -> bool:
        return _may_merge(left, right, profiles, forbidden)

    merged(scores, clusters, allowed=allowed)
    return [[one for profile in group for one in profiles[profile]] for group in clusters.groups()]


def _candidates(profiles: Mapping[Profile, list[Appearance]]) -> Iterator[tuple[Profile, Profile]]:
    blocks: dict[str, set[Profile]] = defaultdict(set)
    for profile in profiles:
        for word in profile[0]:
            blocks[skeleton(word)].add(profile)
        blocks["".join(profile[0])[:24]].add(profile)
    for block in _small_blocks(blocks):
        yield from combinations(sorted(block), 2)


def _small_blocks(blocks: Mapping[str, set[Profile]]) -> Iterator[set[Profile]]:
    """Blocks as they are, but crowded ones (Mohammed, Kim) split by the start of the other words."""
    for word, block in blocks.items():
        if len(block) <= CROWD:
            yield block
            continue
        parts: dict[str, set[Profile]] = defaultdict(set)
        for profile in block:
            for other in profile[0]:
                if skeleton(other) != word:
                    parts[skeleton(other)[:3]].add(profile)
        yield from parts.values()


def _profile_score(left: Profile, right: Profile, profiles: Mapping[Profile, list[Appearance]]) -> Score:
    """Names compared; a name without a country is a little less sure than one with the same."""
    if not _may_be_one(left, right, profiles):
        return Score(0.0, f"{', '.join(left[1])} and {', '.join(right[1])}")
    score = person_score(profiles[left][0].name, profiles[right][0].name)
    known = 1.0 if left[1] and right[1] else 0.99
    return Score(score.value * known, score.reason)


def _may_be_one(left: Profile, right: Profile, profiles: Mapping[Profile, list[Appearance]]) -> bool:
    """True unless the two stand for different countries: two Marco Rubios, a senator and a mayor.

    One name with one title, or one odd article out of many, is rather a slip of an article or of its reader.
    """
    if same_country(frozenset(left[1]), frozenset(right[1])):
        return True
    if person_score(profiles[left][0].name, profiles[right][0].name).value < SAME_SPELLING:
        return False
    titles = [[title for one in profiles[profile] for title in one.titles] for profile in (left, right)]
    few, many = sorted((len(profiles[left]), len(profiles[right])))
    return not all(titles) or title_score(*titles) >= SAME_OFFICE or few <= ODD_ONES * many


def _may_merge(
    left: list[Profile],
    right: list[Profile],
    profiles: Mapping[Profile, list[Appearance]],
    forbidden: set[frozenset[str]],
) -> bool:
    """No two countries, no two people of one article, no two names that were told apart, in one group."""
    pairs = [(a, b) for a in left for b in right]
    if not all(_may_be_one(a, b, profiles) for a, b in pairs):
        return False
    if any(person_score(profiles[a][0].name, profiles[b][0].name).value < SAME_NAME - 0.2 for a, b in pairs):
        return False
    if forbidden and any(_told_apart(profiles[a], profiles[b], forbidden) for a, b in pairs):
        return False
    return not _together(left, right, profiles)


def _told_apart(left: list[Appearance], right: list[Appearance], forbidden: set[frozenset[str]]) -> bool:
    ours, theirs = ({slug(one.name) for one in side} for side in (left, right))
    return any(frozenset((a, b)) in forbidden for a in ours for b in theirs)


def _together(left: list[Profile], right: list[Profile], profiles: Mapping[Profile, list[Appearance]]) -> bool:
    """True where one article tells the two apart: it names both, in ways that are not one spelling."""
    ours, theirs = (
        {one.article.id: one.name for profile in side for one in profiles[profile]} for side in (left, right)
    )
    return any(person_score(ours[article], theirs[article]).value < 0.95 for article in ours.keys() & theirs.keys())


# --- bare surnames ---


class _Known:
    """One person's appearances, and what they have in common: kept up to date, since thousands may be added."""

    def __init__(self, group: list[Appearance]) -> None:
        self.group = group
        self.countries: set[str] = set()
        self.articles: set[str] = set()
        self.names: set[tuple[str, ...]] = set()
        self.titles: set[str] = set()
        self.days: list[int] = []
        for one in group:
            self._note(one)

    def add(self, one: Appearance) -> None:
        """One appearance more."""
        self.group.append(one)
        self._note(one)

    def _note(self, one: Appearance) -> None:
        self.countries |= one.countries
        self.articles.add(one.article.id)
        self.names.add(one.words)
        self.titles.update(one.titles)
        if one.article.day:
            insort(self.days, period(one.article.day).first)

    def fit(self, appearance: Appearance) -> float:
        """How well a bare surname fits this person, known by full name; 0 where something speaks against it."""
        told_apart = appearance.article.id in self.articles
        if told_apart or not same_country(appearance.countries, frozenset(self.countries)):
            return 0.0
        word = appearance.words[0] if appearance.words else ""
        family = max(_family_place(word, words) for words in self.names)
        title = title_score(appearance.titles, self.titles)
        country = 0.3 if appearance.countries & self.countries else 0.0
        near = 0.1 if self._days_apart(appearance.article.day) <= NEAR else 0.0
        return family * (0.4 + country + 0.2 * title + near)

    def _days_apart(self, day: str | None) -> int:
        """Days to the nearest of its articles; 0 where one of the two has no day."""
        if not day or not self.days:
            return 0
        own = period(day).first
        place = bisect_left(self.days, own)
        return min(abs(own - other) for other in self.days[max(place - 1, 0) : place + 1])


def _join_surnames(bare: Sequence[Appearance], groups: Persons, forbidden: set[frozenset[str]]) -> None:
    """`Lavrov` joins the one Lavrov who fits in country, title and time; what fits nobody makes groups of its own."""
    by_word: dict[str, list[_Known]] = defaultdict(list)
    for known in map(_Known, groups):
        for word in {skeleton(word) for words in known.names for word in words if len(word) > 1}:
            by_word[word].append(known)
    alone: list[Appearance] = []
    for appearance in bare:
        word = appearance.words[0] if appearance.words else ""
        fitting = by_word.get(skeleton(word), [])
        if forbidden:
            fitting = [known for known in fitting if not _told_apart([appearance], known.group, forbidden)]
        choice = _best_fit(appearance, fitting)
        if choice is None:
            alone.append(appearance)
        else:
            choice.add(appearance)
    groups.extend(_alone(alone))


def _best_fit(appearance: Appearance, persons: Iterable[_Known]) -> _Known | None:
    scored = [(known.fit(appearance), known) for known in persons]
    ranked = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].group[0].order))
    if not ranked or len(ranked) > 1 and ranked[0][0] - ranked[1][0] < AMBIGUOUS:
        return None
    return ranked[0][1]


def _family_place(word: str, words: tuple[str, ...]) -> float:
    """1 for the last word of a name, 0.9 for the first (Xi Jinping), 0.6 for one between (Lula da Silva)."""
    places = [index for index, other in enumerate(words) if word_score(word, other) >= 0.9]
    if not places:
        return 0.0
    return 1.0 if len(words) - 1 in places else 0.9 if 0 in places else 0.6


def _alone(bare: Sequence[Appearance]) -> Persons:
    """Surnames that no full name explains: one person where the country, or the title, is the same."""
    groups: dict[tuple[str, ...], list[Appearance]] = defaultdict(list)
    for appearance in bare:
        word = skeleton(appearance.words[0]) if appearance.words else appearance.name
        if appearance.countries:
            key: tuple[str, ...] = (word, *sorted(appearance.countries))
        else:
            key = (word, appearance.titles[0].lower() if appearance.titles else appearance.article.id)
        groups[key].append(appearance)
    return list(groups.values())
