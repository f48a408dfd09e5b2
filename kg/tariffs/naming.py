"""Where a duty is named: by a noun ("levy"), a verb ("charge"), a bare rate ("40 percent on cars") or a word back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.amounts import Amount
from kg.finding.grouping import is_definite
from kg.finding.scene import Scene
from kg.finding.status import tense
from kg.finding.triggers import Trigger, find_triggers
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import (
    children,
    governing_verb,
    governors,
    is_passive,
    is_verb,
)
from kg.tariffs.goods import Goods, read_goods
from kg.tariffs.pointing import back_references
from kg.tariffs.senses import is_domestic, is_meant
from kg.tariffs.signing import is_signed

_BEARING = frozenset({"subject", "liable", "dutiable"})
_STANDS_FOR = frozenset({"that", "those", "one", "ones"})
_BEHIND = 9  # words from a rate to the "on" before its goods: "10 per cent that Kosovo has imposed on"


@dataclass(frozen=True, slots=True)
class Naming:
    """A word that names a duty, and the verb over it (of a verb, itself).

    `sort` is `noun`, `verb`, `elided` ("its own on cars"), `rate` ("40 percent on cars"), `reply` ("answer in kind")
    or `back` ("the measure", "it").
    """

    token: Token
    sort: str
    verb: Token | None

    @property
    def is_definite(self) -> bool:
        """True for "the duties", "this levy", "Spain's tariff", "the measure", "such a tariff"."""
        is_such = any(child.lower_ == "such" for child in self.token.children)
        is_owned = is_definite(self.token) or bool(children(self.token, "poss")) or is_such
        is_pointing = self.sort == "elided" and self.token.lower_ in {"that", "those"}
        return self.sort == "back" or is_pointing or (self.sort == "noun" and is_owned)

    @property
    def is_condition(self) -> bool:
        """True for the duty of "if the duty is not withdrawn": another one than that of the main clause."""
        verb = self.verb
        return (
            verb is not None
            and verb.dep_ == "advcl"
            and any(mark.lower_ in {"if", "unless"} for mark in children(verb, "mark"))
        )

    @property
    def is_on_same(self) -> bool:
        """True for "levies 8% on them": it falls on goods that were told before."""
        after = self.token.doc[self.token.i : self.token.sent.end]
        return any(word.lower_ in {"them", "it"} and word.head.lower_ in {"on", "upon"} for word in after)

    @property
    def is_only_cause(self) -> bool:
        """True in "were decided in answer to Washington's levy": what is decided is not the levy."""
        prep = self.token.head
        if prep.lower_ not in {"to", "for"}:
            return False
        # the parser often hangs "to a levy" of "in reply to a levy" on the verb
        over = prep.head if prep.head.pos_ == "NOUN" else prep.nbor(-1)
        return (
            over.lemma_ in words("reply_words")
            and over.head.lower_ == "in"
            or (prep.head.pos_ == "NOUN" and over.lemma_ in words("reply_words"))
        )


def find_namings(scene: Scene) -> list[Naming]:
    """The words that name duties, in text order; empty where no word but a bare rate or a word back does."""
    if is_domestic(scene):
        return []
    meant = [one for one in find_triggers(scene.doc, "tariff") if is_meant(scene, one)]
    if all(one.hints.get("needs") == "company" for one in meant):
        return []
    named = [one.token for one in meant if not is_verb(one.token) and not _is_modifier(one.token, meant)]
    nouns = [Naming(token, "noun", governing_verb(token)) for token in named]
    verbs = [Naming(one.token, _verb_sort(one), one.token) for one in meant if is_verb(one.token)]
    found = nouns + [one for one in verbs if not _is_light(one, nouns)]
    found += _foreign_rates(scene, found)
    if not found:
        return []
    found += _elided(scene, found)
    found += _bare_rates(scene, found)
    back = [Naming(token, "back", verb) for token, verb in back_references(scene)]
    found += [one for one in back if not _has_naming(one.token, found) or is_signed(one.token)]
    return sorted(found, key=lambda one: one.token.i)


def _verb_sort(one: Trigger) -> str:
    return "reply" if one.hints.get("needs") == "reply" else "verb"


def _is_modifier(token: Token, meant: list[Trigger]) -> bool:
    """True for the first noun of "safeguard duty" and of "tariff lines": it does not name the duty by itself."""
    if token.dep_ not in {"compound", "nmod", "amod"} or token.head.i < token.i:
        return False
    return token.head.lemma_.lower() in words("tariff_compounds") or any(one.token == token.head for one in meant)


def _is_light(one: Naming, nouns: list[Naming]) -> bool:
    """True for the verb of "levy a duty", "tariffs hit cars": the noun names the duty."""
    for noun in nouns:
        if noun.token.sent.start != one.token.sent.start:
            continue
        if noun.verb == one.token or (one.token.dep_ in {"relcl", "acl"} and noun.token in _nouns_over(one.token)):
            return True
    return False


def _nouns_over(verb: Token) -> list[Token]:
    """Nouns that a relative clause may belong to: 'percent', 'duties' in "duties of 30 percent that he slapped"."""
    found = []
    for word in governors(verb):
        if is_verb(word):
            break
        found.append(word)
    return found


def _elided(scene: Scene, found: list[Naming]) -> Iterator[Naming]:
    """Words for a duty that is not named again: "the EU's on Boeing jets", "its own on cars", "that on tyres"."""
    taken = {one.token.i for one in found}
    for prep in scene.doc:
        if prep.lower_ not in {"on", "against"} or not prep.i or prep.i - 1 in taken:
            continue
        before = prep.nbor(-2) if prep.nbor(-1).text == "," and prep.i > 1 else prep.nbor(-1)
        stands = before.lower_ in _STANDS_FOR and prep.nbor(-1) == before
        if not (stands or before.lower_ in {"own", "'s", "'"}) or not read_goods(scene, prep.i + 1):
            continue
        token = before if stands or before.lower_ == "own" else before.nbor(-1)
        yield Naming(token, "elided", governing_verb(token))


def _bare_rates(scene: Scene, found: list[Naming]) -> Iterator[Naming]:
    """Rates on goods in a sentence that names the duty by no other word: "40 percent on cars"."""
    return _rates_where(scene, found, _goods_follow)


def _foreign_rates(scene: Scene, found: list[Naming]) -> Iterator[Naming]:
    """Rates on foreign goods, which name a duty by themselves: "drops the 18 per cent on Armenian copper"."""
    return _rates_where(
        scene, found, lambda scene, rate: any(one.items and one.origins for one in _goods_behind(scene, rate))
    )


def _rates_where(scene: Scene, found: list[Naming], is_duty: Callable[[Scene, Amount], bool]) -> Iterator[Naming]:
    """The first rate that is a duty's in each sentence without another naming."""
    taken = {one.token.sent.start for one in found}
    for amount in scene.amounts:
        token = scene.token_in(amount.span)
        if amount.unit != "percent" or token is None or token.sent.start in taken:
            continue
        if is_duty(scene, amount):
            taken.add(token.sent.start)
            yield Naming(token, "rate", governing_verb(token))


