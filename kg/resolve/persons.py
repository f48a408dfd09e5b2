"""Who is who over all articles: the appearances of one person, brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.names import SAME_NAME, has_generation, person_score, skeleton
from kg.records import Score
from kg.resolve.appearances import Appearance, same_country, title_score, told_apart
from kg.resolve.clusters import Clusters, merged
from kg.resolve.surnames import join_surnames

CROWD = 60  # names that share one word; above, they must share the first letters of another too
SAME_SPELLING = 0.94  # names that differ in spelling or a middle name alone
SAME_OFFICE = 0.5  # share of the words of two titles
ODD_ONES = 0.2  # a country that fewer than one in five articles give beside another is a slip

Persons = list[list[Appearance]]


def find_persons(appearances: Sequence[Appearance], *, apart: Iterable[tuple[str, str]] = ()) -> Persons:
    """The appearances of each person, first published first; `apart` are (slugs of) names told to be two people's."""
    full = [appearance for appearance in appearances if len(appearance.words) > 1]
    bare = [appearance for appearance in appearances if len(appearance.words) <= 1]
    forbidden = {frozenset(pair) for pair in apart}
    groups = _same_full_name(full, forbidden)
    join_surnames(bare, groups, forbidden)
    return sorted((sorted(group, key=lambda one: one.order) for group in groups), key=lambda group: group[0].order)


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
    if forbidden and any(told_apart(profiles[a], profiles[b], forbidden) for a, b in pairs):
        return False
    return not _together(left, right, profiles)


def _together(left: list[Profile], right: list[Profile], profiles: Mapping[Profile, list[Appearance]]) -> bool:
    """True where one article tells the two apart: it names both, in ways that are not one spelling."""
    ours, theirs = (
        {one.article.id: one.name for profile in side for one in profiles[profile]} for side in (left, right)
    )
    return any(person_score(ours[article], theirs[article]).value < 0.95 for article in ours.keys() & theirs.keys())
