"""For which side somebody acts, by the words beside the name: "the rebels' X", "X, for the government", "led by X"."""

from __future__ import annotations

from kg.lexicon import all_words, words
from kg.mentions.classes import collective_nouns
from kg.mentions.page import Page
from kg.mentions.person import Person
from kg.mentions.proper import Proper
from kg.syntax import SUBJECTS

_SIDES = ("armed", "state")
_REACH = 4  # words behind "for" or "leads" in which the side is named: "for the main rebel group"
_GENITIVE = frozenset({"'s", "'"})
_HEADING = frozenset({"lead", "head", "represent"})


def side_told(page: Page, person: Person) -> str | None:
    """`armed` or `state` where a name is told beside such a body: "the rebels' X", "X, who leads the rebel team"."""
    return next((side for proper in person.propers if (side := _beside(page, proper)) is not None), None)


def _beside(page: Page, proper: Proper) -> str | None:
    start = proper.start
    if page.same_sentence(start - 2, start) and page.lower[start - 1] in _GENITIVE:
        return _side(page, start - 2)
    for index in range(proper.end, min(proper.end + _REACH, len(page))):
        if not page.same_sentence(start, index):
            return None
        if page.lower[index] == "for" and _acts(page, proper.end, index) or page.doc[index].lemma_ in _HEADING:
            near = range(index + 1, min(index + 1 + _REACH, len(page)))
            return next((side for i in near if page.same_sentence(start, i) and (side := _side(page, i))), None)
    return None


def _acts(page: Page, end: int, link: int) -> bool:
    """True for 'for' in "X, for the rebels," and "X, speaking for the rebels", not in "X waited for the rebels"."""
    between = page.doc[end:link]
    return bool(len(between)) and all(
        word.text == "," or word.lemma_ in all_words("standing_verbs", "speech_verbs") for word in between
    )


def _side(page: Page, index: int) -> str | None:
    word = page.lower[index]
    kind = "state" if word in words("government_words") else collective_nouns().get(word)
    return kind if kind in _SIDES and index not in page.known_at else None


def sender(page: Page, proper: Proper) -> tuple[str, ...]:
    """Who is told to have sent somebody: Fiji in "the Fijian side was headed by X" and "Fiji sent X to Tonga"."""
    name = page.doc[proper.head]
    if not page.same_sentence(proper.start - 2, proper.start):
        return ()
    verb = name.head.head if name.dep_ == "pobj" and name.head.lower_ == "by" else name.head
    if page.lower[proper.start - 1] == "by" and proper.start - 2 in page.known_at:
        return (page.known_at[proper.start - 2].entry.key,)  # "Fiji was represented by X and Samoa by Y"
    if verb.lemma_ in _HEADING and name.dep_ == "pobj":
        led = [verb.head] if verb.dep_ == "acl" else [word for word in verb.children if word.dep_ in SUBJECTS]
        near = [word.i for noun in led for word in (*noun.lefts, noun)]
    elif verb.lemma_ == "send" and name.dep_ == "dobj":
        near = [word.i for word in verb.children if word.dep_ == "nsubj"]
    else:
        return ()
    return tuple(page.known_at[i].entry.key for i in near if i in page.known_at)[:1]
