"""Where a sentence names the rates and the goods of a duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.amounts import Amount
from kg.annotate import span_of
from kg.finding.scene import Scene
from kg.lexicon import all_words, words
from kg.parse.doc import Token
from kg.syntax import children, conjuncts, governors, is_verb, own_subjects
from kg.tariffs.bearing import goods_apart, is_in
from kg.tariffs.goods import Goods, read_goods
from kg.tariffs.naming import Naming
from kg.tariffs.pointing import REPLACING
from kg.tariffs.senses import ON
from kg.tariffs.states import states_at

_CLIMB = 6  # governors from a rate or "on" to the word that names the duty
_NEAR = 5  # words from the naming to an "on" that the parse hangs elsewhere
_WORDS = 3  # most words between a rate and the duty that it is the rate of: "25 per cent steel import duty"
_INSTEAD = frozenset({"instead of", "place of", "lieu of"})
_TAXES = frozenset({"tax", "vat", "excise", "fee"})
_AND = frozenset({",", "and", "while"})
_MEASURED = frozenset({"dobj", "npadvmod", "advmod"})  # how a percentage hangs on "fell"
_DUE = frozenset({"duty", "tariff", "levy", "rate", "surcharge", "tax", "which", "that", "it", "they"})
_PLACES = frozenset({"GPE", "LOC", "NORP"})
_CAUSES = frozenset({"after", "because", "despite", "amid", "since", "without", "due", "by"})
_STANDS = frozenset({"be", "stand", "remain", "stay", "set", "fix", "range", "reach", "begin", "start", "amount"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A rate or a phrase of goods at its place in the sentence (the position of a word)."""

    at: int
    goods: Goods | None = None
    rate: Amount | None = None
    before: str = ""
    is_of_company: bool = False


def spots_of(scene: Scene, naming: Naming, beside: list[Naming]) -> list[Spot]:
    """The rates and goods of the duty that a word names, in text order; `beside` are its sentence's namings."""
    found = sorted(_told(scene, naming, beside), key=lambda spot: spot.at)
    if not found or found[0].goods is None:
        return found
    known = [spot.goods for spot in found if spot.goods is not None]
    more = [spot for spot in _next_rated(scene, found) if not any(_overlap(spot.goods, one) for one in known)]
    return sorted([*found, *more], key=lambda spot: spot.at)


def _overlap(one: Goods | None, other: Goods) -> bool:
    return one is not None and one.start < other.end and other.start < one.end


def _next_rated(scene: Scene, spots: list[Spot]) -> Iterator[Spot]:
    """Goods or a country with a rate of their own: 'dryers' in "washing machines 12 percent and dryers 9 percent"."""
    rates = [spot.rate for spot in spots if spot.rate is not None]
    for one, two in pairwise(rates):
        before, after = (scene.doc.char_span(rate.span.start, rate.span.end) for rate in (one, two))
        if before is None or after is None or scene.doc[before.end].lower_ not in _AND:
            continue
        start, end = before.end, after.start
        while start < end and scene.doc[start].lower_ in _AND:
            start += 1
        while start < end and scene.doc[end - 1].lower_ in words("rate_links"):
            end -= 1
        goods = read_goods(scene, start, end) if start < end else None
        if goods and goods.end == end:
            yield Spot(start, goods=goods)


def _told(scene: Scene, naming: Naming, beside: list[Naming]) -> Iterator[Spot]:
    sentence = naming.token.sent
    for rate in scene.amounts_in(span_of(sentence), "percent"):
        token = scene.token_in(rate.span)
        if token is None or _is_share(scene, rate) or _is_market_move(rate, token, beside):
            continue
        if _is_owned(token, naming, beside):
            before, after = _word_before(scene, rate, naming), _after(scene, rate)
            of_company = after is not None and after.lower_ == "for" and _is_company(scene, after)
            yield Spot(token.i, rate=rate, before=before, is_of_company=of_company)
    taken = 0
    for prep in sentence:
        if prep.lower_ in ON and prep.i >= taken and _is_goods_prep(scene, prep, naming, beside):
            goods = read_goods(scene, prep.i + 1, sentence.end)
            if is_in(naming.token, goods):  # "will not budge on its tariff"
                continue
            if prep.lower_ == "for" and not goods.origins and not _follows_rate(scene, prep):
                continue  # "asked whether there was a tariff for large men"
            if goods or _follows_rate(scene, prep):
                taken = goods.end
                yield Spot(prep.i, goods=goods)
    yield from _rated_states(scene, naming, beside)
    yield from (Spot(goods.start, goods=goods) for goods in goods_apart(scene, naming, beside))


