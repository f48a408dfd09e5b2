"""The circumstances of an event beside who, when and where: how they talked, how long, about what, on what occasion."""

from __future__ import annotations

from itertools import takewhile

from kg.annotate import span_of
from kg.finding.belonging import hangs_on
from kg.finding.lengths import meeting_length, truce_length
from kg.finding.scene import Scene
from kg.finding.status import signals
from kg.finding.triggers import Trigger
from kg.lexicon import table, words
from kg.meetings.occasions import occasion
from kg.meetings.topics import topics
from kg.parse.doc import Token
from kg.records import Argument
from kg.syntax import children, clause_root, governors, is_verb
from kg.truces.stages import days_told

_BEFORE_NOUN = frozenset({"compound", "amod", "nmod"})


def of_meeting(scene: Scene, trigger: Trigger) -> list[Argument]:
    """What the trigger's sentence tells of a meeting's length, mode, topics and occasion."""
    return [*meeting_length(scene, trigger), *_mode(scene, trigger), *topics(scene, trigger), *occasion(scene, trigger)]


def of_ceasefire(scene: Scene, trigger: Trigger) -> list[Argument]:
    """What the trigger's sentence tells of a truce's length, and its days where they hang on its own verbs."""
    return [*truce_length(scene, trigger), *days_told(scene, trigger.token)]


def _mode(scene: Scene, trigger: Trigger) -> list[Argument]:
    token, hinted = trigger.token, trigger.hints.get("mode")
    if hinted == "call":
        return [Argument("mode", "call", span_of(token))] if _is_by_wire(scene, token) else []
    for word in token.sent:
        if _is_medium(word) and _carries(token, word):
            return [Argument("mode", "call", span_of(word))]
    if not _names_place(scene, token) and (_is_open(token) or _is_denied(token)):
        return []
    if hinted:
        return [Argument("mode", hinted, span_of(token))]
    return [Argument("mode", "inPerson", None, inferred=True)]


def _carries(token: Token, medium: Token) -> bool:
    """True for the words that go by it: 'talked', 'conference' in "talked in a video conference"; not for a side's."""
    if medium.dep_ in _BEFORE_NOUN:
        return token in (medium, medium.head) or (is_verb(token) and clause_root(medium) == token)
    between = takewhile(lambda word: word != token, governors(medium))
    if is_verb(token) and any(is_verb(word) and word.dep_ == "conj" for word in between):
        return False  # "saw him on Monday and is to speak to him by phone"
    return hangs_on(token, medium)


def _is_open(token: Token) -> bool:
    """True where the word itself leaves open whether they were in one room: "had a conversation", "talked"."""
    pos = "VERB" if is_verb(token) else "NOUN"
    return any(row["word"] == token.lemma_.lower() and row["pos"] == pos for row in table("talking_words"))


def _is_denied(token: Token) -> bool:
    """True for "ruled out any talks", "will not meet": nobody says how they would have talked."""
    return any(signal.negated or signal.status == "denied" for signal in signals(token, "meeting"))


def _names_place(scene: Scene, token: Token) -> bool:
    """True for "in Vienna", "at the palace"; not for "will not negotiate with Moscow"."""
    words_at = (
        word for word in token.sent if word.dep_ == "pobj" and word.head.lower_ in {"in", "at", "to", "outside", "near"}
    )
    return any(scene.cast.places(word) for word in words_at)


def _is_medium(word: Token) -> bool:
    """True for 'telephone' in "spoke by telephone", "a telephone conversation", for "met virtually"."""
    if word.lower_ not in words("call_words"):
        return False
    if word.pos_ == "ADV" or word.dep_ in {*_BEFORE_NOUN, "advmod"}:
        return True
    return word.dep_ == "pobj" and word.head.lower_ in {"by", "via", "over", "on", "through", "in"}


def _is_by_wire(scene: Scene, token: Token) -> bool:
    """False for "called off", "called for", "a call for peace", "called an emergency meeting"."""
    if token.lemma_.lower() != "call":
        return True
    particles = {word.lower_ for word in children(token, "prt", "prep") if not _is_dated(word)}
    if particles & {"off", "for", "on", "upon", "out", "in", "to"} and not _has_medium(token):
        return False
    if token.pos_ == "VERB":
        called = [word for word in children(token, "dobj") if word.pos_ != "PRON" and scene.cast.referents(word)]
        return bool(called) and not children(token, "oprd", "xcomp", "ccomp", "attr")  # "called the duty a mistake"
    return not any(child.dep_ in {"acl", "relcl"} and child.tag_ == "VB" for child in token.children)


def _is_dated(prep: Token) -> bool:
    """True for 'on' in "will call him on Friday"."""
    return any(child.dep_ == "pobj" and child.ent_type_ in {"DATE", "TIME"} for child in prep.children)


def _has_medium(token: Token) -> bool:
    return any(_is_medium(word) for word in token.lefts)
