"""The model's vector of a word by itself, which is made once for each word.

A model looks at a word twice over: first at how it is written, whatever stands around it, then at its neighbours. The
first look takes a third of the time, once for the parse and once for the names, and words come back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps, chain

MOST = 50_000  # words that are remembered, some 25 MB for each look; then it begins anew
_ROWS = 8  # of a matrix multiplied together
_LOOK = ("extract_features", "ragged2list")  # the layer that reads how words are written, and the last one


def look_once(nlp: Language) -> None:
    """Let the vectors that are made of the spelling alone be remembered, in each component that makes some."""
    for name in nlp.pipe_names:
        model: Any = getattr(nlp.get_pipe(name), "model", None)
        for look in looks(model) if model else ():
            model.replace_node(look, _remembering(look))


def looks(model: Model[Any, Any]) -> list[Model[Any, Any]]:
    """The parts of a model that make a word's vector of its spelling."""
    return [node for node in model.walk() if node.layers and (node.layers[0].name, node.layers[-1].name) == _LOOK]


def _remembering(look: Model[Any, Any]) -> Model[Any, Any]:
    words = Vectors(look)

    def forward(_: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:
        return words.of(docs), lambda told: told  # never asked: nothing is learned here

    return Model("kg_vectors", forward)


class _ByRows(NumpyOps):  # type: ignore[misc]
    """Matrix products so few rows at a time that none depends on how many there are, or on which stand beside it."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product, as numpy's."""
        if out is not None or trans1:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        blocks = numpy.zeros((-(-len(x) // _ROWS), _ROWS, x.shape[1]), dtype=x.dtype)
        blocks.reshape(-1, x.shape[1])[: len(x)] = x
        return (blocks @ (y.T if trans2 else y)).reshape(-1, y.shape[0 if trans2 else 1])[: len(x)]


class Vectors:
    """The vectors of words, by all that the model reads of their spelling."""

    def __init__(self, look: Model[Any, Any]) -> None:
        """`look` makes the vectors: its first layer reads the words, the others know nothing but what it has read."""
        self._read, *made = look.layers
        self._made: Model[Any, Any] = chain(*made)
        for node in self._made.walk():
            node.ops = _ByRows(use_blis=False)
        self._width = look.get_dim("nO")
        self._begin(MOST)

    def _begin(self, room: int) -> None:
        self._places: dict[bytes, int] = {}
        self._vectors = numpy.zeros((room, self._width), dtype="float32")

    def of(self, docs: Sequence[Doc]) -> list[Any]:
        """The vectors of each doc, one a word."""
        told = [numpy.ascontiguousarray(rows) for rows in self._read.predict(docs)]
        keys = [rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist() for rows in told]
        self._learn(told, keys)
        return [self._vectors[[self._places[key] for key in each]] for each in keys]

    def _learn(self, told: Sequence[Any], keys: Sequence[Sequence[bytes]]) -> None:
        """Make the vectors of words that are new."""
        rows = {key: row for each, found in zip(keys, told, strict=True) for key, row in zip(each, found, strict=True)}
        new = [key for key in rows if key not in self._places]
        if len(self._places) + len(new) > MOST:
            new = list(rows)
            self._begin(max(MOST, len(new)))
        if new:
            first = len(self._places)
            self._vectors[first : first + len(new)] = self._made.predict([numpy.stack([rows[key] for key in new])])[0]
            self._places.update(zip(new, range(first, first + len(new)), strict=True))
