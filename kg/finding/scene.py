"""One article laid out for the event finders: parse, cast, times and amounts, and what stands near a word."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeVar

from kg.amounts import Amount, find_amounts
from kg.annotate import span_of
from kg.finding.stances import Claims, Stance, claims, stances
from kg.finding.triggers import FIELD_MANY, field_counts
from kg.lexicon import words
from kg.mentions import GUESS, Cast, find_cast
from kg.parse.doc import Doc, Token, Words
from kg.records import Argument, Article, Kind, Mention, Span, kind_of
from kg.syntax import children, clause_root, governors, is_verb
from kg.times import TimeMention, find_times

Asked = TypeVar("Asked", bound=Hashable)
Found = TypeVar("Found")


@dataclass(frozen=True)
class Scene:
    """An article as the event finders see it. Not slotted: what is asked for often is kept."""

    doc: Doc
    article: Article
    cast: Cast
    times: tuple[TimeMention, ...]
    amounts: tuple[Amount, ...]

    def once(self, find: Callable[[Scene, Asked], Found], of: Asked) -> Found:
        """What a function finds in the scene for a word or sentence, looked for once however many triggers ask."""
        kept = self._kept[find]
        if of not in kept:
            kept[of] = find(self, of)
        found: Found = kept[of]
        return found

    @cached_property
    def _kept(self) -> dict[Callable[..., Any], dict[Hashable, Any]]:
        return defaultdict(dict)

    @cached_property
    def token_in(self) -> Callable[[Span], Token | None]:
        """The head of the words that a span marks, None where it cuts through words."""
        doc = self.doc
        return cache(lambda span: found.root if (found := _expanded(doc, span)) is not None else None)

    def actors(self, tokens: Iterable[Token]) -> list[Mention]:
        """Whom the nouns stand for, each actor once, in the order of the nouns."""
        return _once(mention for token in tokens for mention in self.cast.referents(token))

    def places(self, tokens: Iterable[Token]) -> list[Mention]:
        """Which places the nouns stand for, each once."""
        return _once(mention for token in tokens for mention in self.cast.places(token))

    @cached_property
    def times_in(self) -> Callable[[Words], tuple[TimeMention, ...]]:
        """The times told in a sentence, in text order."""
        times = self.times

        def found(sentence: Words) -> tuple[TimeMention, ...]:
            inside = span_of(sentence)
            return tuple(time for time in times if inside.contains(time.span))

        return cache(found)

    def is_of_another(self, time: TimeMention, token: Token) -> bool:
        """True for 'duty' and the week of "lifted the duty on Thursday, a week before the minister travels to Oslo".

        Not of "lifted the duty, a week after it took effect", nor of "a day after the text was signed".
        """
        head = self.token_in(time.span)
        if not time.outward or head is None:
            return False
        verb = next((word for word in governors(head) if word.i > head.i and is_verb(word)), None)
        told = children(verb, "nsubj", "nsubjpass") if verb is not None else ()
        if any(word.lower_ in {"it", "they"} or word.lemma_.lower() in words("brokered_nouns") for word in told):
            return False
        return token.i < head.i or (verb is not None and verb not in [token, *governors(token)])

    def amounts_in(self, span: Span, unit: str) -> list[Amount]:
        """The amounts of a unit told within these characters."""
        return [amount for amount in self.amounts if amount.unit == unit and span.contains(amount.span)]

    def mentions_in(self, span: Span, *kinds: Kind) -> list[Mention]:
        """The mentions of these kinds within these characters."""
        return [m for m in self.cast.mentions if kind_of(m.key) in kinds and span.contains(m.span)]

    def mentions_of(self, sentence: Words) -> tuple[Mention, ...]:
        """The mentions in a sentence, in text order."""
        return self._by_sentence.get(sentence.start, ())

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Mention, ...]]:
        found: dict[int, tuple[Mention, ...]] = {}
        for mention in self.cast.mentions:
            head = self.token_in(mention.span)
            if head is not None:
                found[head.sent.start] = (*found.get(head.sent.start, ()), mention)
        return found

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """What the article is about, by the word lists of fields: `sports=some`, `fighting=many`."""
        return tuple(
            f"{name}={'none' if not n else 'some' if n < FIELD_MANY else 'many'}"
            for name, n in field_counts(self.doc).items()
        )

    def is_lead(self, token: Token) -> bool:
        """True for a word of the first sentence of the news."""
        first = next(
            (sent for sent in self.doc.sents if sent.start_char >= self.article.body and sent.text.strip()), None
        )
        return first is not None and first.start <= token.i < first.end

    @cached_property
    def text(self) -> str:
        """The text that was parsed; spaCy puts it together anew each time."""
        return self.doc.text

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """The first words of the sentences, gaps between paragraphs left out."""
        return tuple(sentence.start for sentence in self.doc.sents if sentence.text.strip())

    def sentence_number(self, word: Token) -> int:
        """Which of the sentences the word stands in, gaps between paragraphs left out."""
        return bisect_right(self.sentence_starts, word.i)

    @cached_property
    def affairs(self) -> int:
        """How many countries and organisations the article names."""
        return len({m.key for m in self.cast.mentions if kind_of(m.key) in {Kind.COUNTRY, Kind.ORGANIZATION}})

    @cached_property
    def companies(self) -> tuple[frozenset[str], ...]:
        """For each sentence with actors, who they are, with those whom they speak for."""
        found = self._by_sentence.values()
        return tuple(frozenset(key for m in told for key in (m.key, *self.sides(m.key))) for told in found)

    @cached_property
    def stances(self) -> Mapping[str, Stance]:
        """How each actor of the article stands to its fighting: who shoots, who stands between."""
        actors = (m for m in self.cast.mentions if kind_of(m.key) is not Kind.PLACE)
        return stances(
            ((m.key, *(side for side in self.sides(m.key) if side != m.key)), self.claims(m)) for m in actors
        )

    @cached_property
    def go_betweens(self) -> Mapping[str, tuple[tuple[Mention, Claims], ...]]:
        """For each actor and those for whom it stands, where it is told of as standing between or asking for peace."""
        found: dict[str, list[tuple[Mention, Claims]]] = {}
        for mention in self.cast.mentions:
            claimed = self.claims(mention)
            if claimed.brokers or claimed.asks:
                for key in dict.fromkeys((mention.key, *self.sides(mention.key))):
                    found.setdefault(key, []).append((mention, claimed))
        return {key: tuple(told) for key, told in found.items()}

    @cached_property
    def prominence(self) -> Mapping[str, int]:
        """How often the article names or means each actor and place."""
        return Counter({key: len(told) for key, told in self.mentions_by_key.items()})

    @cached_property
    def mentions_by_key(self) -> Mapping[str, Sequence[Mention]]:
        """Where the article names or means each actor and place."""
        found: dict[str, list[Mention]] = {}
        for mention in self.cast.mentions:
            found.setdefault(mention.key, []).append(mention)
        return found

    @cached_property
    def stance(self) -> Callable[[str], Stance]:
        """How an actor stands to the fighting; a person stands as those do whom they speak for."""

        def found(key: str) -> Stance:
            own = self.stances.get(key, Stance())
            behind = [self.stances[side] for side in self.sides(key) if side != key and side in self.stances]
            return own.beside(behind[0]) if behind else own

        return cache(found)

    def claims(self, mention: Mention) -> Claims:
        """What the words around a mention tell of its part in the fighting."""
        return claims(self.words_of(mention))

    def words_of(self, mention: Mention) -> Words:
        """The words of a mention."""
        return self._words(mention.span)

    @cached_property
    def _words(self) -> Callable[[Span], Words]:
        doc = self.doc
        return cache(lambda span: _expanded(doc, span) or doc[0:1])

    @cached_property
    def sides(self) -> Callable[[str], tuple[str, ...]]:
        """The countries or organisations behind an actor in this article; a country is its own side."""
        represents = self.cast.represents
        return cache(lambda key: represents.get(key, ()) if kind_of(key) is Kind.PERSON else (key,))

    @cached_property
    def unnamed(self) -> frozenset[tuple[str, Span]]:
        """The actors that words stand for without naming them, and these words: "the two men"."""
        return frozenset((mention.key, mention.span) for mention in self.cast.mentions if mention.form is None)

    @cached_property
    def guessed(self) -> frozenset[str]:
        """The persons of whom no words tell whom they represent."""
        return frozenset(mention.key for mention in self.cast.mentions if mention.confidence == GUESS)

    @cached_property
    def attached_times(self) -> Callable[[Token], tuple[TimeMention, ...]]:
        """The times of the clause that a word stands in, those that hang nearest to it first."""
        return cache(self._attached_times)

    def _attached_times(self, token: Token) -> tuple[TimeMention, ...]:
        home = clause_root(token)
        near, far = [], []
        for time in self.times_in(token.sent):
            head = self.token_in(time.span)
            if head is None:
                continue
            if token is head or token in governors(head):
                near.append(time)
            elif clause_root(head) == home:
                far.append(time)
        return (*near, *far)


def lay_out(doc: Doc, article: Article, cast: Cast | None = None) -> Scene:
    """The scene of an article; the cast is found where it is not given."""
    return Scene(doc, article, cast or find_cast(doc, article), find_times(doc, article), find_amounts(doc))


def arguments(slot: str, mentions: Iterable[Mention], *, inferred: bool = False) -> list[Argument]:
    """One argument of the slot for each actor or place."""
    return [Argument(slot, mention.key, mention.span, inferred) for mention in mentions]


def _expanded(doc: Doc, span: Span) -> Words | None:
    """The words that the characters touch."""
    return doc.char_span(span.start, span.end)


def _once(mentions: Iterator[Mention] | Iterable[Mention]) -> list[Mention]:
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(mention.key, mention)
    return list(found.values())
