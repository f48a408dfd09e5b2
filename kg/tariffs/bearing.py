"""Goods that stand elsewhere than after the "on" of a duty: what it hits, covers or is borne by, before "on which"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.finding.scene import Scene
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import SUBJECTS, antecedent, children, is_passive, own_subjects
from kg.tariffs.goods import NOUNS, Goods, read_goods
from kg.tariffs.naming import Naming, is_bearing
from kg.tariffs.senses import ON
from kg.tariffs.states import is_company


def goods_apart(scene: Scene, naming: Naming, beside: Sequence[Naming]) -> Iterator[Goods]:
    """The goods of a duty that its sentence names elsewhere than behind it; `beside` are the sentence's namings."""
    yield from _object_goods(scene, naming)
    yield from _covered_goods(scene, naming)
    yield from _subject_goods(scene, naming)
    yield from _goods_before_which(scene, naming, beside)


def _object_goods(scene: Scene, naming: Naming) -> Iterator[Goods]:
    """The goods that a verb hits: "tax Florida oranges", "hit Canadian lumber with duties"."""
    verb = naming.verb
    if verb is None or verb.lemma_ not in words("striking_verbs") or is_passive(verb):
        return
    for child in children(verb, "dobj", "dative"):
        if child != naming.token and child.i > verb.i and child.i != naming.token.i:
            goods = read_goods(scene, child.left_edge.i, naming.token.sent.end)
            if goods and not is_in(naming.token, goods):
                yield goods


def _covered_goods(scene: Scene, naming: Naming) -> Iterator[Goods]:
    """What the duty covers: "the safeguard will last a year and covers, among others, shoes and sweets"."""
    verb = naming.verb
    if verb is None or naming.token not in own_subjects(verb):
        return
    for one in [verb, *children(verb, "conj")]:
        if one.lemma_ in words("covering_verbs"):
            start = one.i + 1
            while start < one.sent.end and one.doc[start].lower_ in {
                ",",
                "among",
                "others",
                "other",
                "things",
                "to",
                "also",
            }:
                start += 1
            goods = read_goods(scene, start, one.sent.end)
            if goods:
                yield goods


def _subject_goods(scene: Scene, naming: Naming) -> Iterator[Goods]:
    """The goods that bear a duty as a subject: "Walnuts will attract 120%", "Steel is charged at 50%"."""
    verb = naming.verb
    if verb is None:
        return
    if not is_bearing(verb) and not (is_passive(verb) and verb.lemma_ in words("striking_verbs")):
        return
    for child in bearers(verb):
        if child != naming.token and not is_company(scene, child):
            goods = read_goods(scene, child.left_edge.i, max(verb.i, child.i + 1))
            if goods and not is_in(naming.token, goods):
                yield goods


def bearers(verb: Token) -> list[Token]:
    """The subject of a verb of bearing, also of one it leans on: "Mills go on paying", "goods that face duties"."""
    current = verb
    for _ in range(3):
        found = [antecedent(child) for child in current.children if child.dep_ in SUBJECTS]
        if found:
            return found
        if current.dep_ in {"relcl", "acl"}:
            return [current.head]
        if current.dep_ not in {"xcomp", "conj", "pcomp", "prep", "advcl"}:
            return []
        current = current.head
    return []


def _goods_before_which(scene: Scene, naming: Naming, beside: Sequence[Naming]) -> Iterator[Goods]:
    """'wine' in "Australian wine, on which Beijing levied tariffs of 218%"."""
    for which in naming.token.sent:
        if which.lower_ != "which" or which.i == naming.token.sent.start or which.nbor(-1).lower_ not in ON:
            continue
        after = [one for one in beside if one.token.i > which.i and not _parted(which, one.token)]
        if not after or after[0] != naming:
            continue
        end = which.i - 2 if which.nbor(-2).text == "," else which.i - 1
        goods = read_goods(scene, _start_before(scene, end), end) if end > which.sent.start else None
        if goods:
            yield goods


def _parted(one: Token, two: Token) -> bool:
    """True where a semicolon, or a second "which", stands between."""
    return any(word.text in {";", ":"} or word.lower_ == "which" for word in one.doc[one.i + 1 : two.i])


def _start_before(scene: Scene, end: int) -> int:
    """Where the list of goods begins that ends before a position: at 'cars' in "cars, nuts and wine from Chile"."""
    head = scene.doc[end - 1]
    if head.i > 1 and head.nbor(-1).lower_ in words("goods_origin_words") and head.nbor(-2).pos_ in NOUNS:
        head = head.nbor(-2)  # the parser may hang "from Chile" on the verb
    while head.dep_ in {"conj", "appos"} and head.head.pos_ in NOUNS and not _is_measured(head.head):
        head = head.head
    start = head.left_edge.i
    return start + 2 if scene.doc[start].lower_ == "among" else start  # "among them"


def _is_measured(noun: Token) -> bool:
    """True for 'list' of "a list of goods, among them wine and jeans"."""
    return any(prep.lower_ == "of" for prep in children(noun, "prep"))


def is_in(token: Token, goods: Goods) -> bool:
    """True where a word stands inside a phrase of goods."""
    return goods.start <= token.i < goods.end
