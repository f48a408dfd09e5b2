"""Whether a word that may name a duty does so here: no hotel's tariff, no officer on duty, no duty of care."""

from __future__ import annotations

from kg.annotate import span_of
from kg.finding.grouping import is_definite
from kg.finding.scene import Scene
from kg.finding.triggers import Trigger
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Kind
from kg.syntax import children, conjuncts, governing_verb, is_verb, modifiers, own_subjects
from kg.tariffs.goods import read_goods
from kg.tariffs.states import is_company

ON = frozenset({"on", "against", "upon", "for", "to"})
_STATES = (Kind.COUNTRY, Kind.ORGANIZATION)
_NEAR = 3  # words between "on" and the rate or noun before it


def is_domestic(scene: Scene) -> bool:
    """True for an article on the price list of a utility or the like, without a word of imports."""
    told = {token.lower_ for token in scene.doc}
    return bool(told & words("domestic_scenes")) and not told & words("customs_words")


def is_meant(scene: Scene, trigger: Trigger) -> bool:
    """False for the other senses of a word: a hotel's tariff, an officer on duty, a duty of care."""
    token, needs = trigger.token, trigger.hints.get("needs")
    sentence = {word.lower_ for word in token.sent}
    if any(word.lower_ in {"free", "exempt"} for word in token.doc[token.i + 1 : token.i + 3]):
        return False  # "duty-free access"
    beside = {word.lower_ for word in modifiers(token)} | {word.lower_ for word in _objects(token)}
    if words("domestic_words") & beside or _is_on_exports(token):
        return False
    if words("domestic_scenes") & sentence:
        return False
    if _is_price(token) or _is_nought(token):
        return False
    has_rate = bool(scene.amounts_in(span_of(token.sent), "percent"))
    has_state = bool(scene.mentions_in(span_of(token.sent), *_STATES))
    is_trade = bool(words("trade_words") & sentence)
    if needs in {"rate", "foreign"}:
        return has_rate and (has_state or is_trade) or (needs == "foreign" and _has_foreign_goods(scene, token))
    if needs == "company":  # "a rate of 15 per cent on Japanese goods", beside the word tariff elsewhere
        return has_rate and _has_foreign_goods(scene, token)
    if needs == "reply":
        return _is_in_kind(token)
    if needs == "verb-rate" and (token.dep_ == "amod" or _is_saying(token)):
        return False  # "value-added tax"
    if needs == "verb-rate":
        return has_rate and not (_is_former(token) or _is_of_company(scene, token)) and _has_rate_object(scene, token)
    if needs == "trade":
        if has_state and _has_named_goods(scene, token):
            return True
        return is_trade or has_rate or token.tag_ == "NNS" or _has_foreign_goods(scene, token) or _is_told(token)
    return True


def _is_price(token: Token) -> bool:
    """True for "The operator raised its tariffs", "the tariffs it charges customers"."""
    verb = governing_verb(token)
    by = own_subjects(verb) if verb is not None and token in children(verb, "dobj") else []
    if verb is not None and verb.lemma_ in words("raising_verbs") and any(_is_business(one) for one in by):
        return True
    paid = [word for clause in children(token, "relcl") for word in children(clause, "dobj", "dative")]
    return any(word.lemma_.lower() in words("customer_nouns") for word in paid)


def _is_business(doer: Token) -> bool:
    return doer.pos_ == "NOUN" and doer.lemma_.lower() in words("business_nouns")


def _is_nought(token: Token) -> bool:
    """True for "Kazakhstan has no duty on Kyrgyz goods": none is told, and none denied."""
    verb = token.head
    return token.dep_ == "dobj" and verb.lemma_ == "have" and any(c.lower_ == "no" for c in children(token, "det"))


def _is_of_company(scene: Scene, verb: Token) -> bool:
    """True for "BYD is to pay 17.4%": a maker's own rate, within that of the duty."""
    over = verb.head if verb.dep_ in {"xcomp", "conj"} and is_verb(verb.head) else verb
    doers = own_subjects(verb) or own_subjects(over)
    return verb.lemma_ in words("target_verbs") and any(is_company(scene, one) for one in doers)


def _is_told(token: Token) -> bool:
    """True for "the levy", "the duty" as subject or object: it may point back to a duty told before."""
    return is_definite(token) and token.dep_ in {"nsubj", "nsubjpass", "dobj"} and not children(token, "prep")


def _objects(token: Token) -> list[Token]:
    """The nouns after "of", "on" or "for" that hang on the word: 'care' in "duty of care"."""
    found: list[Token] = []
    for prep in children(token, "prep"):
        if prep.lower_ in {"of", "on", "for"}:
            found += [word for obj in children(prep, "pobj") for word in conjuncts(obj)]
    return found


def _is_on_exports(token: Token) -> bool:
    """True for "export duty", "a duty on exports of onions": no measure on imports."""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    if before in {"export", "exports"}:
        return True
    return any(
        word.lower_ in {"export", "exports"} and not any(c.dep_ in {"poss", "amod"} for c in word.children)
        for word in _objects(token)
    )


def _is_in_kind(token: Token) -> bool:
    """True for "retaliate", "answer in kind"."""
    after = [word.lower_ for word in token.doc[token.i + 1 : token.i + 4]]
    return token.lemma_.lower() == "retaliate" or after[:2] == ["in", "kind"]


def _is_saying(verb: Token) -> bool:
    """True for "he said, adding that a duty was possible"."""
    return verb.lemma_ in words("speech_verbs") and bool(children(verb, "ccomp"))


def _is_former(verb: Token) -> bool:
    """True for "were until now charged 30%": it tells what was before."""
    return any(child.lower_ in {"previously", "formerly", "hitherto"} for child in verb.children) or any(
        child.lower_ == "until" and any(word.lower_ in {"now", "then"} for word in child.children)
        for child in verb.children
    )


def _has_foreign_goods(scene: Scene, token: Token) -> bool:
    """True where "on" with goods of another country, or with foreign goods, follows: "tax Florida oranges"."""
    for prep in token.doc[token.i + 1 : token.i + 1 + _NEAR]:
        if prep.lower_ in ON:
            goods = read_goods(scene, prep.i + 1, token.sent.end)
            return bool(goods.origins) or prep.nbor(1).lower_ in {"foreign", "imported"}
    return is_verb(token) and bool(read_goods(scene, token.i + 1, token.sent.end).origins)


def _has_named_goods(scene: Scene, token: Token) -> bool:
    """True for "the duty on mangoes", "a levy on imported cheese"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return after is not None and after.lower_ == "on" and bool(read_goods(scene, after.i + 1, token.sent.end).items)


def _has_rate_object(scene: Scene, token: Token) -> bool:
    """True for "charges 256 percent on stone leeks", "put 100 per cent on cars", "pay 3.1%"."""
    rates = scene.amounts_in(span_of(token.sent), "percent")
    return any(0 < rate.span.start - token.idx < 90 for rate in rates)  # characters
