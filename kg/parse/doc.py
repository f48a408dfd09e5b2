"""The parse of an article in plain Python: spaCy makes a Token anew, and looks its strings up, at every access.

The names are those of spaCy, and each means the same; `Words` is spaCy's Span, a run of words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import overload

from spacy.strings import StringStore
from spacy.tokens import Doc as Parsed

_NAMED: list[int | str] = ["ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE"]
_TOLD: list[int | str] = ["HEAD", "SENT_START", "ENT_IOB", "SPACY", "IS_ALPHA", "LIKE_NUM", "IS_PUNCT", "IS_SPACE"]
_IOB = ("", "I", "O", "B")


class Token:
    """A word or sign. One object stands for it wherever it is met, so that words can be compared and remembered."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_sign",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )
    doc: Doc
    head: Token
    sent: Words

    def __init__(self, place: int, start: int, names: Sequence[str], told: Sequence[int]) -> None:
        """`place` counts words and `start` characters; `names` are those of `_NAMED`, `told` the last of `_TOLD`."""
        self.i, self.idx = place, start
        self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_ = names
        name_part, has_space, is_alpha, like_num, is_punct, is_space = told
        self.ent_iob_, self.whitespace_ = _IOB[name_part], " " if has_space else ""
        self.is_alpha, self.like_num, self.is_sign = bool(is_alpha), bool(like_num), bool(is_punct or is_space)
        self.children: list[Token] = []

    def __len__(self) -> int:
        """The number of its characters."""
        return len(self.text)

    def __repr__(self) -> str:
        """The word itself."""
        return self.text

    def nbor(self, step: int = 1) -> Token:
        """The word so many places on; raises IndexError beyond the ends of the text."""
        if self.i + step < 0:
            raise IndexError(f"no word {step:+} of word {self.i}")
        return self.doc.tokens[self.i + step]

    @property
    def lefts(self) -> list[Token]:
        """What hangs on the word and stands before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """What hangs on the word and stands after it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def subtree(self) -> list[Token]:
        """The word and all that hangs on it, what stands before it first."""
        found: list[Token] = []
        waiting = [(self, False)]
        while waiting:  # no recursion: a list of a thousand words hangs each on the one before
            word, is_next = waiting.pop()
            if is_next or not word.children:
                found.append(word)
                continue
            waiting += [(child, False) for child in reversed(word.rights)]
            waiting.append((word, True))
            waiting += [(child, False) for child in reversed(word.lefts)]
        return found

    @property
    def left_edge(self) -> Token:
        """The first word of all that hangs on it."""
        return min(self.subtree, key=lambda word: word.i)

    @property
    def right_edge(self) -> Token:
        """The last word of all that hangs on it."""
        return max(self.subtree, key=lambda word: word.i)


class Words:
    """A run of words."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        """From the word `start` up to the word `end`, which is no part of it."""
        self.doc, self.start, self.end = doc, start, end

    def __len__(self) -> int:
        """The number of its words."""
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        """Its words."""
        return iter(self.doc.tokens[self.start : self.end])

    def __reversed__(self) -> Iterator[Token]:
        """Its words, the last one first."""
        return reversed(self.doc.tokens[self.start : self.end])

    def __eq__(self, other: object) -> bool:
        """True for the same words of the same text."""
        return isinstance(other, Words) and (self.start, self.end) == (other.start, other.end) and self.doc is other.doc

    def __hash__(self) -> int:
        """Where it begins: few runs begin with one word."""
        return self.start

    def __repr__(self) -> str:
        """The words themselves."""
        return self.text

    @overload
    def __getitem__(self, place: int) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> Words: ...
    def __getitem__(self, place: int | slice) -> Token | Words:
        """A word or a run of them, counted from its own first word."""
        if isinstance(place, int):
            return self.doc.tokens[self.start : self.end][place]
        first, last, _ = place.indices(len(self))
        return Words(self.doc, self.start + first, self.start + max(first, last))

    @property
    def text(self) -> str:
        """What is written there."""
        return self.doc.text[self.start_char : self.end_char] if self.start < self.end else ""

    @property
    def start_char(self) -> int:
        """Where its first word begins."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """Where its last word ends."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def sent(self) -> Words:
        """The sentence of its first word."""
        return self.doc.tokens[self.start].sent

    @property
    def root(self) -> Token:
        """The word that the others hang on; of several the one nearest to the root of the sentence."""
        inside = self.doc.tokens[self.start : self.end]
        heads = [word for word in inside if word.head is word]
        if heads:
            return heads[0]
        reaching = [word for word in inside if not self.start <= word.head.i < self.end]
        return min(reaching, key=_depth) if len(reaching) > 1 else (reaching or inside)[0]


class Doc:
    """An article's words, with their parse."""

    def __init__(self, text: str, parts: Iterable[Parsed]) -> None:
        """`parts` are parsed pieces of the text, which together cover it."""
        self.text = text
        self.tokens: list[Token] = []
        starts = [start for part in parts for start in self._take(part)]
        self._starts = [token.idx for token in self.tokens]
        self.sents = tuple(Words(self, first, last) for first, last in pairwise([*starts, len(self.tokens)]))
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence

    def _take(self, part: Parsed) -> list[int]:
        """Add the words of a parsed piece, and give the first words of its sentences."""
        first = len(self.tokens)
        start = self.tokens[-1].idx + len(self.tokens[-1]) + len(self.tokens[-1].whitespace_) if first else 0
        names = zip(
            *(map(_names(part.vocab.strings), column) for column in part.to_array(_NAMED).T.tolist()), strict=True
        )
        told = part.to_array(_TOLD).astype("int64").tolist()
        for place, (named, row) in enumerate(zip(names, told, strict=True), first):
            token = Token(place, start, named, row[2:])
            self.tokens.append(token)
            start += len(token.text) + len(token.whitespace_)
        for token, row in zip(self.tokens[first:], told, strict=True):
            token.doc, token.head = self, self.tokens[token.i + row[0]]
            if row[0]:
                token.head.children.append(token)
        return [first + place for place, row in enumerate(told) if place == 0 or row[1] == 1]

    def __len__(self) -> int:
        """The number of its words."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """Its words."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, place: int) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> Words: ...
    def __getitem__(self, place: int | slice) -> Token | Words:
        """A word, or a run of them."""
        if isinstance(place, int):
            return self.tokens[place]
        first, last, _ = place.indices(len(self.tokens))
        return Words(self, first, max(first, last))

    def char_span(self, start: int, end: int) -> Words | None:
        """The words that these characters touch; None beyond the ends of the text."""
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        if first < 0 or last < 0 or end - 1 >= len(self.text):
            return None
        opening = self.tokens[first]
        if start == opening.idx + len(opening.text):  # the space after a word is no part of it
            first += 1
        return Words(self, first, last + 1)


@cache
def _names(strings: StringStore) -> Callable[[int], str]:
    """The string of each of spaCy's numbers, the same object every time."""

    def name(number: int) -> str:
        return strings[number]

    return cache(name)


def _depth(word: Token) -> int:
    """How far a word is from the root of its sentence; a mere sign is farther than any word."""
    if word.is_sign and not word.children:
        return len(word.doc)
    number = 0
    while word.head is not word:
        word, number = word.head, number + 1
    return number
