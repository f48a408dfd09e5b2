"""Tariffs: duties on imports, one event for each imposer, target and set of goods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from kg.amounts import Amount
from kg.annotate import span_of
from kg.grouping import Candidate, Group, group, is_definite, mentions_of
from kg.lexicon import words
from kg.records import Argument, EventMention, Kind, Mention, Span, kind_of
from kg.scene import Scene, arguments
from kg.speech import spoken_by
from kg.status import Signal, signals
from kg.syntax import agents, children, conjuncts, governing_verb, is_passive, is_verb, modifiers, objects, possessors
from kg.times import TimeMention
from kg.triggers import Trigger, find_triggers

KIND = "Tariff"
SAME = 0.5
_STATES = frozenset({Kind.COUNTRY, Kind.ORGANIZATION})
_ON = frozenset({"on", "against", "for", "upon"})


@dataclass(frozen=True, slots=True)
class Leg:
    """One part of a measure with goods and a rate of its own: "25% on steel" in "25% on steel and 10% on copper"."""

    goods: tuple[Token, ...]
    rate: Amount | None


def find(scene: Scene) -> list[EventMention]:
    """The tariffs that the article tells, passage by passage."""
    found: list[Candidate] = []
    covered: set[tuple[int, int]] = set()
    for trigger in find_triggers(scene.doc, "tariff"):
        if _is_meant(scene, trigger):
            found += _candidates(scene, trigger, covered)
    groups = group(found, lambda each, one: _sameness(each, one), SAME)
    return mentions_of([each for each in groups if each.values("imposer")], _group_status)


def _is_meant(scene: Scene, trigger: Trigger) -> bool:
    """False for the other senses of a word: a hotel's tariff, an officer on duty, a duty of care."""
    token, needs = trigger.token, trigger.hints.get("needs")
    around = [word.lower_ for word in token.sent]
    if words("domestic_words") & {word.lower_ for word in (*modifiers(token), *_ons(token))}:
        return False
    has_rate = bool(scene.amounts_in(span_of(token.sent), "percent"))
    has_state = bool(scene.mentions_in(span_of(token.sent), *_STATES))
    is_trade = bool(words("trade_words") & set(around))
    if needs in {"rate", "foreign"}:
        return has_rate and has_state
    if needs == "trade":
        return is_trade and has_state or has_rate or (has_state and token.tag_ == "NNS")
    return has_state or has_rate or is_trade


def _candidates(scene: Scene, trigger: Trigger, covered: set[tuple[int, int]]) -> Iterable[Candidate]:
    token = trigger.token
    verb = token if is_verb(token) else governing_verb(token)
    shared = [*_imposers(scene, token, verb), *_dates(scene, token, verb)]
    source = spoken_by(scene, token)
    for leg in _legs(scene, token, verb):
        key = (leg.rate.span.start if leg.rate else -1, leg.goods[0].i if leg.goods else -1)
        if key != (-1, -1) and key in covered:
            continue
        covered.add(key)
        own = [*_targets(scene, token, verb, leg), *_products(scene, leg), *_rates(leg), *_counts(scene, token)]
        yield Candidate(
            kind=KIND,
            trigger=token,
            status=_status(scene, token, shared),
            arguments=tuple(_distinct([*shared, *own])),
            is_anaphor=is_definite(token) and not leg.goods and not leg.rate,
            **source,
        )


def _distinct(found: list[Argument]) -> list[Argument]:
    """Without a target that is the imposer itself: "US tariffs on its own"."""
    imposers = {one.value for one in found if one.slot == "imposer"}
    return [one for one in found if one.slot != "target" or one.value not in imposers]


def _imposers(scene: Scene, token: Token, verb: Token | None) -> list[Argument]:
    near = [*possessors(token), *modifiers(token)] if not is_verb(token) else []
    near += [agent for rel in children(token, "acl", "relcl") for agent in agents(rel)]
    found = [one for one in scene.actors(near) if kind_of(one.key) in _STATES or kind_of(one.key) is Kind.PERSON]
    if verb is not None and verb.lemma_ not in words("target_verbs"):
        found += scene.actors(agents(verb))
    people = [one for one in found if kind_of(one.key) is Kind.PERSON]
    states = [one for one in found if kind_of(one.key) in _STATES]
    result = arguments("announcedBy", people[:1])
    if states:
        return result + arguments("imposer", states[:1])
    for person in people[:1]:
        result += [Argument("imposer", side, person.span) for side in scene.sides(person.key)[:1]]
    return result