def _goods_behind(scene: Scene, amount: Amount) -> Iterator[Goods]:
    """The goods after the rate: "10 per cent that Kosovo has imposed on Serbian flour"."""
    last = scene.doc.char_span(amount.span.start, amount.span.end)
    for word in scene.doc[last.end : last.end + _BEHIND] if last is not None else ():
        if word.text in {".", ";", ":", ","} or word.lower_ == "of" or word.i + 1 >= word.sent.end:
            return
        if word.lower_ in {"on", "upon", "against"}:
            yield read_goods(scene, word.i + 1, word.sent.end)
            return


def _goods_follow(scene: Scene, amount: Amount) -> bool:
    last = scene.doc.char_span(amount.span.start, amount.span.end)
    if last is None or last.end + 1 >= len(scene.doc):
        return False
    return scene.doc[last.end].lower_ in {"on", "against"} and bool(read_goods(scene, last.end + 1).items)


def _has_naming(token: Token, found: list[Naming]) -> bool:
    return any(one.token.sent.start == token.sent.start for one in found)


def is_bearing(verb: Token) -> bool:
    """True for "Walnuts will attract 120 per cent", "gloves are subject to 20 percent": its subject bears the duty."""
    if is_passive(verb):
        return False
    bears = verb.lemma_ == "be" and any(child.lower_ in _BEARING for child in children(verb, "acomp"))
    return bears or verb.lemma_ in words("target_verbs")


def is_at_once(naming: Naming) -> bool:
    """True for "raised the duty to 200%, with immediate effect", "doubled it at once"; not for what is to come.

    "Has scrapped its duty on cattle with immediate effect but will tax wheat from October" taxes no wheat yet.
    """
    if is_verb(naming.token) and tense(naming.token) == "future" and naming.token.dep_ == "conj":
        return False
    text = naming.token.sent.text.lower()
    return any(phrase in text for phrase in words("at_once_phrases"))
