"""Parts of speech and lemmas by the model's own rules, of which each word is asked once.

spaCy's attribute ruler tries every rule on every word, which takes a fifth of a parse. What the rules say depends on
the word, its tag and its relation alone (but for idioms of two words), and words come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
MOST = 200_000  # words that are remembered, some 50 MB; then it begins anew
_GIVEN: list[int | str] = ["ORTH", "TAG", "DEP"]
_FOUND: list[int | str] = ["TAG", "DEP", "POS", "LEMMA"]

Key = tuple[int, ...]


def ask_once(nlp: Language) -> None:
    """Let a component that fills in the same stand for the model's ruler and lemmatizer; one without them stays."""
    if nlp.has_pipe(RULER) and nlp.has_pipe(LEMMATIZER):
        nlp.add_pipe("kg_forms", last=True)
        nlp.disable_pipe(RULER)
        nlp.disable_pipe(LEMMATIZER)


@Language.factory("kg_forms")
class Forms:
    """Fills in parts of speech and lemmas as the model's ruler and lemmatizer would."""

    def __init__(self, nlp: Language, name: str) -> None:
        """The rules are those of the model."""
        rows: list[Any] = nlp.get_pipe(RULER).patterns  # type: ignore[attr-defined]
        alone = [row for row in rows if all(len(pattern) == 1 for pattern in row["patterns"])]
        self._rules: list[Any] = [_ruler(nlp, alone), _lemmatizer(nlp)]
        idioms = [row for row in rows if row not in alone]
        self._idioms = _ruler(nlp, idioms)
        self._opening = Matcher(nlp.vocab)
        self._opening.add("idiom", [pattern[:1] for row in idioms for pattern in row["patterns"]])
        self._known: dict[Key, Key] = {}
        self._openers: set[Key] = set()  # words with which an idiom can begin: few texts have one

    def __call__(self, doc: Doc) -> Doc:
        """The doc, its words with part of speech and lemma."""
        if not len(doc):
            return doc
        if len(self._known) > MOST:
            self._known.clear()
            self._openers.clear()
        keys = [tuple(row) for row in doc.to_array(_GIVEN).tolist()]
        self._learn(doc, [key for key in dict.fromkeys(keys) if key not in self._known])
        found: Any = numpy.array([self._known[key] for key in keys], dtype="uint64")
        doc.from_array(_FOUND, found)
        return doc if self._openers.isdisjoint(keys) else self._idioms(doc)

    def _learn(self, doc: Doc, keys: Sequence[Key]) -> None:
        """Ask the rules about words, set side by side in a doc of their own."""
        if not keys:
            return
        name = doc.vocab.strings.__getitem__
        words, tags, relations = ([name(part) for part in parts] for parts in zip(*keys, strict=True))
        asked = Doc(doc.vocab, words=words, tags=tags, deps=relations, heads=list(range(len(words))))
        for rule in self._rules:
            asked = rule(asked)
        self._openers.update(keys[place] for _, place, _ in self._opening(asked, allow_missing=True))
        self._known.update(zip(keys, map(tuple, asked.to_array(_FOUND).tolist()), strict=True))


def _ruler(nlp: Language, rows: Iterable[Any]) -> AttributeRuler:
    ruler = AttributeRuler(nlp.vocab)
    ruler.add_patterns(rows)
    return ruler


def _lemmatizer(nlp: Language) -> Any:
    """The model's own, its lists of lemmas as sets: it looks through 57,528 nouns, one after the other, for each."""
    lemmatizer: Any = nlp.get_pipe(LEMMATIZER)
    lemmas = lemmatizer.lookups.get_table("lemma_index", {})
    for kind in list(lemmas):
        lemmas[kind] = frozenset(lemmas[kind])
    return lemmatizer