def _word_before(scene: Scene, rate: Amount, naming: Naming) -> str:
    """The word before a rate: 'from' in "raised from 5%", 'instead' in "in place of 5%"; none in "its 5% tariff"."""
    between = scene.text[rate.span.end : naming.token.idx].split()
    if rate.span.end < naming.token.idx and len(between) < _WORDS and all(word.isalpha() for word in between):
        return ""
    before = scene.text[max(0, rate.span.start - 20) : rate.span.start].lower().split()
    told = [word for word in before if word not in {"the", "a", "an", "its"}]
    return "instead" if " ".join(told[-2:]) in _INSTEAD else told[-1] if told else ""


def _is_share(scene: Scene, rate: Amount) -> bool:
    """True for "a 35 percent stake", "60 percent of its exports"."""
    after = scene.text[rate.span.end : rate.span.end + 12].lower().split()
    return bool(after) and after[0].strip(",.") in words("share_words")


def _is_market_move(rate: Amount, token: Token, beside: list[Naming]) -> bool:
    """True for "after the duty rise soyoil fell more than 2%": what fell is no duty."""
    noun = token if token.dep_ in _MEASURED else token.head
    verb = noun.head
    if (
        noun.dep_ not in _MEASURED
        or not rate.span.start <= noun.idx < rate.span.end
        or verb.lemma_ not in words("market_verbs")
    ):
        return False
    subjects = [word for subject in own_subjects(verb) for word in conjuncts(subject)]
    own = {one.token.i for one in beside}
    return bool(subjects) and not any(word.i in own or word.lemma_ in _DUE for word in subjects)


def _is_owned(token: Token, naming: Naming, beside: list[Naming]) -> bool:
    return _owner(token, beside) is naming


def _owner(token: Token, beside: list[Naming], reach: int = 0) -> Naming | None:
    """The naming that a rate or preposition belongs to: by the parse, else the nearest without a verb between.

    With a reach the nearest must stand at most that many words before.
    """
    chain = [token, *list(governors(token))[:_CLIMB]]
    for word in chain:
        if word.lemma_.lower() in _TAXES and not any(word == one.token for one in beside):
            return None  # "will raise value-added tax to 15%"
        if any(word == one.verb and word != one.token and _is_cause(one) for one in beside):
            return None
        for one in beside:
            if word == one.token or (word == one.verb and _may_carry(one)) or _replaces(word, one):
                return _nearest_of(word, token, one, beside)
        if _moves_rate(word):
            return next((one for one in reversed(beside) if one.token.i < word.i), None)
        if is_verb(word) and word.dep_ in {"advcl", "ccomp", "conj", "ROOT"} and word.tag_ != "VBN":
            break
        if word.dep_ == "relcl" and not any(one.token.i < word.i for one in beside):
            break
    near = _nearest(token, beside)
    return near if near is None or not reach or 0 < token.i - near.token.i <= reach else None


def _replaces(verb: Token, one: Naming) -> bool:
    """True for "It takes effect on Friday and replaces a rate of 4 percent"."""
    return verb.lemma_ in REPLACING and one.verb in (verb, verb.head) and is_verb(verb)


def _moves_rate(verb: Token) -> bool:
    """True for "doubled its duties, raising the rate on cars to 120%": the rate is that of the duties before."""
    is_aside = verb.dep_ == "advcl" and verb.lemma_ in all_words("raising_verbs", "imposing_verbs")
    return is_aside and any(child.lemma_ == "rate" for child in children(verb, "dobj"))


def _nearest_of(word: Token, token: Token, one: Naming, beside: list[Naming]) -> Naming:
    """Of the namings under one verb the one that stands nearest before the word."""
    same = [other for other in beside if word in (other.token, other.verb)]
    before = [other for other in same if other.token.i <= token.i]
    return before[-1] if before and word == one.verb else one


