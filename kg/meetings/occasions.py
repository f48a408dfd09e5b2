"""The larger event on whose margins a meeting was: "on the sidelines of the G20 summit"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.annotate import span_of
from kg.finding.belonging import belongs, hangs_on
from kg.finding.noun_phrases import event_phrase
from kg.finding.scene import Scene
from kg.finding.triggers import Trigger
from kg.lexicon import all_words, table, words
from kg.parse.doc import Token, Words
from kg.records import Argument, Kind, kind_of
from kg.syntax import children, clause_root, obliques

_NAMING = frozenset({"PROPN", "NUM"})
_TELLING = _NAMING | {"ADJ", "NOUN"}


def occasion(scene: Scene, trigger: Trigger) -> list[Argument]:
    """The larger event around the meeting: "on the sidelines of the G20 summit", "met at a Rio Group summit"."""
    for head in _around(scene, trigger):
        phrase = event_phrase(head)
        if trigger.token not in phrase and _is_larger(phrase) and not _is_of_people(scene, head):
            return [Argument("occasion", phrase.text, span_of(phrase))]
    return []


def _around(scene: Scene, trigger: Trigger) -> Iterator[Token]:
    """The nouns of events at whose margins the sentence says it was; then those of "at", "during" at the trigger."""
    token = trigger.token
    for word in token.sent:
        named = _names_event(word)
        if named or word.lemma_.lower() in words("margin_nouns") or _is_day_of(word):
            around = obliques(word, "of", "to")
            yield from (
                noun
                for noun in around
                if any(map(_is_gathering, event_phrase(noun))) or _may_be_event(scene, noun, named=named)
            )
    for word in token.sent:
        if (
            word.dep_ == "prep"
            and word.lower_ in {"at", "during"}
            and hangs_on(token, word)
            and belongs(scene, trigger, "meeting", word)
        ):
            yield from filter(_is_gathering, children(word, "pobj"))
    clause = clause_root(token)
    if clause.dep_ == "relcl" and any(child.lower_ == "where" for child in clause.children):
        yield from filter(_is_gathering, [clause.head])


def _may_be_event(scene: Scene, noun: Token, *, named: bool) -> bool:
    return (named or noun.pos_ == "PROPN") and not scene.cast.places(noun)


def _names_event(word: Token) -> bool:
    """True for 'sidelines', after which any event may be named; "the edge of" is as often that of a town."""
    return word.lemma_.lower() in _open_margins()


@cache
def _open_margins() -> frozenset[str]:
    return frozenset(row["word"] for row in table("margin_nouns") if row["of"] == "any")


def _is_day_of(word: Token) -> bool:
    """True for 'day' in "on the first day of the summit"."""
    return word.lemma_ == "day" and any(child.lower_ in words("day_orders") for child in word.children)


def _is_gathering(noun: Token) -> bool:
    return noun.lemma_.lower() in all_words("occasion_nouns", "plain_meetings") or _is_club(noun)


def _is_of_people(scene: Scene, head: Token) -> bool:
    """True for "a summit of Biden and Xi": the meeting itself, not a larger event."""
    found = [mention for noun in obliques(head, "of", "between", "with") for mention in scene.cast.referents(noun)]
    return any(kind_of(mention.key) is Kind.PERSON for mention in found)


def _is_club(noun: Token) -> bool:
    """True for the name of a club of states or of its gatherings: "at the G7", "at APEC"."""
    return noun.lower_ in words("summit_clubs")


def _is_larger(phrase: Words) -> bool:
    """True where words of its own say which event it is: not "the meeting", "a summit", "Monday's meeting"."""
    root = phrase.root
    own = [word for word in phrase if word != root and word.ent_type_ not in {"DATE", "TIME", "PERSON"}]
    plain = root.lemma_.lower() in words("plain_meetings")  # "a closed-door meeting" is the meeting itself
    return _is_club(root) or any(word.pos_ in (_NAMING if plain else _TELLING) for word in own)
