"""Names by the model's own recogniser, decided for all words at once.

spaCy's recogniser goes from word to word and asks at each of them, with Python's lock taken anew, for each of its
seventy moves whether it is allowed: a third of a parse. Outside a name its scores depend on the word alone, so that
they are one product of matrices; inside a name only two moves are left, on or end here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Words

RECOGNISER = "ner"
BEGIN, INSIDE, LAST, UNIT, OUTSIDE = "B", "I", "L", "U", "O"
_LOOKED_AT = 3  # words: the next, the first of the open name, the one before the next
_ASKED: list[int | str] = ["IS_SPACE", "SENT_START"]
_NEVER = -numpy.inf


def decide_at_once(nlp: Language) -> None:
    """Let a component that finds the same names stand for the model's recogniser; one of another make stays."""
    if nlp.has_pipe(RECOGNISER) and _is_known(nlp.get_pipe(RECOGNISER)):
        nlp.add_pipe("kg_entities", after=RECOGNISER)
        nlp.disable_pipe(RECOGNISER)


def _is_known(recogniser: Any) -> bool:
    """True for a recogniser that looks at three words, takes the best move and knows all its labels from training."""
    model = recogniser.model
    return bool(
        recogniser.cfg["beam_width"] == 1
        and model.has_ref("upper")
        and model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and model.get_ref("lower").get_dim("nF") == _LOOKED_AT
        and model.get_ref("lower").get_dim("nP") > 1
    )


@Language.factory("kg_entities")
class Entities:
    """Marks the names that the model's recogniser would mark."""

    def __init__(self, nlp: Language, name: str) -> None:
        """The weights are those of the model."""
        recogniser: Any = nlp.get_pipe(RECOGNISER)
        model = recogniser.model
        self._words, self._lower, upper = (model.get_ref(part) for part in ("tok2vec", "lower", "upper"))
        self._bias = self._lower.get_param("b")
        self._weights, self._upper_bias = upper.get_param("W"), upper.get_param("b")
        moves = [recogniser.moves.get_class_name(place).partition("-") for place in range(recogniser.moves.n_moves)]
        self._labels = [label for _, _, label in moves]
        self._kinds = numpy.array([kind for kind, _, _ in moves])
        places = {(kind, label): place for place, (kind, _, label) in enumerate(moves)}
        self._never = numpy.array([kind in {INSIDE, LAST} or (kind == UNIT and not label) for kind, _, label in moves])
        self._on, self._end = (
            numpy.array([places.get((kind, label), 0) for label in self._labels]) for kind in (INSIDE, LAST)
        )

    def __call__(self, doc: Doc) -> Doc:
        """The doc, its names marked."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """The docs, their names marked."""
        left = iter(docs)
        while batch := list(islice(left, batch_size)):
            self._mark(batch)
            yield from batch

    def _mark(self, docs: Sequence[Doc]) -> None:
        """Mark the names of all docs."""
        found = self._found(docs) if any(map(len, docs)) else []
        start = 0
        for doc in docs:
            end = start + len(doc)
            here = [(first, last, label) for first, last, label in found if start <= first < end]
            doc.set_ents([Words(doc, first - start, last - start, label=label) for first, last, label in here])
            start = end

    def _found(self, docs: Sequence[Doc]) -> list[tuple[int, int, str]]:
        """The first word, the end and the label of each name, counted through all docs."""
        padded = self._lower.predict(self._words.predict(docs))
        nothing, words = padded[0], padded[1:]
        is_space, is_final = _limits(docs)
        scores = self._scored(words[:, 0] + nothing[1] + nothing[2])
        scores[:, self._never] = _NEVER
        scores[numpy.ix_(is_space, numpy.isin(self._kinds, [BEGIN, UNIT]))] = _NEVER
        scores[numpy.ix_(is_final, self._kinds == BEGIN)] = _NEVER
        best = scores.argmax(axis=1)
        starts = numpy.flatnonzero(self._kinds[best] != OUTSIDE)
        ends = self._ends(words, starts, best[starts], is_final)
        return _apart(zip(starts.tolist(), ends.tolist(), (self._labels[move] for move in best[starts]), strict=True))

    def _ends(self, words: Any, starts: Any, moves: Any, is_final: Any) -> Any:
        """Where the names end that begin here with these moves."""
        ends = starts + 1
        open_ = numpy.flatnonzero(self._kinds[moves] == BEGIN)
        while len(open_):
            first, here = starts[open_], ends[open_]
            scores = self._scored(words[here, 0] + words[first, 1] + words[here - 1, 2])
            rows, begun = numpy.arange(len(open_)), moves[open_]
            goes_on = scores[rows, self._on[begun]] > scores[rows, self._end[begun]]
            ends[open_] += 1
            open_ = open_[goes_on & ~is_final[here]]
        return ends

    def _scored(self, summed: Any) -> Any:
        """The score of each move for these sums of what the words looked at say."""
        pieces = numpy.moveaxis(summed + self._bias, -1, 0)  # two of them: the larger counts
        return reduce(numpy.maximum, pieces) @ self._weights.T + self._upper_bias


def _limits(docs: Sequence[Doc]) -> tuple[Any, Any]:
    """For each word of all docs whether it is white space, and whether it is the last of its sentence."""
    is_space, is_final = [], []
    for doc in docs:
        told = doc.to_array(_ASKED)
        is_space.append(told[:, 0] == 1)
        is_final.append(numpy.append(told[1:, 1] == 1, True)[: len(doc)])
    return numpy.concatenate(is_space), numpy.concatenate(is_final)


def _apart(names: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The names without those that begin within an earlier one: none of them was ever asked about."""
    kept: list[tuple[int, int, str]] = []
    for name in names:
        if not kept or name[0] >= kept[-1][1]:
            kept.append(name)
    return kept
