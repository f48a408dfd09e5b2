"""What a truce as a whole must be: nobody both fights in it and stands between, and who is told to do so does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from kg.finding.grouping import Candidate, Group, is_definite
from kg.finding.scene import Scene
from kg.finding.speech import spoken_by
from kg.lexicon import words
from kg.mentions.gazetteer import Sense, form_entry
from kg.parse.doc import Token
from kg.records import Argument, Kind, kind_of, name_of
from kg.truces.between import talk_nouns
from kg.truces.brokers import Brokerage, all_brokerages
from kg.truces.stages import days_of_it

_ENOUGH = 2  # sides from which a go-between that was taken for a side can be spared
_BACK = 2  # sentences from a truce on to the words that tell who brought it about
_AHEAD = 2  # sentences from such words on to a truce, where none was told before


def brokered(scene: Scene, groups: Sequence[Group]) -> list[Group]:
    """The truces with those who are told in so many words to have brought them about: "The deal, mediated by Qatar"."""
    told: dict[int, list[Brokerage]] = {}
    for each in all_brokerages(scene) if groups else ():
        place = _meant(scene, groups, each)
        if place is not None:
            told.setdefault(place, []).append(each)
    return [_brokered(scene, group, told.get(place, [])) for place, group in enumerate(groups)]


def dated(scene: Scene, groups: Sequence[Group]) -> list[Group]:
    """The truces with the days told of them soon after: "It was due to expire on April 27"."""
    taken = {scene.sentence_number(one.trigger) for group in groups for one in group.candidates}
    found = list(groups)
    for subject in _pointing_back(scene) if groups else ():
        here = scene.sentence_number(subject)
        near = [n for n, each in enumerate(found) if 0 < here - scene.sentence_number(each.last.trigger) <= _BACK]
        if here in taken or len(near) != 1:
            continue
        days = [day for day in days_of_it(scene, subject) if day.slot not in _given(found[near[0]])]
        if days:
            passage = replace(_passage(scene, found[near[0]], subject.head), arguments=tuple(days))
            found[near[0]] = Group([*_without_guess(found[near[0]], days[0].slot).candidates, passage])
    return found


def _given(group: Group) -> set[str]:
    return {each.slot for one in group.candidates for each in one.arguments if not each.inferred}


def _without_guess(group: Group, slot: str) -> Group:
    """The truce without a day that was only inferred, where its sentence tells none."""
    return Group(
        [
            replace(one, arguments=tuple(each for each in one.arguments if each.slot != slot or not each.inferred))
            for one in group.candidates
        ]
    )


def _pointing_back(scene: Scene) -> list[Token]:
    """The words that stand for a truce told before, as subjects: "it", "the arrangement"; not "the talks"."""
    deals = words("brokered_nouns") - talk_nouns()
    return [
        token
        for token in scene.doc
        if token.dep_ in {"nsubj", "nsubjpass"}
        and (token.lower_ == "it" or (token.lemma_.lower() in deals and is_definite(token)))
    ]


def _meant(scene: Scene, groups: Sequence[Group], told: Brokerage) -> int | None:
    """Which of the truces the words speak of: the one they name, else the one told last, else the next."""
    triggers = [(one.trigger, place) for place, group in enumerate(groups) for one in group.candidates]
    named = [place for trigger, place in triggers if told.about is not None and trigger.i == told.about.i]
    named.sort(key=lambda place: told.who.key not in _stated(groups[place]))  # "by Russia in May, by France in June"
    here = scene.sentence_number(told.word)
    back = [(here - scene.sentence_number(trigger), trigger.i, place) for trigger, place in triggers]
    behind = [place for steps, _, place in sorted(back) if 0 <= steps <= _BACK]
    ahead = [place for steps, _, place in sorted(back, reverse=True) if -_AHEAD <= steps < 0 and told.about is None]
    return next(iter([*named, *behind, *ahead]), None)


def _brokered(scene: Scene, group: Group, told: Sequence[Brokerage]) -> Group:
    group = _without(group, set(), _only_doubted(told))
    for _, together in groupby(told, key=lambda each: each.word.i):
        those = [each for each in together if _is_meant(scene, group, each)]
        for each in those:
            group = _with(scene, group, each)
    keys = {each.who.key for each in told if each.how == "did"} & _stated(group)
    return _without(group, {side for key in keys for side in _own(scene, key)}, _spoken_for(scene, group, keys))


def _is_meant(scene: Scene, group: Group, told: Brokerage) -> bool:
    """True where the words surely speak of this truce; those that name no deal do so where nobody else is told.

    Never of one of its two sides; nor does somebody from outside propose a truce between sides who are not told.
    """
    parties = set(_told_parties(group)) if told.how == "did" else set(group.values("party"))
    others = parties - _own(scene, told.who.key)
    if told.how == "doubted" or others != parties and len(others) < _ENOUGH:
        return False
    if told.how == "proposed":
        return not told.is_by_fighter and others == parties and len(parties) >= _ENOUGH
    return not _stated(group) or told.how == "did" and (told.about is not None or bool(_passages(group, told.word)))


def _told_parties(group: Group) -> set[str]:
    return {a.value for one in group.candidates for a in one.arguments if a.slot == "party" and not a.inferred}


def _own(scene: Scene, key: str) -> set[str]:
    return {key, *scene.sides(key)}


def _stated(group: Group) -> set[str]:
    return {a.value for one in group.candidates for a in one.arguments if a.slot == "mediator" and not a.inferred}


def _passages(group: Group, word: Token) -> list[Candidate]:
    """The truce's passages in the sentence of a word."""
    return [one for one in group.candidates if one.trigger.sent.start == word.sent.start]


