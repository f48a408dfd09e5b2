"""What a duty falls on: the goods and the countries they come from, read word by word from where they begin."""

from __future__ import annotations

from dataclasses import dataclass

from kg.annotate import span_of
from kg.finding.scene import Scene
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Kind, Mention, Span, kind_of
from kg.syntax import SUBJECTS
from kg.tariffs.states import states_at

_REACH = 7  # words between "made" and the country: "brought in overland by lorry from Benin"
_LISTING = frozenset({",", "and", "or", "&", "plus", "nor"})
_SUCH = frozenset({"including", "like", "such", "as", "notably", "namely", "covering"})
_AMONG = frozenset({"among", "them"})
_SAME = frozenset({"those", "ones", "that"})  # the goods named before: "19% on those from Serbia"
NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Goods:
    """A phrase of goods: "Brazilian footwear and textiles" has two items and the origin Brazil.

    `start` and `end` are positions of words in the doc, the end not included. `is_same` is True for "those from
    Serbia".
    """

    items: tuple[Span, ...]
    origins: tuple[Mention, ...]
    start: int
    end: int
    is_same: bool = False

    def __bool__(self) -> bool:
        """True where goods or a country are named."""
        return bool(self.items or self.origins)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One member of a list of goods, up to its last word."""

    item: Span | None
    origins: tuple[Mention, ...]
    end: int
    is_generic: bool = False
    is_same: bool = False


def read_goods(scene: Scene, start: int, end: int | None = None) -> Goods:
    """The goods named from the word at `start` on, at most to `end`: "Turkish steel, rice and cars made in Togo"."""
    stop = end if end is not None else scene.doc[start].sent.end
    items: list[Span] = []
    origins: list[Mention] = []
    position, first, same = start, True, False
    while position < stop:
        piece = _piece(scene, position, stop)
        if piece is None or (not first and not _continues(scene, position, piece)):
            break
        items += [piece.item] if piece.item else []
        origins += piece.origins
        first, same = False, same or piece.is_same
        position = _next_piece(scene, piece, stop)
        if position < 0:
            return Goods(tuple(items), _once(origins), start, piece.end, same)
    return Goods(tuple(items), _once(origins), start, max(start, min(position, stop)), same)


def _once(mentions: list[Mention]) -> tuple[Mention, ...]:
    return tuple({one.key: one for one in reversed(mentions)}[key] for key in dict.fromkeys(m.key for m in mentions))


def _next_piece(scene: Scene, piece: _Piece, stop: int) -> int:
    """Where the next member of the list begins, -1 where there is none."""
    doc, position = scene.doc, piece.end
    if position >= stop:
        return -1
    if piece.is_generic and _leads_on(scene, position):
        while position < stop and (doc[position].lower_ in _SUCH | _AMONG or doc[position].text in ",:"):
            position += 1
        return position
    if doc[position].lower_ not in _LISTING:
        return -1
    while position < stop and (doc[position].lower_ in _LISTING or doc[position].lower_ in {"also", "even", "then"}):
        position += 1
    return position if position < stop else -1


def _leads_on(scene: Scene, position: int) -> bool:
    """True at "such as", "including", ", among them": the goods follow their class."""
    doc = scene.doc
    if [token.lower_ for token in doc[position : position + 3]] == [",", "among", "them"]:
        return True
    near = [token.lower_ for token in doc[position : position + 2]]
    return bool(near) and (near[0] in _SUCH or (near[0] in {",", ":"} and near[-1] in _SUCH))


def _continues(scene: Scene, position: int, piece: _Piece) -> bool:
    """True where the words after a comma or "and" are one more of the goods, not a new clause or a new rate."""
    doc = scene.doc
    head = doc[piece.end - 1]
    for token in doc[position : piece.end]:
        if token.dep_ in SUBJECTS and token.head.i >= piece.end:
            return False
    if (
        doc[position].lower_ in {"a", "an", "the", "his", "her", "their", "this", "that"}
        and doc[position - 1].text == ","
    ):
        return False
    following = doc[piece.end] if piece.end < len(doc) else None
    is_finite = following is not None and following.tag_ in {"VBD", "VBZ", "VBP", "MD"}
    if is_finite and head.dep_ != "conj":
        return False
    if doc[position - 1].text == "," and following is not None:
        return (
            following.lower_ in _LISTING
            or head.dep_ == "conj"
            or any(t.dep_ == "conj" for t in doc[position : piece.end])
        )
    return True


def _piece(scene: Scene, position: int, stop: int) -> _Piece | None:
    """One member: its own words, without what comes before them, and the country it comes from."""
    position, origins = _skip_openers(scene, position, stop)
    if scene.doc[position:stop] and scene.doc[position].lower_ in _SAME:
        more, after = _origin_after(scene, position + 1, stop)
        return _Piece(None, (*origins, *more), after, is_same=True) if origins or more else None
    end = position
    while end < stop and _is_content(scene, end, position):
        end += 1
    while end > position and scene.doc[end - 1].pos_ not in NOUNS and not scene.doc[end - 1].tag_.startswith("N"):
        end -= 1
    if end == position:
        more, after = _origin_after(scene, end, stop)  # "on anything from Pakistan"
        return _Piece(None, (*origins, *more), after) if origins or more else None
    head = scene.doc[end - 1]
    words_of = [token for token in scene.doc[position:end] if token.pos_ != "PUNCT"]
    generic = head.lemma_.lower() in words("generic_goods") or head.lower_ in words("generic_goods")
    item = None if generic and not _has_kind(words_of[:-1]) else Span(scene.doc[position].idx, head.idx + len(head))
    more, after = _origin_after(scene, end, stop, is_maker=generic and item is None)
    return _Piece(item, (*origins, *more), after, is_generic=generic)


def _has_kind(before: list[Token]) -> bool:
    """True where words before a general noun name goods: "steel products", not "other imported goods"."""
    kinds = [token for token in before if token.pos_ in NOUNS and token.lower_ not in words("generic_goods")]
    return bool(kinds) or any(token.lower_ in words("goods_sectors") for token in before)


def _skip_openers(scene: Scene, position: int, stop: int) -> tuple[int, list[Mention]]:
    """The first word of the goods themselves, and the countries passed on the way: "the 28 Turkish" steel."""
    doc = scene.doc
    origins: list[Mention] = []
    while position < stop:
        token = doc[position]
        found = states_at(scene, token)
        if position + 1 < stop and _is_measure(token, doc[position + 1]):
            position += 2
        elif (token.lower_ == "own" or _is_opener(token)) and not _is_hyphened(token):
            position += 1
        elif token.tag_ == "PRP$" or (found and token.pos_ != "PRON"):
            origins += found
            position += 3 if found and _is_made_in(scene, position + 1, stop) else 1
        else:
            break
    return position, origins


def _is_hyphened(token: Token) -> bool:
    """True for the first part of "three-wheelers"."""
    last = len(token.doc) - 1
    return token.like_num and token.i + 2 <= last and token.nbor(1).text == "-" and token.nbor(2).pos_ in NOUNS


def _is_made_in(scene: Scene, position: int, stop: int) -> bool:
    """True at "-made" of "Chinese-made cars"."""
    return position + 1 < stop and scene.doc[position].text == "-" and scene.doc[position + 1].tag_ == "VBN"


def _is_opener(token: Token) -> bool:
    if token.text == "%" or token.lower_ in {"percent", "per"}:
        return False
    if token.lower_ == "no":
        return False
    return (
        token.pos_ in {"DET", "NUM", "SYM"}
        or token.text in {"$", "'s", "'", '"', "€", "£"}
        or token.like_num
        or token.text[0].isdigit()
        or token.lower_ in words("goods_openers")
        or token.lower_ in {"billion", "million", "m", "bn"}
        or (token.lower_ == "imported")
    )


def _is_measure(token: Token, following: Token) -> bool:
    """True for "bottles" of "bottles of wine", "eight" of "eight of ASEAN's members"."""
    return following.lower_ == "of" and (token.like_num or token.lemma_.lower() in words("goods_measures"))


def _is_content(scene: Scene, position: int, start: int) -> bool:
    """True for a word that is part of the name of goods: "hot", "-", "rolled", "steel"."""
    token = scene.doc[position]
    if states_at(scene, token) or _in_time(scene, token) or token.text == "%":
        return False
    if any(kind_of(one.key) is Kind.PERSON for one in scene.cast.referents(token)):
        return False
    if token.text == "-":
        return position > start
    if token.pos_ in {"NOUN", "PROPN"}:
        return token.lower_ not in {"percent", "per", "cent"}
    after = scene.doc[position + 1] if position + 1 < len(scene.doc) else None
    named = after is not None and (after.pos_ in {"NOUN", "PROPN", "ADJ"} or after.text == "-")
    if token.pos_ == "ADV" and after is not None and after.text == "-":  # "hot-rolled steel"
        return True
    if token.pos_ == "ADJ" or token.tag_ in {"VBN", "VBG"}:
        joined = position > start and scene.doc[position - 1].text == "-"
        if scene.doc[position - 1].pos_ in NOUNS and position > start:
            return _is_between(token)
        return joined or (named and (token.pos_ == "ADJ" or token.dep_ in {"amod", "compound", "nmod", "npadvmod"}))
    return False


def _is_between(token: Token) -> bool:
    """True for 'spare' in "vehicle spare parts": the noun before it leans on the one behind it."""
    head = token.head
    return token.dep_ == "amod" and head.i > token.i and token.nbor(-1).head == head


def _in_time(scene: Scene, token: Token) -> bool:
    return any(time.span.overlaps(span_of(token)) for time in scene.times)


def _origin_after(scene: Scene, position: int, stop: int, *, is_maker: bool = False) -> tuple[list[Mention], int]:
    """The countries after the goods ("made in Kenya", "from Benin and Togo") and where the phrase ends then.

    After a maker "in" leads to its country as well: "mills in India".
    """
    doc = scene.doc
    if position >= stop or not (
        doc[position].lower_ in words("goods_origin_words") or (is_maker and doc[position].lower_ == "in")
    ):
        return [], position
    for index in range(position + 1, min(stop, position + _REACH)):
        token = doc[index]
        if token.text in ",.;:" or (token.pos_ in {"VERB", "AUX"} and token.tag_ in {"VBD", "VBZ", "VBP"}):
            return [], position
        if _origin_states(scene, token):
            return _listed_states(scene, index, stop)
    return [], position


def _listed_states(scene: Scene, position: int, stop: int) -> tuple[list[Mention], int]:
    """The countries of a list that begins here: "Benin, Togo and the Ivory Coast"."""
    doc = scene.doc
    found: list[Mention] = []
    end = position
    while position < stop:
        token = doc[position]
        here = _origin_states(scene, token)
        if here and not (token.dep_ in SUBJECTS and token.head.i > position):
            found += here
            end = position + 1
        elif token.lower_ not in _LISTING and token.pos_ not in {"DET", "PART"}:
            break
        position += 1
    return found, end


def _origin_states(scene: Scene, token: Token) -> list[Mention]:
    """The states that a word names as where goods come from; "from its neighbour" is not from itself."""
    is_own = token.tag_ == "PRP$" or any(child.tag_ == "PRP$" for child in token.children)
    return [] if is_own else states_at(scene, token)
