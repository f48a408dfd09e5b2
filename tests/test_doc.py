"""The plain Doc says of every word and run of words what spaCy says."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import Doc as Parsed

from kg.annotate import load_model
from kg.parse.doc import Doc

PIECES = (
    "Kenya's foreign minister, who hadn't met Mr. Rubio since May 2024, flew to Oslo - and two envoys left.  ",
    "“Talks between Russia and Ukraine”, brokered by Qatar, will be held in three or four weeks.",
    "\n\n",
    "They talked. Nobody else did; 25% of it was about trade.",
)
WORD = [
    "i",
    "idx",
    "text",
    "lower_",
    "lemma_",
    "pos_",
    "tag_",
    "dep_",
    "ent_type_",
    "ent_iob_",
    "whitespace_",
    "is_alpha",
    "like_num",
]
RELATED = ["head", "left_edge", "right_edge"]
HANGING = ["children", "lefts", "rights", "subtree"]


@pytest.fixture(scope="module")
def pair() -> tuple[Parsed, Doc]:
    parts = [load_model()(piece) for piece in PIECES]
    joined = Parsed.from_docs(parts, ensure_whitespace=False)
    assert joined is not None
    return joined, Doc("".join(PIECES), parts)


def ends(words: Any) -> tuple[int, int] | None:
    return None if words is None else (words.start, words.end)


def test_each_word_is_as_spacy_has_it(pair: tuple[Parsed, Doc]) -> None:
    parsed, doc = pair
    assert len(doc) == len(parsed) > 50
    for name in WORD:
        assert [getattr(word, name) for word in doc] == [getattr(word, name) for word in parsed], name
    for name in RELATED:
        assert [getattr(word, name).i for word in doc] == [getattr(word, name).i for word in parsed], name
    for name in HANGING:
        there = [[other.i for other in getattr(word, name)] for word in parsed]
        assert [[other.i for other in getattr(word, name)] for word in doc] == there, name


def test_each_run_of_words_is_as_spacy_has_it(pair: tuple[Parsed, Doc]) -> None:
    parsed, doc = pair
    for start in range(len(doc)):
        for end in range(start + 1, min(start + 9, len(doc)) + 1):
            there, here = parsed[start:end], doc[start:end]
            assert (here.text, here.root.i, here[-1].i) == (there.text, there.root.i, there[-1].i)
            assert (here.start_char, here.end_char, len(here)) == (there.start_char, there.end_char, len(there))
            assert [word.i for word in here[1:3]] == [word.i for word in there[1:3]]


def test_sentences_are_those_of_spacy(pair: tuple[Parsed, Doc]) -> None:
    parsed, doc = pair
    assert [(one.start, one.end, one.text) for one in doc.sents] == [(s.start, s.end, s.text) for s in parsed.sents]
    assert [word.sent.start for word in doc] == [word.sent.start for word in parsed]


def test_characters_lead_to_the_words_that_they_touch(pair: tuple[Parsed, Doc]) -> None:
    parsed, doc = pair
    for start in range(len(doc.text)):
        for end in range(start + 1, start + 12):
            there, here = parsed.char_span(start, end, alignment_mode="expand"), doc.char_span(start, end)
            assert ends(here) == ends(there), (start, end)


def test_a_word_is_one_object(pair: tuple[Parsed, Doc]) -> None:
    _, doc = pair
    verb = next(word for word in doc if word.dep_ == "ROOT")
    assert all(child.head is verb for child in verb.children)
    assert doc[verb.i] is verb is verb.sent[verb.i - verb.sent.start] is doc[verb.i - 1].nbor()


def test_a_long_chain_of_words_has_edges() -> None:
    nlp = load_model()
    number = 3000
    parsed = Parsed(
        nlp.vocab, words=["and"] * number, heads=[max(0, n - 1) for n in range(number)], deps=["x"] * number
    )
    first = Doc(parsed.text_with_ws, [parsed])[0]
    assert (first.left_edge.i, first.right_edge.i, len(first.subtree)) == (0, number - 1, number)
