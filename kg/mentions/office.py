"""An office as words name it, and the nouns that head one: "minister", "presidents"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.lexicon import table
from kg.mentions.page import Page

POSSESSIVE_PRONOUNS = frozenset({"his", "her", "its", "their", "our", "my", "whose"})
DETERMINERS = frozenset({"the", "a", "an", "both", "this", "that", "each", "these", "those"})
FORMER = frozenset({"former", "ex", "then", "late", "ousted", "one-time", "onetime"})
CALLINGS = frozenset({"private"})  # sorts of title that say nothing of a state


@dataclass
class Office:
    """A noun phrase headed by an office, from token `start` to `end`; `title` is the office in the article's words.

    `owners` are keys of those it belongs to; `possessor` is the head token of a possessor that is no known name
    ("the bloc's", "his"). `size` is the number told ("the two ministers"), `plural` whether it means several.
    """

    start: int
    head: int
    end: int
    title: str
    sort: str
    gender: str
    plural: bool
    owners: tuple[str, ...] = ()
    possessor: int | None = None
    pronoun: str | None = None
    determiner: str | None = None
    former: bool = False
    size: int | None = None
    words: tuple[int, ...] = field(default_factory=tuple)
    title_start: int = 0


@cache
def heads() -> Mapping[str, tuple[Mapping[str, str], bool]]:
    """Every noun that heads an office, with its row of the list and whether it is the plural."""
    heads = {row["word"]: (row, False) for row in table("titles")}
    return heads | {row["plural"]: (row, True) for row in table("titles")}


def office_noun(word: str) -> Mapping[str, str] | None:
    """The list's row of an office's noun, singular or plural: "presidents"."""
    found = heads().get(word)
    return found[0] if found is not None else None


def is_hyphenated(page: Page, index: int, step: int) -> bool:
    """True where a hyphen stands beside the word on that side, 1 for right, and a word behind it."""
    return page.same_sentence(index, index + 2 * step) and page.text[index + step] == "-"


def title_words(title: str) -> set[str]:
    """The words of a title in small letters.

    >>> sorted(title_words("Secretary-General"))
    ['general', 'secretary']
    """
    return set(title.lower().replace("-", " ").split())