def _may_carry(one: Naming) -> bool:
    """False for the verb of "exports fell 20 percent after the duties": its rate is none of theirs."""
    verb = one.verb
    if verb is None or one.sort in {"verb", "rate"}:
        return True
    known = all_words("raising_verbs", "imposing_verbs", "target_verbs", "ending_duty_verbs")
    if verb.lemma_ not in known | _STANDS | words("announcing_verbs"):
        return False
    return not _is_cause(one)


def _is_cause(one: Naming) -> bool:
    """True for the duties of "exports fell 20 percent after the duties": the rate is none of theirs."""
    verb = one.verb
    if verb is None or verb.lemma_ in words("imposing_verbs") - words("raising_verbs"):
        return False
    return any(word.dep_ == "prep" and word.lower_ in _CAUSES for word in governors(one.token) if word.i > verb.i)


def _nearest(token: Token, beside: list[Naming]) -> Naming | None:
    clear = [one for one in beside if not _finite_between(token, one.token)]
    return min(clear, key=lambda one: (abs(one.token.i - token.i), one.token.i), default=None)


def _finite_between(one: Token, two: Token) -> bool:
    low, high = sorted((one.i, two.i))
    return any(word.tag_ in {"VBD", "VBZ", "VBP", "MD"} or word.text in ";:" for word in one.doc[low + 1 : high])


def _is_goods_prep(scene: Scene, prep: Token, naming: Naming, beside: list[Naming]) -> bool:
    after = prep.nbor(1) if prep.i + 1 < len(prep.doc) else None
    if after is None or after.ent_type_ in {"DATE", "TIME"} or any(t.span.start == after.idx for t in scene.times):
        return False
    if prep.lower_ == "to" or (after.lower_ == "the" and after.nbor(1).lower_ in words("set_phrase_nouns")):
        return False
    if prep.i and prep.nbor(-1).lower_ in {"nothing", "none"}:
        return False  # "charges 8% on them, compared with nothing on European ones"
    follows = _follows_rate(scene, prep)
    if prep.lower_ == "for" and follows and _is_company(scene, prep):
        return False
    if prep.lower_ == "for" and not (prep.head == naming.token or prep.i == naming.token.i + 1 or follows):
        return False
    owner = _owner(prep, beside, reach=0 if follows else _NEAR)
    return owner is naming


def _follows_rate(scene: Scene, prep: Token) -> bool:
    """True for "5% on nearly everything else": a rate of its own on what has no name."""
    return any(rate.unit == "percent" and 0 <= prep.idx - rate.span.end <= 1 for rate in scene.amounts)


def _after(scene: Scene, rate: Amount) -> Token | None:
    """The word after a rate."""
    found = scene.doc.char_span(rate.span.start, rate.span.end)
    return scene.doc[found.end] if found is not None and found.end < len(scene.doc) else None


def _is_company(scene: Scene, prep: Token) -> bool:
    """True for the "for" of "17.4 percent for Geely": a maker's own rate within that of the duty."""
    name = prep.doc[prep.i + 1] if prep.i + 1 < prep.sent.end else None
    is_name = name is not None and name.pos_ == "PROPN" and name.ent_type_ not in _PLACES
    return is_name and name is not None and not states_at(scene, name)


def _rated_states(scene: Scene, naming: Naming, beside: list[Naming]) -> Iterator[Spot]:
    """Countries right before rates of their own: "China 34 per cent, the EU 20 per cent, Vietnam 46 per cent"."""
    found = []
    for rate in scene.amounts_in(span_of(naming.token.sent), "percent"):
        cut = scene.doc.char_span(rate.span.start, rate.span.end)
        if cut is None or cut.start <= naming.token.sent.start or not _is_owned(cut[0], naming, beside):
            continue
        before = scene.doc[cut.start - 1]
        while before.lower_ in words("rate_links") and before.i > naming.token.sent.start:
            before = before.nbor(-1)
        states = states_at(scene, before)
        if states:
            found.append(Spot(before.i, goods=Goods((), tuple(states), before.i, before.i + 1)))
    yield from found if len(found) > 1 else []
