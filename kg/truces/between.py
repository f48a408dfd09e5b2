"""Whom a word tells to have stood between two sides: "brokered by Qatar", "under Qatari mediation", "the mediators"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from kg.finding.scene import Scene
from kg.finding.stances import sort_of
from kg.lexicon import table, words
from kg.parse.doc import Token
from kg.records import Kind, kind_of
from kg.syntax import (
    agents,
    children,
    conjuncts,
    governing_verb,
    is_negated,
    is_passive,
    is_verb,
    objects,
    obliques,
    subjects,
)

_MEANS = frozenset({"under", "through", "with", "by", "via", "after", "following", "to"})
_OF = ("of", "by", "from")
_IT = frozenset({"it", "this", "that", "which", "one"})
_GIVEN = frozenset({"nmod", "amod", "compound", "poss"})
_LEADING = frozenset({"lead", "head", "chair"})
_CALLING = frozenset({"call", "appeal"})  # "called the truce a gift" proposes none
_ASSENT = frozenset(
    {"accept", "agree", "sign", "conclude", "declare", "observe", "respect", "honour", "honor", "extend"}
)
_TOGETHER = frozenset({"together", "jointly", "along"})
_BODIES = frozenset({"bloc", "international"})


def telling_sort(word: Token) -> str | None:
    """What a word tells of: `deal`, `talks`, `between`, `deed`, `aid`, `doer`, or nothing of the kind."""
    lemma, kind = word.lemma_.lower(), "NOUN" if word.pos_ == "PROPN" else word.pos_
    if lemma not in _openers() and word.lower_ not in _openers():
        return None
    forms = [lemma, word.lower_, *(f"{lemma} {each.lower_}" for each in children(word, "prt"))]
    return next((_sorts()[kind, form] for form in forms if (kind, form) in _sorts()), None)


@cache
def _sorts() -> Mapping[tuple[str, str], str]:
    return {(row["pos"], row["word"]): row["sort"] for row in table("go_between_words")}


@cache
def _openers() -> frozenset[str]:
    """The words with which the words of the list begin: few words of an article are among them."""
    return frozenset(form.partition(" ")[0] for _, form in _sorts())


@cache
def _brokered() -> Mapping[str, str]:
    return {row["word"]: row["sort"] for row in table("brokered_nouns")}


@cache
def talk_nouns() -> frozenset[str]:
    """What is held about a deal and is none: 'round', 'negotiation'."""
    return frozenset(word for word, sort in _brokered().items() if sort == "talks")


Told = tuple[list[Token], Token | None]


def told_by(scene: Scene, word: Token, sort: str) -> Iterator[Told]:
    """Whom a word tells to have stood between, with what they brought about."""
    if sort == "deed" or sort == "aid" and _is_helped(word):
        yield from _of_deed(word)
    elif sort == "doer":
        yield from _of_doer(scene, word)
    elif sort == "proposal":
        yield from _of_proposal(word)
    elif sort == "truce":
        yield from _of_bloc(scene, word)
    elif sort == "persuasion":
        yield from _of_persuasion(word)
    elif sort != "aid":
        yield from _of_verb(word, sort)


def _of_verb(verb: Token, sort: str) -> Iterator[Told]:
    """Of "a truce brokered by Qatar", "Qatar has brokered the truce", "the Qatari-brokered truce"."""
    before = _hyphened(verb)
    if sort == "led" and not before:
        return
    things = [verb.head] if before else objects(verb)
    about = next((each for each in things if _is_brokered(each, sort)), None)
    if about is not None or (sort == "between" and not things):
        yield before or _doers(verb), about


def _is_brokered(thing: Token, sort: str) -> bool:
    kind = _brokered().get(thing.lemma_.lower())
    return kind == "talks" or sort != "talks" and (kind is not None or thing.lower_ in _IT)


def _hyphened(verb: Token) -> list[Token]:
    """'Qatari' in "the Qatari-brokered truce"."""
    doc = verb.doc
    return [doc[verb.i - 2]] if verb.i > 1 and doc[verb.i - 1].text == "-" and verb.tag_ == "VBN" else []


def _doers(verb: Token) -> list[Token]:
    """Who does it: 'Brazil' in "mediated by Brazil" and in "mediated by the guarantors, Brazil and Chile"."""
    after = obliques(verb, "by") if verb.tag_ == "VBN" and not is_passive(verb) else []
    found = [*(after or agents(verb) or _stray_agents(verb)), *_helpers(verb)]
    return [
        one for each in found for one in ([*_owners(each), *_named(each)] if telling_sort(each) == "doer" else [each])
    ]


def _stray_agents(verb: Token) -> list[Token]:
    """'generals' in "was worked out in Entebbe by Ugandan generals", where the parser hangs the "by" on the town."""
    links = [prep for town in obliques(verb, "in", "at") for prep in children(town, "prep") if prep.lower_ == "by"]
    return (
        [one for prep in links for obj in children(prep, "pobj") for one in conjuncts(obj)] if is_passive(verb) else []
    )


def _helpers(verb: Token) -> list[Token]:
    """With whom: 'Oman' in "which brokered the truce together with Oman", "alongside Oman"."""
    beside = [verb, *objects(verb), *agents(verb), *(one for one in verb.children if one.lower_ in _TOGETHER)]
    preps = [prep for word in beside for prep in children(word, "prep")]
    joined = [
        prep
        for prep in preps
        if prep.lower_ == "alongside" or prep.lower_ == "with" and prep.nbor(-1).lower_ in _TOGETHER
    ]
    return [one for prep in joined for obj in children(prep, "pobj") for one in conjuncts(obj)]


def _of_proposal(word: Token) -> Iterator[Told]:
    """Of "the Security Council demanded a ceasefire", "accepted an American proposal for a truce"."""
    if is_verb(word):
        things = [*obliques(word, "for"), *(objects(word) if word.lemma_ not in _CALLING else ()), *_assented(word)]
        about = next((each for each in things if _is_proposed(each)), None)
        if about is not None:
            yield _doers(word), about
    elif _is_proposed(word) or word.dep_ == "dobj" and word.head.lemma_ in words("siding_verbs"):
        yield _owners(word), None


def _of_persuasion(verb: Token) -> Iterator[Told]:
    """Of "had persuaded the president to accept the terms", "talked both sides into a truce"."""
    about = next((each for each in (*_assented(verb), *obliques(verb, "into")) if _is_brokered(each, "deal")), None)
    if about is not None:
        yield _doers(verb), about


def _assented(verb: Token) -> list[Token]:
    """What somebody is asked or brought to give his word to: 'truce' in "urged the two to agree to a truce"."""
    below = [child for child in children(verb, "xcomp", "ccomp") if child.lemma_ in _ASSENT and not is_negated(child)]
    return [noun for each in below for noun in (*objects(each), *obliques(each, "to", "on"))]


def _is_proposed(noun: Token) -> bool:
    """True for 'truce', and for 'plan' in "a plan for a truce"."""
    kind = _brokered().get(noun.lemma_.lower())
    if kind in {"deal", "proposal"} and noun.dep_ == "dobj" and noun.head.lemma_ in words("siding_verbs"):
        return True
    proposed = obliques(noun, "for", "of", "on") if kind == "proposal" else [noun]
    return any(_brokered().get(each.lemma_.lower()) == "truce" for each in proposed)


def _of_bloc(scene: Scene, truce: Token) -> Iterator[Told]:
    """Of "a United Nations cease-fire": a body that states belong to makes none of its own."""
    yield [each for each in _owners(truce) if any(sort_of(who.key) in _BODIES for who in scene.actors([each]))], truce


def _is_helped(noun: Token) -> bool:
    """True for "negotiated with the help of": of other help it is not told what it was for."""
    verb = governing_verb(noun)
    return verb is not None and verb.lemma_ in words("agreeing_verbs")


def _of_deed(noun: Token) -> Iterator[Told]:
    """Of "under Qatari mediation", "under the auspices of the OSCE and Russia", "Algeria, which led the mediation"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in _MEANS:
        yield _owners(noun), None
    elif noun.dep_ == "dobj" and noun.head.lemma_ in _LEADING:
        yield subjects(noun.head), None