def _ons(token: Token) -> list[Token]:
    """The nouns after "on" or "against" that hang on the word."""
    found: list[Token] = []
    for prep in children(token, "prep", "agent"):
        if prep.lower_ in _ON:
            found += [word for obj in children(prep, "pobj") for word in conjuncts(obj)]
    return found


def _legs(scene: Scene, token: Token, verb: Token | None) -> list[Leg]:
    """The goods and rates of the measure, paired where each goods have their own rate."""
    goods = [list(group_) for group_ in _goods_phrases(token, verb)]
    rates = scene.amounts_in(_region(token, verb), "percent")
    if len(rates) >= 2 and len(goods) >= 2:
        return _paired(goods, rates)
    flat = tuple(word for phrase in goods for word in phrase)
    return [Leg(flat, rates[0] if rates else None)]


def _region(token: Token, verb: Token | None) -> Span:
    """The characters in which a rate may belong to the trigger: its sentence."""
    return span_of(token.sent)


def _goods_phrases(token: Token, verb: Token | None) -> list[list[Token]]:
    """The phrases after "on", one list of coordinated nouns for each, in text order."""
    sentence = token.sent
    found = []
    for prep in sentence:
        if prep.lower_ in _ON and prep.pos_ == "ADP":
            nouns = [word for obj in children(prep, "pobj") for word in _goods_conjuncts(obj)]
            nouns = [word for word in nouns if word.ent_type_ not in {"DATE", "TIME"}]
            if nouns and _belongs(prep, token, verb):
                found.append(nouns)
    return found


def _goods_conjuncts(noun: Token) -> list[Token]:
    """The coordinated nouns, without those that bring a rate of their own ("and 10% on aluminium")."""
    return [word for word in conjuncts(noun) if word.text != "%" and not any(c.text == "%" for c in word.children)]


def _belongs(prep: Token, token: Token, verb: Token | None) -> bool:
    current = prep
    for _ in range(12):
        if current in (token, verb):
            return True
        if current.head is current:
            return False
        current = current.head
    return False


def _paired(goods: list[list[Token]], rates: list[Amount]) -> list[Leg]:
    """Each rate with the goods it precedes ("25% on steel, 10% on copper") or follows ("on cars to 120%")."""
    forward = rates[0].span.start < goods[0][0].idx
    legs = []
    for phrase in goods:
        place = phrase[0].idx
        after = [rate for rate in rates if rate.span.start > place]
        before = [rate for rate in rates if rate.span.start < place]
        rate = (before[-1] if before else None) if forward else (after[0] if after else None)
        legs.append(Leg(tuple(phrase), rate))
    return legs


def _targets(scene: Scene, token: Token, verb: Token | None, leg: Leg) -> list[Argument]:
    found: list[Mention] = []
    for noun in leg.goods:
        found += _states_under(scene, noun)
    if verb is not None and verb.lemma_ in words("target_verbs"):
        found += scene.actors(objects(verb) if is_passive(verb) else agents(verb))
    unique = {one.key: one for one in found if kind_of(one.key) in _STATES}
    return arguments("target", unique.values())


def _states_under(scene: Scene, noun: Token) -> list[Mention]:
    """The countries and blocs in a phrase of goods: 'China' in "Chinese steel", "goods from China"."""
    edge = noun.right_edge.idx + len(noun.right_edge)
    inside = Span(noun.left_edge.idx, edge)
    return scene.mentions_in(inside, *_STATES)


def _products(scene: Scene, leg: Leg) -> list[Argument]:
    found = []
    for noun in leg.goods:
        span = _goods_span(scene, noun)
        if span is not None:
            found.append(Argument("product", span.cut(scene.article.text), span))
    return found


