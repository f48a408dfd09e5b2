"""Who hangs on whom, by the model's own parser, for all paragraphs of an article at once.

spaCy's parser takes one word after the other, and for each asks a library for nine products, the calls of which take
as long as what they work out: a third of a parse. Here the scores of a step are two products of matrices for all
paragraphs; which moves are allowed, and what they do, stays spaCy's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc

PARSER = "parser"
TOGETHER = 64  # paragraphs


def parse_at_once(nlp: Language) -> None:
    """Let a component that finds the same relations stand for the model's parser; one of another make stays."""
    if nlp.has_pipe(PARSER) and _is_known(nlp.get_pipe(PARSER)):
        nlp.add_pipe("kg_relations", after=PARSER)
        nlp.disable_pipe(PARSER)


def _is_known(parser: Any) -> bool:
    """True for a parser that takes the best move and knows all its labels from training."""
    model = parser.model
    return bool(
        parser.cfg["beam_width"] == 1
        and model.has_ref("upper")
        and model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and model.get_ref("lower").get_dim("nP") > 1
    )


@Language.factory("kg_relations")
class Relations:
    """Marks the relations that the model's parser would mark."""

    def __init__(self, nlp: Language, name: str) -> None:
        """The weights are those of the model."""
        parser: Any = nlp.get_pipe(PARSER)
        self._parser, model = parser, parser.model
        self._words, self._lower, upper = (model.get_ref(part) for part in ("tok2vec", "lower", "upper"))
        self._bias, self._places = self._lower.get_param("b"), numpy.arange(self._lower.get_dim("nF"))
        self._weights, self._upper_bias = upper.get_param("W").T, upper.get_param("b")
        self._looked_at = model.predict([Doc(nlp.vocab, words=["word"])]).get_token_ids

    def __call__(self, doc: Doc) -> Doc:
        """The doc, its relations marked."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = TOGETHER) -> Iterator[Doc]:
        """The docs, their relations marked."""
        left = iter(docs)
        while batch := list(islice(left, TOGETHER)):
            self._parse(batch)
            yield from batch

    def _parse(self, docs: Sequence[Doc]) -> None:
        """Make the best move in all docs at once until none is left."""
        states = self._parser.moves.init_batch(docs)
        ahead = [state for state in states if not state.is_final()]
        if ahead:
            told = self._told(docs)
            while ahead:
                ahead = self._parser.transition_states(ahead, self._scores(told, self._looked_at(ahead)))
        self._parser.set_annotations(docs, states)

    def _told(self, docs: Sequence[Doc]) -> Any:
        """What each word says at each of the places looked at, in a row; the first rows are those of no word."""
        told = self._lower.predict(self._words.predict(docs))
        return told.reshape(-1, *told.shape[2:])

    def _scores(self, told: Any, words: Any) -> Any:
        """The score of each move for these words; -1 stands where there is none."""
        summed = told.take((words + 1) * len(self._places) + self._places, axis=0).sum(axis=1) + self._bias
        pieces = [summed[..., piece] for piece in range(summed.shape[-1])]  # two of them: the larger counts
        return reduce(numpy.maximum, pieces) @ self._weights + self._upper_bias
