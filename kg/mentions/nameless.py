"""Capitalised words that make no name of their own: a country's ministry, an agreement's short form, a clock's zone."""

from __future__ import annotations

from kg.lexicon import words
from kg.mentions.page import Page

_INSIDE = frozenset({"of", "for", "and", ",", "the"})


def nameless_words(page: Page) -> set[int]:
    """The words of "Foreign Ministry", "GMT", and "COHA" where the article has "the Agreement (COHA)"."""
    short = {page.text[index] for index in range(2, len(page)) if _is_short_for_thing(page, index)}
    zones = words("clock_zones")
    return _ministries(page) | {i for i, word in enumerate(page.text) if word in short or word.lower() in zones}


def _is_short_for_thing(page: Page, index: int) -> bool:
    """True for 'NSS' in "the Nuclear Security Summit (NSS)"."""
    word = page.text[index]
    return (
        page.text[index - 1] == "("
        and word.isupper()
        and len(word) > 1
        and page.same_sentence(index - 2, index)
        and page.lower[index - 2] in words("thing_nouns")
    )


def is_ministry(page: Page, index: int) -> bool:
    """True for 'Ministry' with a capital."""
    return page.lower[index] == "ministry" and page.capital[index] and index not in page.known_at


def _ministries(page: Page) -> set[int]:
    nouns = [index for index in range(len(page)) if is_ministry(page, index)]
    return {word for noun in nouns for word in range(_start(page, noun), _end(page, noun))}


def _start(page: Page, noun: int) -> int:
    start = noun
    while page.same_sentence(start - 1, noun) and page.capital[start - 1] and _is_portfolio(page, start - 1):
        start -= 1
    return start


def _end(page: Page, noun: int) -> int:
    """The token after "of Trade and Industry"."""
    end = index = noun + 1
    if not page.same_sentence(noun, index) or page.lower[index] not in {"of", "for"}:
        return end
    while page.same_sentence(noun, index) and _is_portfolio(page, index):
        if not page.capital[index] and page.lower[index] not in _INSIDE:
            break
        end = index + 1 if page.capital[index] else end
        index += 1
    return end


def _is_portfolio(page: Page, index: int) -> bool:
    return index not in page.known_at and not page.is_calendar(index) and page.lower[index] not in {"a", "an"}
