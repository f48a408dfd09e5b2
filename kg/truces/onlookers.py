"""Who is told of beside a truce and is no side of it: who watches it, votes on it, backs a side, or is only near."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from kg.finding.grouping import Candidate, Group
from kg.finding.scene import Scene
from kg.finding.stances import sort_of
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Argument, Kind, kind_of, name_of
from kg.syntax import children, conjuncts, governors, is_verb, obliques, own_subjects
from kg.truces.brokers import Brokerage

_PAIR = 2  # sides of most truces: where two are sure, a third has to be as sure
_BACKED = frozenset({"backed", "supported", "aligned", "sponsored", "funded", "armed", "allied"})
_SIDES = frozenset({"country", "armed"})
_GROUPS = frozenset({"group", "movement", "faction", "organisation", "organization"})
_ALLIANCES = frozenset({"NATO"})  # the bloc that bombs
_TEAMS = frozenset({"team", "mission", "monitors", "observers", "monitoring", "mediation", "mediators", "peacekeepers"})
_BOTH = frozenset({"both", "sides", "parties", "them", "belligerents", "combatants"})
_INSIDE = frozenset({"poss", "amod", "compound", "nmod"})
_MANY = 3  # names of one list from which the part of most of them is that of all


def without_onlookers(scene: Scene, group: Group, told: Collection[Brokerage]) -> Group:
    """The truce without those as parties who only look on, and without backers as go-betweens.

    `told` are those of whom the article says that they stand, or would stand, between the sides.
    """
    group = Group([_listed(scene, _unbacked(scene, one)) for one in group.candidates])
    parties = set(group.values("party"))
    spared = _misunderstood(group) | {key for key in parties if _looks_on(scene, group, key) or _is_peaceful_body(key)}
    spared |= {key for key in parties if _asks_the_sides(scene, group, key, parties - {key})}
    offering = {each.who.key for each in told if each.how == "doubted"}
    spared |= {key for key in parties & offering if sort_of(key) != "armed" and scene.stance(key).lead != "fights"}
    rest = parties - spared
    for key in sorted(rest):
        if len(rest) > _PAIR and (
            _is_swept_in(scene, group, key, rest - {key}) or _is_odd(scene, group, key, rest - {key})
        ):
            rest = rest - {key}
    return _less(group, parties - rest)


def _misunderstood(group: Group) -> set[str]:
    """Those whom only "the parties" seems to mean where the truce's two sides are named: it means these.

    "The parties were close to a truce, Rubio said after seeing Lavrov. Israel and Hamas have ..."
    """
    told = [[each for each in one.arguments if each.slot == "party" and each.span] for one in group.candidates]
    shared = [[each for each in some if sum(each.span == other.span for other in some) > 1] for some in told]
    meant = {each.value for some in shared for each in some}
    named = {each.value for some in told for each in some} - meant
    return meant if len(named) == _PAIR and all(sort_of(key) in _SIDES for key in named) else set()


def _less(group: Group, keys: Collection[str]) -> Group:
    """The truce without these as parties, in whatever passage."""
    if not keys:
        return group
    return Group(
        [
            replace(one, arguments=tuple(a for a in one.arguments if a.slot != "party" or a.value not in keys))
            for one in group.candidates
        ]
    )


def _heads(scene: Scene, group: Group, key: str) -> list[Token]:
    """The words by which the passages tell of a party; none for one who is only inferred."""
    spans = [
        a.span for one in group.candidates for a in one.arguments if (a.slot, a.value) == ("party", key) and a.span
    ]
    return [head for span in spans if (head := scene.token_in(span)) is not None]


def _looks_on(scene: Scene, group: Group, key: str) -> bool:
    """True for 'Poland' in "Poles and Swiss are to supervise the truce", 'Britain' in "Britain vetoed it"."""
    heads = _heads(scene, group, key)
    named = {scene.token_in(each.span) for each in scene.mentions_by_key.get(key, ()) if each.form}
    return bool(heads) and all(head in named and _is_onlooker(head) for head in heads)


def _is_peaceful_body(key: str) -> bool:
    """True for the African Union, which speaks of the truces of others; not for NATO."""
    return sort_of(key) in {"bloc", "international"} and name_of(key) not in _ALLIANCES


def _is_onlooker(head: Token) -> bool:
    """True for 'Poles' in "a commission made up of Poles and Swiss is to supervise the truce"."""
    below = head
    for word in governors(head):
        if below.dep_ == "poss":  # "their truce is to be monitored"
            return False
        if is_verb(word) and (below.dep_ == "nsubj" or word.dep_ not in {"acl", "relcl"}):
            deed = next(iter(children(word, "xcomp")), word) if word.lemma_ == "be" else word  # "is to supervise"
            watches = deed.lemma_ in words("overseeing_verbs") or _asks_both(word) and head.lower_ not in _BOTH
            return watches and below.dep_ in {"nsubj", "agent"}
        below = word
    return False


def _asks_both(verb: Token) -> bool:
    """True for 'urged' in "Iran urged both sides to return to the agreement"."""
    told = {word.lower_ for each in _asked(verb) for word in (each, *each.children)}
    return verb.lemma_ in words("asking_sides_verbs") and not told.isdisjoint(_BOTH)


def _asks_the_sides(scene: Scene, group: Group, key: str, others: Collection[str]) -> bool:
    """True for 'France' in "France asked Armenia and Azerbaijan to return to the truce"."""
    heads = _heads(scene, group, key)
    return bool(heads) and all(_is_asking(scene, head, others) for head in heads)


def _is_asking(scene: Scene, head: Token, others: Collection[str]) -> bool:
    first = next((word for word in [head, *governors(head)] if word.dep_ == "nsubj"), None)
    if first is None or first.head.lemma_ not in words("asking_sides_verbs"):
        return False
    asked = {each.key for each in scene.actors(_asked(first.head))}
    return len(asked.intersection(others)) >= _PAIR


def _asked(verb: Token) -> list[Token]:
    """Who is asked: 'sides' in "urged both sides to return", "called on the two sides to return"."""
    found = [child for child in children(verb, "dobj", "nsubj", "dative") if child.i > verb.i]
    found += obliques(verb, "on", "to", "upon")
    found += [each for low in children(verb, "ccomp", "xcomp") for each in own_subjects(low)]
    return [one for each in found for one in conjuncts(each)]


def _is_swept_in(scene: Scene, group: Group, key: str, others: Collection[str]) -> bool:
    """True for one whom only a plural means ("both men", "they") beside two sides that are named."""
    heads = _heads(scene, group, key)
    if not heads or not all(map(_is_plural, heads)) or _is_named(scene, group, key):
        return False
    return sum(_is_named(scene, group, each) for each in others) >= _PAIR


def _is_plural(head: Token) -> bool:
    """True for 'they', and for 'men' in "both men", "the two men"."""
    return head.tag_ in {"PRP", "PRP$", "NNS"}


def _is_named(scene: Scene, group: Group, key: str) -> bool:
    told = [a.span for one in group.candidates for a in one.arguments if (a.slot, a.value) == ("party", key) and a.span]
    return any(each.form and span.contains(each.span) for span in told for each in scene.cast.mentions)


def _is_odd(scene: Scene, group: Group, key: str, others: Collection[str]) -> bool:
    """True for one beside two surer sides: not "between", in an explanation of one of them, or a body of no known sort.

    "Los Lobos, a gang of Ecuador": Ecuador is none.
    """
    heads = _heads(scene, group, key)
    if not heads:
        return False
    between = {each for each in others if _is_between(scene, each)}
    if len(between) == _PAIR and sort_of(key) != "armed" and not _is_between(scene, key):
        return True
    if all(_explains(head) for head in heads):
        return True
    known = [each for each in others if sort_of(each) in _SIDES]
    is_unknown = sort_of(key) == "organization" and not scene.stance(key).fights
    return is_unknown and len(known) >= _PAIR


def _is_between(scene: Scene, key: str) -> bool:
    return any(scene.claims(each).is_between for each in scene.mentions_by_key.get(key, ()))


def _explains(head: Token) -> bool:
    """True for 'Ecuador' in "Los Lobos, one of the largest gangs of Ecuador"."""
    if head.dep_ not in {"pobj", *_INSIDE}:
        return False
    over = next((word for word in governors(head) if word.dep_ not in {"pobj", "prep", *_INSIDE}), head)
    return over.dep_ == "appos"


def _unbacked(scene: Scene, one: Candidate) -> Candidate:
    """The passage without 'Iran' in "the Iran-backed Houthis", 'Lebanon' in "the Lebanese militant group"."""
    told = {a for a in one.arguments if a.slot in {"party", "mediator"}}
    kept = tuple(a for a in one.arguments if a not in told or not (_backs(scene, a) or _is_home_of_band(scene, a)))
    return replace(one, arguments=kept) if len(kept) < len(one.arguments) else one


def _backs(scene: Scene, argument: Argument) -> bool:
    head = scene.token_in(argument.span) if argument.span is not None else None
    after = [word.lower_ for word in head.doc[head.i + 1 : head.i + 6]] if head is not None else []
    is_team = after[1:2] == ["led"] and not _TEAMS.isdisjoint(after)  # "the Malaysian-led monitoring team"
    return after[:1] == ["-"] and (is_team or not _BACKED.isdisjoint(after[1:2]))


def _is_home_of_band(scene: Scene, argument: Argument) -> bool:
    """True for 'Lebanon' in "the Lebanese militant group said": the group was named before."""
    head = scene.token_in(argument.span) if argument.span is not None else None
    if head is None or kind_of(argument.value) is not Kind.COUNTRY:
        return False
    group = head.head if head.dep_ in _INSIDE else head
    beside = {child.lower_ for child in group.children if child.dep_ in _INSIDE}
    return group.lemma_.lower() in _GROUPS and not beside.isdisjoint(words("martial_adjectives"))


def _listed(scene: Scene, one: Candidate) -> Candidate:
    """The passage with one part for a list of three or more: "put to them by Qatar, Egypt, Oman and Norway"."""
    changed = {key for keys in _lists(scene, one) for key in keys}
    if not changed:
        return one
    told = tuple(replace(a, slot="mediator") if a.slot == "party" and a.value in changed else a for a in one.arguments)
    return replace(one, arguments=told)


def _lists(scene: Scene, one: Candidate) -> Iterator[set[str]]:
    """The parties of each list most of which stand between."""
    told = {a.span: a for a in one.arguments if a.slot in {"party", "mediator"} and a.span is not None}
    heads = {head.i: a for span, a in told.items() if (head := scene.token_in(span)) is not None}
    for word in {head: scene.doc[head] for head in heads}.values():
        of = [heads[each.i] for each in conjuncts(word) if each.i in heads]
        between = [a for a in of if a.slot == "mediator"]
        if len(of) >= _MANY and len(between) > len(of) - len(between):
            yield {a.value for a in of if a.slot == "party" and kind_of(a.value) is not Kind.PERSON}
