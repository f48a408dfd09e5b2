"""The parse is that of the bare model, word for word, though its slow parts are replaced."""

from __future__ import annotations

import spacy

from kg.annotate import annotate, load_model
from kg.defaults import DEFAULT_MODEL
from kg.records import Article

TEXTS = (
    "There are two talks that Kenya's minister hadn't been told of, and she's gonna leave.",
    "Let's go: the envoys got there, 'cause they've got to meet.",
    "Talks will be held  in Oslo on Monday (with some\tspaces).",
)


def rows(words: object) -> list[tuple[str, ...]]:
    return [(w.text, w.tag_, w.pos_, w.lemma_, w.dep_, w.head.text, w.ent_type_) for w in words]  # type: ignore[attr-defined]


def test_words_are_as_the_bare_model_has_them() -> None:
    bare, quick = spacy.load(DEFAULT_MODEL), load_model()
    assert [rows(quick(text)) for text in TEXTS] == [rows(bare(text)) for text in TEXTS]


def test_each_word_knows_its_sentence() -> None:
    doc = annotate(Article("a", "Oslo: Kenya met Peru. They talked.\n\nChile left."))
    told = {token.text: token.sent.text for token in doc}
    assert (told["Peru"], told["talked"], told["left"]) == ("Oslo: Kenya met Peru.", "They talked.", "Chile left.")
    assert doc[0:1].sent.text == "Oslo: Kenya met Peru."


def test_an_article_without_words_has_no_sentences() -> None:
    assert list(annotate(Article("a", "")).sents) == []
