"""The parse is that of the bare model, word for word, though its slow parts are replaced."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from kg.annotate import annotate, load_model
from kg.defaults import DEFAULT_MODEL
from kg.parse.vectors import Vectors, looks
from kg.records import Article

TEXTS = (
    "There are two talks that Kenya's minister hadn't been told of, and she's gonna leave.",
    "Let's go: the envoys got there, 'cause they've got to meet.",
    "Talks will be held  in Oslo on Monday (with some\tspaces).",
)
FILES = sorted((Path(__file__).parent / "gold" / "own").glob("*.json"))[::20]
ARTICLES = [json.loads(file.read_text("utf-8"))["text"] for file in FILES]


def rows(words: object) -> list[tuple[str, ...]]:
    return [(w.text, w.tag_, w.pos_, w.lemma_, w.dep_, w.head.text, w.ent_iob_, w.ent_type_) for w in words]  # type: ignore[attr-defined]


def test_words_are_as_the_bare_model_has_them() -> None:
    bare, quick = spacy.load(DEFAULT_MODEL), load_model()
    bare.tokenizer.infix_finditer = quick.tokenizer.infix_finditer  # type: ignore[attr-defined]
    texts = ["", "\n", *TEXTS, *(paragraph for article in ARTICLES for paragraph in article.split("\n"))]
    assert sum(map(len, map(str.split, texts))) > 5_000
    assert [rows(doc) for doc in quick.pipe(texts)] == [rows(doc) for doc in bare.pipe(texts)]


def test_names_are_those_that_the_recogniser_finds_word_by_word() -> None:
    texts = ["", "\n", "Rubio", *ARTICLES]
    nlp = load_model()
    recogniser: Any = nlp.get_pipe("ner")
    quick, slow = (list(nlp.pipe(texts)) for _ in range(2))
    for doc in slow:
        doc.set_ents([], default="missing")
        recogniser(doc)
    assert [named(doc) for doc in quick] == [named(doc) for doc in slow]
    assert sum(len(doc.ents) for doc in quick) > 500


def test_the_vector_of_a_word_is_the_same_whichever_words_come_with_it() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    words = dict.fromkeys(" ".join(TEXTS).split())
    docs = [nlp.make_doc(word) for word in words]
    for name in ("tok2vec", "ner"):
        model: Any = nlp.get_pipe(name).model  # type: ignore[attr-defined]
        (look,) = looks(model)
        together, alone = Vectors(look).of(docs), [Vectors(look).of([doc])[0] for doc in docs]
        assert [vectors.tolist() for vectors in together] == [vectors.tolist() for vectors in alone]


def named(doc: Doc) -> list[tuple[str, str]]:
    return [(word.ent_iob_, word.ent_type_) for word in doc]


def test_each_word_knows_its_sentence() -> None:
    doc = annotate(Article("a", "Oslo: Kenya met Peru. They talked.\n\nChile left."))
    told = {token.text: token.sent.text for token in doc}
    assert (told["Peru"], told["talked"], told["left"]) == ("Oslo: Kenya met Peru.", "They talked.", "Chile left.")
    assert doc[0:1].sent.text == "Oslo: Kenya met Peru."


def test_an_article_without_words_has_no_sentences() -> None:
    assert list(annotate(Article("a", "")).sents) == []


def test_builds_load_spacy_without_its_commands_and_leave_them_to_others() -> None:
    asked = """
import sys
from kg.parse.bare_spacy import load_bare
load_bare()
print(*(name in sys.modules for name in ("spacy", "spacy.cli", "typer")))
import spacy, spacy.cli
print(spacy.info(silent=True) == spacy.cli.info(silent=True))
"""
    run = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["True", "False", "False", "True"]
