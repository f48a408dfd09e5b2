"""Who says so: the speaker of reported speech, by name or in words."""

from __future__ import annotations

from typing import TypedDict

from kg.annotate import span_of
from kg.finding.scene import Scene
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import children, governors, own_subjects

_LONGEST = 8  # words of an unnamed source that are kept ("senior officials of both ministries")


class Source(TypedDict):
    """Who is said to have said so: an actor's key, or the words for one without a name."""

    speaker: str | None
    attribution: str | None


def spoken_by(scene: Scene, trigger: Token) -> Source:
    """The source of what the trigger's sentence tells; both parts None where the article says it itself."""
    speaker = _speaker(trigger)
    if speaker is None:
        return Source(speaker=None, attribution=None)
    actors = scene.actors([speaker])
    if actors:
        return Source(speaker=actors[0].key, attribution=None)
    said = speaker.doc[speaker.left_edge.i : min(speaker.right_edge.i + 1, speaker.left_edge.i + _LONGEST)]
    return Source(speaker=None, attribution=span_of(said).cut(scene.article.text))


def _speaker(trigger: Token) -> Token | None:
    """The subject of the verb of saying over the trigger, or the noun after "according to"."""
    for word in (trigger, *governors(trigger)):
        for side in children(word, "parataxis", "ccomp", "advcl"):
            if side.lemma_ in words("speech_verbs") and trigger.i not in {t.i for t in side.subtree}:
                found = own_subjects(side)
                if found:
                    return found[0]
        if word.lemma_ in words("speech_verbs") and word != trigger and own_subjects(word):
            return own_subjects(word)[0]
        for according in children(word, "prep"):
            if according.lower_ == "according":
                return next((obj for to in according.children for obj in children(to, "pobj")), None)
    return None
