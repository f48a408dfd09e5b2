"""Whose a bare surname is: `Lavrov` is the one Lavrov who fits, "Lady Tweedsmuir" a person of that name alone."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.names import skeleton, word_score
from kg.periods import period
from kg.resolve.appearances import Appearance, same_country, title_score, told_apart

AMBIGUOUS = 0.15  # a bare surname goes to the best of several only if the next is this far behind
NEAR = 366  # days within which a title or a surname without country is taken for the same person's


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

    def may_be(self, appearance: Appearance) -> bool:
        """True where a surname alone may be this person's: near in time, and no other office."""
        titled = not appearance.titles or not self.titles or title_score(appearance.titles, self.titles) > 0
        return titled and self.fit(appearance) > 0 and self._days_apart(appearance.article.day) <= NEAR

    def _days_apart(self, day: str | None) -> int:
        """Days to the nearest of its articles; 0 where one of the two has no day."""
        if not day or not self.days:
            return 0
        own = period(day).first
        place = bisect_left(self.days, own)
        return min(abs(own - other) for other in self.days[max(place - 1, 0) : place + 1])


def join_surnames(bare: Sequence[Appearance], groups: list[list[Appearance]], forbidden: set[frozenset[str]]) -> None:
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
            fitting = [known for known in fitting if not told_apart([appearance], known.group, forbidden)]
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


def _alone(bare: Sequence[Appearance]) -> list[list[Appearance]]:
    """Surnames that no full name explains: one person where the country, or the title, is the same.

    One without a country is the only one of that name near in time: "Lady Tweedsmuir", "Britain's Lady Tweedsmuir".
    """
    groups: dict[tuple[str, ...], list[Appearance]] = defaultdict(list)
    for appearance in (one for one in bare if one.countries):
        groups[(_word(appearance), *sorted(appearance.countries))].append(appearance)
    known: dict[str, list[_Known]] = defaultdict(list)
    for (word, *_), group in groups.items():
        known[word].append(_Known(group.copy()))
    for appearance in (one for one in bare if not one.countries):
        word, near = _word(appearance), [one for one in known[_word(appearance)] if one.may_be(appearance)]
        if len(near) == 1 == len(known[word]):
            groups[(word, *sorted(near[0].countries))].append(appearance)
        else:
            titles = appearance.titles
            groups[(word, titles[0].lower() if titles else appearance.article.id)].append(appearance)
    return list(groups.values())


def _word(appearance: Appearance) -> str:
    return skeleton(appearance.words[0]) if appearance.words else appearance.name