def _goods_span(scene: Scene, noun: Token) -> Span | None:
    """The words for the goods alone: "hot-rolled steel" of "Turkish hot-rolled steel"; None for "all imports"."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.lemma_.lower() in words("generic_goods"):
        return None
    states = [one.span for one in scene.mentions_in(span_of(noun.sent), *_STATES, Kind.PLACE)]
    if any(span.overlaps(span_of(noun)) for span in states):
        return None
    kept = [noun]
    for word in reversed(list(noun.lefts)):
        if word.dep_ not in {"compound", "amod", "nmod"} or any(s.overlaps(span_of(word)) for s in states):
            break
        if word.lower_ in words("generic_goods") or word.like_num:
            break
        kept.insert(0, word)
    first = kept[0].left_edge if kept[0] is not noun else noun
    return Span(first.idx, noun.idx + len(noun))


def _rates(leg: Leg) -> list[Argument]:
    rate = leg.rate
    if rate is None:
        return []
    told = [("rateMin", rate.low), ("rateMax", rate.high), ("previousRate", rate.previous)]
    return [Argument(slot, value, rate.span) for slot, value in told if value is not None]


def _counts(scene: Scene, token: Token) -> list[Argument]:
    counts = [one for one in scene.amounts_in(span_of(token.sent), "count") if one.low]
    return [Argument("targetCount", counts[0].low or "", counts[0].span)] if counts else []


def _dates(scene: Scene, token: Token, verb: Token | None) -> list[Argument]:
    found: list[Argument] = []
    for time in scene.attached_times(token)[:3]:
        slot = _date_slot(scene, time, token, verb)
        if slot not in {one.slot for one in found}:
            found.append(Argument(slot, time.start, time.span))
    return found


def _date_slot(scene: Scene, time: TimeMention, token: Token, verb: Token | None) -> str:
    if time.role in {"until", "by"}:
        return "endDate"
    if time.role in {"from", "since"}:
        return "effectiveDate"
    if scene.article.day and time.start[:10] > scene.article.day[: len(time.start)]:
        return "effectiveDate"
    if verb is not None and verb.lemma_ in words("imposing_verbs"):
        return "effectiveDate"
    return "announcedDate"


def _status(scene: Scene, token: Token, shared: list[Argument]) -> str:
    found = signals(token, "tariff")
    core = next((signal.status for signal in found if signal.status), None)
    outer = {signal.status for signal in found if signal.status and not signal.negated}
    negated = any(signal.negated for signal in found[:2])
    if core in {"suspended", "lifted"}:
        return "inForce" if negated or outer & {"denied", "threatened"} else core
    if "denied" in outer or negated:
        return "denied"
    if "threatened" in outer or _is_unreal(found):
        return "threatened"
    later = any(one.slot == "effectiveDate" and one.value > (scene.article.day or "9") for one in shared)
    if later or any(signal.tense in {"future", "to", "would"} for signal in found):
        return "announced"
    if "announced" in outer and core != "inForce":
        return "announced"
    return "inForce"


def _is_unreal(found: tuple[Signal, ...]) -> bool:
    return any(signal.tense == "modal" or signal.conditional for signal in found[:3])


def _sameness(each: Group, one: Candidate) -> float:
    """How well a passage fits a tariff told before, from 0 to 1."""
    for slot in ("imposer", "target", "product", "rateMax"):
        mine, theirs = set(one.values(slot)), set(each.values(slot))
        if mine and theirs and not mine & theirs:
            return 0.0
    shared = sum(bool(set(one.values(s)) & set(each.values(s))) for s in ("imposer", "target", "product", "rateMax"))
    recency = 0.1 / (1 + one.trigger.sent.start - each.last.trigger.sent.start)
    if one.is_anaphor:
        return 0.6 + 0.1 * shared + recency
    return 0.3 + 0.2 * shared + recency


def _group_status(each: Group) -> str:
    told = [one.status for one in each.candidates]
    ends = [status for status in told if status in {"suspended", "lifted"}]
    if ends:
        return ends[-1]
    for status in ("inForce", "announced", "threatened"):
        if status in told:
            return status
    return told[-1]
