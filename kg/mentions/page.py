"""An article's tokens as plain lists, so that the rules look at words and not at spaCy objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from kg.lexicon import all_words, table, words
from kg.mentions.gazetteer import Known, Sense, find_known
from kg.parse.doc import Doc
from kg.records import Span

if TYPE_CHECKING:
    from kg.mentions.proper import Proper


_BEFORE_PLACES = frozenset({"Port", "Lake", "Mount", "Cape"})


@dataclass(frozen=True)
class Page:
    """The tokens of an article: as written, in small letters, their part of speech, their sentence.

    `known` are the names of the word lists; `known_at` tells for each token which of them covers it,
    `named` the same for organisations that the article names and no list knows. `persons` are words of persons' names.
    """

    doc: Doc
    text: list[str]
    lower: list[str]
    pos: list[str]
    sentence: list[int]
    capital: list[bool]
    known: list[Known] = field(default_factory=list)
    known_at: dict[int, Known] = field(default_factory=dict)
    named: dict[int, Proper] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        """How many tokens the article has."""
        return len(self.text)

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that the article also writes small: their capital is that of a sentence."""
        return frozenset(word for word, capital in zip(self.text, self.capital, strict=True) if not capital)

    @cached_property
    def passages(self) -> tuple[Span, ...]:
        """Where each sentence stands."""
        return tuple(Span(sentence.start_char, sentence.end_char) for sentence in self.doc.sents)

    @cached_property
    def written(self) -> Callable[[int, int], str]:
        """The very words of the article from one token up to another, with single spaces: `written(3, 5)`."""
        doc = self.doc
        return cache(lambda start, end: " ".join(doc[start:end].text.split()))

    def opens(self, index: int) -> bool:
        """True for the first word of a sentence or of a quotation, whose capital says nothing."""
        if index == 0 or self.sentence[index] != self.sentence[index - 1]:
            return True
        return self.text[index - 1] in {'"', "'", ":", "•", "-", "–", "—"} and self.opens(index - 1)

    def same_sentence(self, left: int, right: int) -> bool:
        """True where both tokens exist and stand in one sentence."""
        sentence = self.sentence
        return left >= 0 <= right and max(left, right) < len(sentence) and sentence[left] == sentence[right]

    def is_calendar(self, index: int) -> bool:
        """True for the name of a day, month or feast, which "Jan" in "President Jan Wilk" is not."""
        if self.text[index] in words("feast_words"):  # "Easter Island" is none
            return not (self.same_sentence(index, index + 1) and self.capital[index + 1])
        return self.text[index].rstrip(".") in calendar_names() and not self._is_given_name(index)

    def _is_given_name(self, index: int) -> bool:
        return (
            self.text[index] in given_months()
            and self.doc[index].ent_type_ == "PERSON"
            and self.same_sentence(index, index + 1)
            and self.capital[index + 1]
            and self.text[index + 1].isalpha()
        )


def read_page(doc: Doc) -> Page:
    """The page of a parsed article, with the names that the word lists know."""
    sentence: list[int] = []
    for number, sent in enumerate(doc.sents):
        sentence += [number] * len(sent)
    text = [token.text for token in doc]
    page = Page(
        doc=doc,
        text=text,
        lower=[token.lower_ for token in doc],
        pos=[token.pos_ for token in doc],
        sentence=sentence,
        capital=[word[:1].isupper() for word in text],
    )
    page.known.extend(
        known
        for known in find_known(doc)
        if not any(test(page, known) for test in (_is_part_of_person, _opens_name, _ends_name, _is_after_place_noun))
    )
    for known in page.known:
        for index in range(known.start, known.end):
            page.known_at[index] = known
    return page


def _is_part_of_person(page: Page, known: Known) -> bool:
    """True for a country's or city's name that is a person's: "Israel Katz", "Paris Hilton"."""
    if known.entry.sense not in {Sense.COUNTRY, Sense.CAPITAL} or known.end - known.start > 1:
        return False
    token = page.doc[known.start]
    return token.ent_type_ == "PERSON" and any(
        page.same_sentence(known.start, near)
        and page.capital[near]
        and page.pos[near] == "PROPN"
        and page.doc[near].ent_type_ == "PERSON"
        and page.lower[near] not in words("honorifics")
        for near in (known.start - 1, known.end)
    )


def _opens_name(page: Page, known: Known) -> bool:
    """True for the capital in "Prague Castle", "Cairo University", and the state in "Singapore Airlines"."""
    if not page.same_sentence(known.start, known.end):
        return False
    if page.capital[known.end] and page.lower[known.end] in words("company_words"):
        return True
    if known.entry.sense is not Sense.CAPITAL:
        return False
    nouns = all_words("place_nouns", "organization_nouns")
    return page.capital[known.end] and page.lower[known.end] in nouns


def _ends_name(page: Page, known: Known) -> bool:
    """True for "National Liberation Army" in "Ta'ang National Liberation Army", which is another body."""
    before, last = known.start - 1, known.end - 1
    return (
        known.entry.sense is Sense.ORGANIZATION
        and known.end - known.start > 1
        and page.lower[last] in words("organization_nouns")
        and page.same_sentence(before, last)
        and page.capital[before]
        and page.pos[before] == "PROPN"
        and not page.opens(before)
        and not page.is_calendar(before)
        and page.doc[before].dep_ == "compound"
        and page.lower[before].rstrip(".") not in words("honorifics") | words("title_words")
    )


def _is_after_place_noun(page: Page, known: Known) -> bool:
    """True for the state in "Port Sudan" and "Lake Malawi"."""
    before = known.start - 1
    return (
        known.entry.sense is Sense.COUNTRY
        and page.same_sentence(before, known.start)
        and page.text[before] in _BEFORE_PLACES
        and not page.opens(before)
    )


@cache
def given_months() -> frozenset[str]:
    """Names and short forms of months, which may be given names."""
    return frozenset(row["word"].rstrip(".").title() for row in table("months"))


@cache
def calendar_names() -> frozenset[str]:
    """Names and short forms of days and months, with their capital."""
    names = {row["word"] for name in ("weekdays", "months") for row in table(name)}
    return frozenset(word.rstrip(".").title() for word in names)
