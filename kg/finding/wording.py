"""The plain words of a passage as names of features: what no word list foresees, the learned models weigh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.parse.doc import Token, Words

_FARTHEST = 15  # words between a phrase and a trigger: what lies farther apart has little to do with each other


def plain(tokens: Iterable[Token]) -> list[str]:
    """The words, as the dictionary has them, each once: no names, numbers, dates or signs, for these tell no kind."""
    kept = (word for word in tokens if word.is_alpha and word.pos_ not in {"PROPN", "SPACE"} and not word.ent_type_)
    return list(dict.fromkeys(word.lemma_.lower() for word in kept))


def sentence_words(token: Token) -> list[str]:
    """The plain words of the sentence in which a trigger stands."""
    return list(_sentence_words(token.sent))


@lru_cache(maxsize=8)  # asked for each trigger of a sentence, by each type of event
def _sentence_words(sentence: Words) -> tuple[str, ...]:
    return tuple(f"in-sentence={word}" for word in plain(sentence))


def neighbours(token: Token, word: str) -> Iterator[str]:
    """The two words on either side of a trigger, and the nearest ones together with its word of the list."""
    doc, sentence = token.doc, token.sent
    for step in (-2, -1, 1, 2):
        if sentence.start <= token.i + step < sentence.end:
            yield f"next{step:+}={doc[token.i + step].lemma_.lower()}"
    for step in (-1, 1):
        if 0 <= token.i + step < len(doc):
            yield f"{word}&next{step:+}={doc[token.i + step].lower_}"


def window(head: Token) -> list[str]:
    """The words near a time: three before its head, two after it."""
    return [f"window={word.lower_}" for word in head.doc[max(0, head.i - 3) : head.i + 3]]


def words_between(one: Token, other: Token) -> list[str]:
    """The plain words between a phrase and a trigger."""
    low, high = sorted((one.i, other.i))
    if high - low >= _FARTHEST:
        return ["among=far"]
    return [f"among={word}" for word in plain(one.doc[low + 1 : high])]


def held_by(head: Token) -> list[str]:
    """The word that a phrase hangs on, the one above it, and both together: 'in' and 'hold'."""
    over, above = head.head.lemma_, head.head.head.lemma_
    return [f"held={over}", f"held={above}", f"held={over}<{above}"]