def _behind(doer: Token) -> list[Token]:
    """Who the mediators are: 'Qatar' in "Qatari mediators", "the mediators, Qatar and Egypt"."""
    return [*_owners(doer), *_named(doer)]


def _owners(noun: Token) -> list[Token]:
    beside = [each for child in noun.children if child.dep_ in _GIVEN for each in conjuncts(child)]
    return [*beside, *obliques(noun, *_OF)]


def is_as(noun: Token) -> bool:
    """True for 'guarantor' in "with Norway as guarantor", "acted as guarantor"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "as"


def _of_doer(scene: Scene, noun: Token) -> Iterator[Told]:
    """Of "Qatari mediators", "the mediators, Qatar and Egypt", "acted as guarantor", "with Qatar as guarantor"."""
    named = [each for each in (noun, *_named(noun)) if is_person(scene, each)]
    yield named or _behind(noun), None
    if is_as(noun):
        over = noun.head.head
        beside = [each for each in obliques(over, "with") if each.i == noun.head.i - 1]
        yield beside or (subjects(over) if is_verb(over) else conjuncts(over)), None
    elif noun.dep_ == "attr":
        yield subjects(noun.head), None


def _named(noun: Token) -> list[Token]:
    """'Machar' in "mediator Riek Machar", "the mediator, Riek Machar" and "Riek Machar, the mediator"."""
    over = [noun.head] if noun.dep_ in {"appos", "compound"} and noun.head.pos_ == "PROPN" else []
    return [*over, *(each for child in children(noun, "appos") for each in conjuncts(child))]


def is_person(scene: Scene, noun: Token) -> bool:
    """True for a noun that names a person."""
    return any(kind_of(each.key) is Kind.PERSON and each.form for each in scene.actors([noun]))
