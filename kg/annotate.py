"""Article -> Doc: the one place that names the model.

The model sees clean paragraphs (plain quotes, no dateline); the Doc that comes back covers the article's text
character by character, so that `token.idx` is an offset into `article.text`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc as Parsed
from spacy.util import compile_infix_regex
from thinc.api import NumpyOps, get_current_ops, set_current_ops
from threadpoolctl import ThreadpoolController

from kg.articles.prose import paragraphs as news_paragraphs
from kg.articles.prose import unwrapped
from kg.defaults import DEFAULT_MODEL
from kg.parse.doc import Doc, Token, Words
from kg.parse.entities import decide_at_once
from kg.parse.forms import ask_once
from kg.parse.mending import mended
from kg.parse.models import check_model
from kg.parse.relations import parse_at_once
from kg.parse.vectors import look_once
from kg.parse.vicinity import look_around
from kg.records import Article, Span

BATCH = 16  # paragraphs a batch: the fastest of 8, 16, 32, 64 on two cores

# One character for one, so that offsets stay: the model was trained on ASCII quotes.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " "})


def plain(text: str) -> str:
    """The text with ASCII quotes and spaces, of the same length.

    >>> plain("didn’t")
    "didn't"
    """
    return text.translate(_PLAIN)


@cache
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of this name, with dashes splitting words (`200%—on`, `U.S.-brokered`).

    Raises ModelError where no such package is installed, or another under this name.
    """
    nlp = _loaded(name)
    ask_once(nlp)
    look_once(nlp)
    look_around(nlp)
    parse_at_once(nlp)
    decide_at_once(nlp)
    infixes: list[Any] = [*(nlp.Defaults.infixes or ()), r"[—–]", r"--+", r"(?<=[A-Z]\.)-(?=[A-Za-z])"]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    gc.freeze()  # what a model holds stays: the collector need not look through it again and again
    return nlp


def _loaded(name: str) -> Language:
    """The model on numpy's matrix product: blis, thinc's own, does not know every processor and is slow on those."""
    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        check_model(name)
        return spacy.load(name)
    finally:
        set_current_ops(before)


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def annotate(article: Article, *, model: str = DEFAULT_MODEL) -> Doc:
    """The parsed article; dateline and space between paragraphs are tokens without a parse."""
    nlp = load_model(model)
    text = unwrapped(plain(article.text))
    paragraphs = list(news_paragraphs(text, article.body))
    with _threads().limit(limits=1, user_api="blas"):  # on matrices this small further threads cost, and bring nothing
        docs = iter(list(nlp.pipe([span.cut(text) for span in paragraphs], batch_size=BATCH)))
    return mended(Doc(text, _covering(nlp, text, paragraphs, docs)))


def span_of(words: Token | Words) -> Span:
    """The characters of a token or of spaCy's span, as offsets into the article."""
    if isinstance(words, Token):
        return Span(words.idx, words.idx + len(words))
    return Span(words.start_char, words.end_char)


def _covering(nlp: Language, text: str, paragraphs: Iterable[Span], docs: Iterator[Parsed]) -> Iterator[Parsed]:
    """The parsed paragraphs, with filler between them so that offsets are those of the text."""
    position = 0
    for span in paragraphs:
        if span.start > position:
            yield _filler(nlp, text[position : span.start])
        yield next(docs)
        position = span.end
    if position < len(text):
        yield _filler(nlp, text[position:])


@lru_cache(maxsize=32)  # nearly all are the gap between two paragraphs
def _filler(nlp: Language, text: str) -> Parsed:
    """Text that is not news (a dateline, the gap between paragraphs): one token, one sentence."""
    return Parsed(
        nlp.vocab, words=[text], spaces=[False], heads=[0], deps=["ROOT"], pos=["SPACE"], tags=["_SP"], ents=["O"]
    )
