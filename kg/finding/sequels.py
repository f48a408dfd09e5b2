"""What further sentences say became of an event, without its word: "Hamas rejected it", "Kyiv refused"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kg.finding.grouping import Candidate, Group, is_new
from kg.finding.scene import Scene
from kg.finding.speech import spoken_by
from kg.finding.status import tense, word_status
from kg.finding.triggers import find_triggers
from kg.lexicon import words
from kg.parse.doc import Token, Words
from kg.syntax import auxiliaries, children, governors, is_in_doubt, is_negated, is_verb, own_subjects

_PRONOUNS = frozenset({"it", "this", "that"})
_POINTING = frozenset({"the", "this", "that", "its", "their", "his", "her", "such", "both"})
FACTS = frozenset({"past", "present"})
_REFUSALS = frozenset({"rejected", "denied", "cancelled"})
_BACK = 3  # sentences from "the offer" back to the event; a pronoun takes up the sentence before


@dataclass(frozen=True, slots=True)
class Sequel:
    """A verb that says what became of an event, and how many sentences back the event may be told."""

    verb: Token
    status: str
    back: int


Follows = Mapping[str, frozenset[str]]


def followed(scene: Scene, groups: Sequence[Group], follows: Follows, settle: Callable[[Group], str]) -> list[Group]:
    """The events with what further sentences tell of them; what was told of one before is outdated by that.

    `follows` has for a status those that a further sentence may give.
    """
    found = list(groups)
    if not found:
        return found
    kind = found[0].candidates[0].kind
    named = {each.token.i for each in find_triggers(scene.doc, kind.lower()) if _may_be_told_before(each.token)}
    for sentence in scene.doc.sents:
        for sequel in _sequels(scene, sentence, kind.lower(), named):
            place = _meant(scene, found, sequel)
            told = _told_before(found[place], sequel) if place is not None else None
            if place is not None and told is not None and _may_follow(follows, settle(told), told, sequel):
                found[place] = followed_by(scene, found[place], sequel)
    return found


def _may_be_told_before(word: Token) -> bool:
    """True for 'truce' in "The truce collapsed"; "The second", "the earlier truce" are others than the one before."""
    return not is_verb(word) and not is_new(word)


def _may_follow(follows: Follows, status: str, told: Group, sequel: Sequel) -> bool:
    """True where such a sequel may come after what was told; what is told as held is only denied where it is rumoured.

    "She rejected his offer" after "met him" speaks of something else; "Both denied it" after "diplomats said that the
    two had met" does not.
    """
    if sequel.status not in follows.get(status, ()):
        return False
    is_denial = sequel.status == "denied" and status == "held"
    return not is_denial or sequel.verb.lemma_ in words("denying_verbs") and _is_rumoured(told)


def _is_rumoured(told: Group) -> bool:
    """True where only somebody without a name, or a report, tells of it."""
    heard = {word.lower_ for one in told.candidates for word in one.trigger.sent}
    is_unnamed = all(one.attribution for one in told.candidates)
    return is_unnamed or bool(heard & (words("rumour_nouns") | {"reportedly", "reported"}))


def _sequels(scene: Scene, sentence: Words, kind: str, named: Collection[int]) -> Iterator[Sequel]:
    """The verbs of a sentence that say how something told before went on."""
    for verb in sentence:
        status = word_status(verb, kind) if is_verb(verb) else None
        if status is None or not _is_fact(verb):
            continue
        if back := max((_reach(word, named) for word in _taken_up(verb, status)), default=0):
            yield Sequel(verb, status, back)
        elif _is_answer(scene, verb, status):
            yield Sequel(verb, status, 1)


def _taken_up(verb: Token, status: str) -> list[Token]:
    """What the verb speaks of: 'it' in "rejected it", "pulled out of it" and "It collapsed"."""
    links = [prep for prep in children(verb, "prep") if prep.lower_ in {"from", "of", "out"}]
    links += [nested for prep in links for nested in children(prep, "prep")]
    over = [*children(verb, "dobj", "nsubjpass"), *(obj for link in links for obj in children(link, "pobj"))]
    if over or status in _REFUSALS:
        return over
    if verb.lemma_ == "last" and not {"has", "have"} & set(auxiliaries(verb)):  # "lasted three months": no longer
        return []
    is_still = status == "inForce" and verb.lemma_ not in words("starting_verbs")  # "It takes effect" is to come
    return children(verb, "nsubj") if tense(verb) == "past" or is_still else []


def _reach(word: Token, named: Collection[int]) -> int:
    """How many sentences back a word may point: 0 for one that takes nothing up; `named` are words for the event."""
    if word.lower_ in _PRONOUNS:
        return 1
    pointed = any(child.lower_ in _POINTING for child in word.children)
    return _BACK if pointed and (word.lemma_ in words("offer_nouns") or word.i in named) else 0


def _is_answer(scene: Scene, verb: Token, status: str) -> bool:
    """True for "Kyiv refused", "He declined", "Moscow said no": a side's plain no."""
    if status not in _REFUSALS or children(verb, "xcomp", "ccomp", "nsubjpass"):
        return False
    spoken = [each for each in children(verb, "dobj") if each.lower_ != "no"]
    to = [each for each in children(verb, "prep") if each.lower_ in {"to", "from", "of", "against"}]
    return not spoken and not to and any(scene.actors([subject]) for subject in own_subjects(verb))


def _is_fact(verb: Token) -> bool:
    """True for what happened: "has rejected", "rejects", "accused them of breaking it"."""
    if (is_negated(verb) and not _says_no(verb)) or is_in_doubt(verb):
        return False
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp":
        return any(word.lemma_ == "accuse" for word in islice(governors(verb), 3))
    return tense(verb) in FACTS and verb.dep_ in {"ROOT", "ccomp", "conj"}


def _says_no(verb: Token) -> bool:
    """True for "said no", which negates nothing else."""
    return verb.lemma_ == "say" and any(child.lower_ == "no" for child in verb.children)


def _meant(scene: Scene, groups: Sequence[Group], sequel: Sequel) -> int | None:
    """The event told last before the verb, where it is near enough."""
    told = [(one.trigger.i, place) for place, each in enumerate(groups) for one in each.candidates]
    before = max(((i, place) for i, place in told if i < sequel.verb.i), default=None)
    if before is None:
        return None
    steps = scene.sentence_number(sequel.verb) - scene.sentence_number(scene.doc[before[0]])
    here = any(scene.sentence_number(scene.doc[i]) == scene.sentence_number(sequel.verb) for i, _ in told)
    return before[1] if steps <= sequel.back and not here else None


def _told_before(each: Group, sequel: Sequel) -> Group:
    return Group([one for one in each.candidates if one.trigger.i < sequel.verb.i])


def followed_by(scene: Scene, each: Group, sequel: Sequel) -> Group:
    """The event with the sequel as a passage of its own."""
    outlook = {sequel.status: 1.0}
    first = each.candidates[0]
    passage = Candidate(
        kind=first.kind,
        trigger=sequel.verb,
        status=sequel.status,
        outlook=outlook,
        arguments=(),
        confidence=first.confidence,
        **spoken_by(scene, sequel.verb),
    )
    told = [_outdated(one, sequel, outlook) for one in each.candidates]
    return Group(sorted([*told, passage], key=lambda one: one.trigger.i))


def _outdated(one: Candidate, sequel: Sequel, outlook: Mapping[str, float]) -> Candidate:
    return replace(one, outlook=outlook) if one.trigger.i < sequel.verb.i else one
