"""Organisations over all articles: spellings and abbreviations of one body under one id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.names import organization_words, slug
from kg.organization_names import SAME_ORGANIZATION, core_words, organization_score

LONG_NAME = 3  # words from which a body is known by its initials: "AL" may be anybody


class Bodies:
    """The first name of each body, asked for in the order in which the articles were published."""

    def __init__(self, apart: Iterable[tuple[str, str]] = ()) -> None:
        """`apart` are (slugs of) names that people told to be two."""
        self._apart = {frozenset(pair) for pair in apart}
        self._known: dict[str, str] = {}
        self._by_word: dict[str, list[str]] = defaultdict(list)

    def first_name(self, name: str) -> str:
        """The name under which this body came first; the name itself where it is new."""
        words = " ".join(organization_words(name)) or name
        first = self._known.get(words)
        if first is None or self._are_apart(name, first):
            first = next((one for one in self._candidates(name) if self._is_same(name, one)), name)
            self._known.setdefault(words, first)
            for word in {*core_words(name), *filter(None, [initials(name)])}:
                self._by_word[word].append(name)
        return first if first == name else self._known.get(" ".join(organization_words(first)), first)

    def _candidates(self, name: str) -> list[str]:
        words = [*core_words(name), *filter(None, [initials(name)])]
        return list(dict.fromkeys(other for word in words for other in self._by_word.get(word, ())))

    def _is_same(self, left: str, right: str) -> bool:
        if self._are_apart(left, right):
            return False
        return is_abbreviation(left, right) or organization_score(left, right).value >= SAME_ORGANIZATION

    def _are_apart(self, left: str, right: str) -> bool:
        return bool(self._apart) and frozenset((slug(left), slug(right))) in self._apart


def is_abbreviation(left: str, right: str) -> bool:
    """True where one name is the initials of the other.

    >>> is_abbreviation("LTTE", "Liberation Tigers of Tamil Eelam"), is_abbreviation("AL", "Arab League")
    (True, False)
    """
    return _plain(left) == initials(right) or _plain(right) == initials(left)


def initials(name: str) -> str | None:
    """The first letters of a long name as its abbreviation is written; None for a short name."""
    words = organization_words(name)
    return "".join(word[0] for word in words) if len(words) >= LONG_NAME else None


def _plain(name: str) -> str:
    return "".join(organization_words(name))
