"""A person in one article: the names, titles and countries that it gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.names import name_words, slug
from kg.records import Article, Extraction, Kind, Mention, kind_of, name_of

GUESSED = 0.5  # confidence of a country that the article does not state beside the name


def is_guess(mention: Mention) -> bool:
    """True where no words beside the name tell whom the person represents, only the surroundings."""
    return mention.confidence <= GUESSED


def publication_order(article: Article) -> tuple[bool, str, str]:
    """Earliest published first, undated last, then by id.

    >>> publication_order(Article("a", "", published="2025-07-11")) < publication_order(Article("b", ""))
    True
    """
    return (article.published is None, article.published or "", article.id)


@dataclass(frozen=True)
class Appearance:
    """One person in one article; `mentions` are those of the key, in text order."""

    article: Article
    key: str
    mentions: tuple[Mention, ...]

    @property
    def id(self) -> tuple[str, str]:
        """What names it: article and key."""
        return (self.article.id, self.key)

    @property
    def order(self) -> tuple[tuple[bool, str, str], str]:
        """Where it stands among all: the first one names the person."""
        return (publication_order(self.article), self.key)

    @property
    def name(self) -> str:
        """The fullest name that the article gives."""
        return name_of(self.key)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of that name."""
        return name_words(self.name)

    @cached_property
    def represents(self) -> tuple[str, ...]:
        """Keys of the countries and organisations that the article says the person represents."""
        return tuple(dict.fromkeys(key for mention in self.mentions for key in mention.represents))

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """Those of them that the article's words say; what is only guessed tells nobody apart."""
        told = (mention for mention in self.mentions if not is_guess(mention))
        return tuple(dict.fromkeys(key for mention in told for key in mention.represents))

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that the article says the person represents."""
        return frozenset(key for key in self.stated if kind_of(key) is Kind.COUNTRY)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The offices that the article gives the person, as written."""
        return tuple(dict.fromkeys(mention.title for mention in self.mentions if mention.title))

    @property
    def acts(self) -> bool:
        """True where the person does or says something, not merely is spoken of."""
        return any(mention.acts for mention in self.mentions)


def appearances(extractions: Iterable[Extraction]) -> list[Appearance]:
    """Every person of every article, those first that were published first."""
    found = [appearance for extraction in extractions for appearance in _in_article(extraction)]
    return sorted(found, key=lambda appearance: appearance.order)


def _in_article(extraction: Extraction) -> Iterator[Appearance]:
    by_key: dict[str, list[Mention]] = {}
    for mention in sorted(extraction.mentions, key=lambda mention: mention.span):
        if kind_of(mention.key) is Kind.PERSON:
            by_key.setdefault(mention.key, []).append(mention)
    for key in _used(extraction):
        by_key.setdefault(key, [])
    for key, mentions in by_key.items():
        yield Appearance(extraction.article, key, tuple(mentions))


def _used(extraction: Extraction) -> Iterator[str]:
    """Keys of the persons who stand in an event's slots or speak of it."""
    for event in extraction.events:
        yield from (value.value for value in event.arguments if value.value.startswith("person:"))
        if event.speaker and event.speaker.startswith("person:"):
            yield event.speaker


def same_country(left: frozenset[str], right: frozenset[str]) -> bool:
    """True where nothing says that the two stand for different countries."""
    return not left or not right or bool(left & right)


def title_score(left: Iterable[str], right: Iterable[str]) -> float:
    """Share of the words of the closest two titles: `foreign minister`, `Foreign Minister` is 1."""
    words = [{frozenset(title.lower().split()) for title in titles} for titles in (left, right)]
    return max((len(a & b) / max(len(a), len(b)) for a in words[0] for b in words[1]), default=0.0)


def told_apart(left: Sequence[Appearance], right: Sequence[Appearance], forbidden: set[frozenset[str]]) -> bool:
    """True where people decided that a name of one and a name of the other are two persons'."""
    ours, theirs = ({slug(one.name) for one in side} for side in (left, right))
    return any(frozenset((a, b)) in forbidden for a in ours for b in theirs)