def _only_doubted(told: Sequence[Brokerage]) -> set[str]:
    """Of whom only a denial, an offer or a wish tells that they stand between: "denied that Oman had mediated"."""
    doubted = {each.who.key for each in told if each.how == "doubted"}
    return doubted - {each.who.key for each in told if each.how != "doubted"}


def _spoken_for(scene: Scene, group: Group, keys: Collection[str]) -> set[str]:
    """The people of those who brought the truce about, who only told of it, and who were merely supposed to."""
    others = set(group.values("mediator")) - set(keys) if keys else ()
    return {key for key in others if key not in _stated(group) or not set(keys).isdisjoint(scene.sides(key))}


def _with(scene: Scene, group: Group, told: Brokerage) -> Group:
    """The truce with a go-between in the passage that tells so, which may be one more passage."""
    key = told.who.key
    argument = Argument("mediator", key, told.who.span)
    if key in _stated(group):
        return group
    here = _passages(group, told.word)
    one = here[-1] if here else _passage(scene, group, told.word)
    others = [each for each in group.candidates if each is not one]
    told_now = replace(one, arguments=(*one.arguments, argument))
    return Group(sorted([*others, told_now], key=lambda each: each.trigger.i))


def _passage(scene: Scene, group: Group, word: Token) -> Candidate:
    first = group.candidates[0]
    return Candidate(
        kind=first.kind,
        trigger=word,
        status=first.status,
        arguments=(),
        sureness=first.sureness,
        confidence=first.confidence,
        **spoken_by(scene, word),
    )


def parted(scene: Scene, group: Group) -> Group:
    """The truce with each actor in one part: "Oman offered to broker a truce between the Saudis and the Houthis"."""
    parties, mediators = group.values("party"), group.values("mediator")
    between = {side for key in mediators for side in (key, *scene.sides(key))}
    both = set(parties) & between
    peaceful = {key for key in both if scene.stance(key).lead == "mediates"}
    spare = [key for key in parties if scene.stance(key).lead == "mediates"]
    if len(parties) - len(spare) >= _ENOUGH:
        peaceful |= set(spare)
    warring = {key for key in mediators if {key, *scene.sides(key)} & (both - peaceful)}
    return _without(group, peaceful, warring)


def at_home(group: Group) -> Group:
    """The truce without a place that is a third country's capital, where it was signed: "the accord of Minsk"."""
    states = {key for key in group.values("party") if kind_of(key) is Kind.COUNTRY}
    abroad = {key for key in group.values("place") if states and _state_of_capital(key) not in {None, *states}}
    return _less(group, {"place": abroad}) if abroad else group


def _state_of_capital(key: str) -> str | None:
    entry = form_entry(name_of(key)) if kind_of(key) is Kind.PLACE else None
    return entry.key if entry is not None and entry.sense is Sense.CAPITAL else None


def _without(group: Group, parties: Collection[str], mediators: Collection[str]) -> Group:
    """The truce without these parties and mediators."""
    return _less(group, {"party": parties, "mediator": mediators}) if parties or mediators else group


def _less(group: Group, spared: Mapping[str, Collection[str]]) -> Group:
    def kept(told: Sequence[Argument]) -> tuple[Argument, ...]:
        return tuple(each for each in told if each.value not in spared.get(each.slot, ()))

    return Group([replace(one, arguments=kept(one.arguments)) for one in group.candidates])
