"""What a meeting was about, told in a sentence of its own: "Rare earths top the agenda", "They concerned airspace"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.annotate import span_of
from kg.finding.scene import Scene
from kg.meetings.topics import as_topics, meetings_in
from kg.parse.doc import Token, Words
from kg.records import Argument, EventMention
from kg.syntax import children, conjuncts, is_negated, is_verb, obliques

_BACK = 2  # sentences from the agenda back to the meeting
_DISCUSSED = frozenset({"discuss", "debate", "broach", "consider"})  # "The duty was raised in April" tells of no talk


def with_agendas(scene: Scene, told: Sequence[EventMention]) -> list[EventMention]:
    """The meetings, each with the sentences soon after it that tell what was discussed."""
    found = list(told)
    for sentence in scene.doc.sents if told else ():
        before = _told_before(scene, told, sentence)
        verb, topics = _agenda(scene, sentence) if before is not None else (None, ())
        if before is not None and verb is not None and topics:
            found.append(
                replace(
                    before,
                    trigger=span_of(verb),
                    passage=span_of(sentence),
                    arguments=topics,
                    speaker=None,
                    attribution=None,
                )
            )
    return sorted(found, key=lambda one: (one.number, one.trigger))


def _told_before(scene: Scene, told: Sequence[EventMention], sentence: Words) -> EventMention | None:
    """The meeting told last before a sentence that tells none itself, where it is near."""
    here = scene.sentence_number(sentence[0])
    numbers = [(scene.sentence_number(scene.token_in(one.trigger) or sentence[0]), one) for one in told]
    if any(number == here for number, _ in numbers):
        return None
    near = [one for number, one in numbers if here - _BACK <= number < here]
    return max(near, key=lambda one: one.trigger, default=None)


def _agenda(scene: Scene, sentence: Words) -> tuple[Token | None, tuple[Argument, ...]]:
    """The verb that tells of an agenda, and what is on it."""
    for verb in sentence:
        if is_verb(verb) and not is_negated(verb):
            topics = as_topics(scene, verb, [one for head in _told_of(scene, verb) for one in conjuncts(head)])
            if topics:
                return verb, tuple(topics)
    return None, ()


def _told_of(scene: Scene, verb: Token) -> Iterator[Token]:
    """What the verb says was discussed: 'steel' of "steel was discussed", "tops the agenda", "is on the table"."""
    if verb.lemma_ in _DISCUSSED and children(verb, "auxpass"):
        yield from (noun for noun in children(verb, "nsubjpass") if not is_negated(noun))
    elif any(_is_agenda(scene, noun) for noun in children(verb, "dobj")):
        yield from children(verb, "nsubj")
    elif verb.lemma_ == "be" and any(_is_agenda(scene, noun) for noun in obliques(verb, "on")):
        yield from children(verb, "nsubj", "attr")


def _is_agenda(scene: Scene, noun: Token) -> bool:
    """True for 'agenda' and 'table' in "on the agenda of their next round"; not for "the agenda of parliament"."""
    if noun.lemma_ not in {"agenda", "table"}:
        return False
    owners = [*obliques(noun, "of", "for"), *(word for word in children(noun, "poss") if word.pos_ != "PRON")]
    return all(owner.i in meetings_in(scene, owner.sent) for owner in owners)
