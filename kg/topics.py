"""What a meeting was about, and the larger event on whose margins it was, as noun phrases of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span as Words
from spacy.tokens import Token

from kg.annotate import span_of
from kg.belonging import belongs, hangs_on
from kg.lexicon import table, words
from kg.records import Argument, Kind, Span, kind_of
from kg.scene import Scene
from kg.syntax import children, clause_root, conjuncts, governing_verb, governors, is_verb, obliques
from kg.triggers import Trigger

_ABOUT = frozenset({"on", "about", "over", "concerning", "regarding"})
_SIDES = frozenset({"with", "between", "of", "among"})
_UNDER = frozenset({"xcomp", "advcl", "acl", "relcl", "pcomp", "prep"})  # from "to discuss" up to "met"
_LISTING = frozenset({"including", "include", "like"})
_LONGEST = 9  # words of a topic: "exemptions from the EU's carbon border levy"
_MARGIN_REACH = 4  # words between "margins" and the event: "on the margins of this week's"
_TITLE_TAGS = frozenset({"NOUN", "PROPN", "NUM", "X"})
_OPENERS = frozenset({"DET", "PRON", "PUNCT", "SPACE", "CCONJ"})


def topics(scene: Scene, trigger: Trigger) -> list[Argument]:
    """What is talked about: "talks on Syria", "met to discuss trade and defence" (two topics)."""
    found: dict[str, Argument] = {}
    for head in _talked_about(scene, trigger):
        if not belongs(scene, trigger, "meeting", head):
            continue
        for one in _listed(head):
            phrase = _phrase(one)
            if _is_topic(scene, trigger.token, one, phrase):
                text = phrase.text
                found.setdefault(text.lower(), Argument("topic", text, span_of(phrase)))
    return list(found.values())


def _talked_about(scene: Scene, trigger: Trigger) -> Iterator[Token]:
    """The nouns after "on", "about" that hang on the trigger, and those of verbs of discussing beside it."""
    token = trigger.token
    for word in token.sent:
        if word.dep_ == "prep" and word.i > token.i and _opens_topic(scene, word, trigger):
            yield from _opened(word)
        elif word.lemma_ in words("discussing_verbs") and is_verb(word) and _is_beside(word, token):
            yield from _objects(word)


def _opens_topic(scene: Scene, preposition: Token, trigger: Trigger) -> bool:
    """True for the "on" of "talks with Seoul on steel"; not of "agreed on steel", "said on Monday"."""
    token = trigger.token
    if preposition.lower_ == "of":
        return preposition.head == token and token.lemma_ in words("discussion_nouns")
    if preposition.lower_ not in _ABOUT:
        return False
    if is_verb(token) and preposition.lower_ != "about" and trigger.hints.get("frame") != "with":
        return False  # "welcomed Peru's envoy on the steps"
    if is_verb(token) and preposition.lower_ == "over":
        return False  # "met over lunch", "over two days"
    above = _past_sides(scene, preposition.head, token)
    return above == token or (above == governing_verb(token) and above.lemma_ in words("light_verbs"))


def _past_sides(scene: Scene, above: Token, trigger: Token) -> Token:
    """The trigger over the sides and times between: "talks with Kenyan officials on Friday on steel"."""
    while above != trigger and above.i > trigger.i and not is_verb(above):
        side = above.dep_ == "pobj" and above.head.lower_ in _SIDES
        if not (side or above.dep_ in {"conj", "appos"} or scene.cast.referents(above) or above.ent_type_):
            break
        above = above.head.head if above.dep_ == "pobj" else above.head
    return above


def _is_beside(verb: Token, trigger: Token) -> bool:
    """True where the verb of discussing tells of the trigger: "met to discuss", "talks that focused on"."""
    if verb == trigger:
        return True
    if verb in governors(trigger) and governing_verb(trigger) == verb:
        return True
    own = {trigger, governing_verb(trigger)}
    current = verb
    while current.dep_ in _UNDER or (current.dep_ == "conj" and not children(current, "nsubj", "nsubjpass")):
        current = current.head
        if current in own:
            return True
    return False


def _objects(verb: Token) -> Iterator[Token]:
    """What is discussed: the object, or the noun after the verb's preposition ("focused on", "go through")."""
    prepositions = {row["preposition"] for row in table("discussing_verbs") if row["word"] == verb.lemma_}
    if "-" in prepositions:
        yield from children(verb, "dobj", "nsubjpass")
        yield from (noun for how in children(verb, "ccomp", "xcomp") for noun in children(how, "dobj"))
        if verb.dep_ in {"relcl", "acl"} and verb.tag_ == "VBN":
            yield verb.head
    for word in children(verb, "prep", "prt"):
        if word.lower_ in prepositions:
            yield from _opened(word)


def _opened(preposition: Token) -> Iterator[Token]:
    """The noun after the preposition, or after a verb there: 'arsenals' in "talks on cutting nuclear arsenals"."""
    yield from children(preposition, "pobj")
    for verb in children(preposition, "pcomp"):
        yield from children(verb, "dobj")


def _listed(head: Token) -> list[Token]:
    """The topics of a coordination, or those named after "issues including"."""
    heads = conjuncts(head)
    for word in head.subtree:
        if word.i > head.i and word.dep_ == "prep" and word.lower_ in _LISTING:
            return [one for first in children(word, "pobj") for one in conjuncts(first)]
    return heads


def _phrase(head: Token) -> Words:
    """The noun phrase without determiners before and clauses, times and further topics behind it."""
    doc = head.doc
    start, end = _left(head), head.i + 1
    for child in sorted(head.rights, key=lambda word: word.i):
        if child.dep_ == "prep" and child.i == end and _is_kept(head, child):
            end = _right(child)
        elif child.dep_ == "case" or child.text == '"':
            continue
        else:
            break
    return doc[start:end]


def _left(head: Token) -> int:
    start = head.i
    for child in sorted(head.lefts, key=lambda word: -word.i):
        if child.dep_ in {"det", "predet", "punct", "cc", "preconj", "prep", "relcl", "advmod"} or child.pos_ in {
            "PRON",
            "SPACE",
        }:
            break
        start = child.left_edge.i
    while start < head.i and head.doc[start].pos_ in _OPENERS:
        start += 1
    return start


def _is_kept(head: Token, preposition: Token) -> bool:
    """True where what follows is part of the topic: "war in Afghanistan", "tax on sweets", not "trade in Geneva"."""
    inner = children(preposition, "pobj")
    if not inner or inner[0].ent_type_ in {"DATE", "TIME"}:
        return False
    if preposition.lower_ in {"in", "at", "inside"}:
        return head.lemma_.lower() in words("situation_nouns")
    return preposition.lower_ in words("topic_links")


def _right(preposition: Token) -> int:
    """Where the noun phrase after the preposition ends, its own "of" included."""
    inner = children(preposition, "pobj")[0]
    end = inner.i + 1
    for one in conjuncts(inner)[1:]:
        if one.i - end <= 3:  # "the salaries of teachers and nurses"
            end = one.i + 1
    for child in inner.rights:
        if child.dep_ == "prep" and child.i == end and child.lower_ == "of" and children(child, "pobj"):
            end = children(child, "pobj")[0].i + 1
    return end


def _is_topic(scene: Scene, trigger: Token, head: Token, phrase: Words) -> bool:
    """False for times, people, places of the meeting, empty words, and what stands in a quotation apart from it."""
    if head.pos_ not in {"NOUN", "PROPN", "X"} or head.ent_type_ in {"DATE", "TIME", "PERSON"} or head == trigger:
        return False
    if _is_void(head, phrase) or not 0 < len(phrase) <= _LONGEST or trigger in phrase:
        return False
    span = span_of(phrase)
    if any(time.span.overlaps(span_of(head)) for time in scene.times_in(trigger.sent)):
        return False
    if any(kind_of(m.key) is Kind.PERSON for m in scene.cast.referents(head)):
        return False
    return _quoted(head) == _quoted(trigger)


def _is_void(head: Token, phrase: Words) -> bool:
    """True for a noun that is no topic ("on Tuesday's visit"), or none without a word of its own ("the issues")."""
    rows = [row for row in table("topic_voids") if row["word"] == head.lemma_.lower()]
    return any(row["kind"] == "always" or len(phrase) == 1 for row in rows)


def _quoted(token: Token) -> bool:
    """True inside a quotation of the paragraph."""
    text = token.doc.text
    return text.count('"', text.rfind("\n", 0, token.idx) + 1, token.idx) % 2 == 1


def occasion(scene: Scene, trigger: Trigger) -> list[Argument]:
    """The larger event around the meeting: "on the sidelines of the G20 summit", "met at a Rio Group summit"."""
    for head in _around(scene, trigger):
        phrase = _event_name(head)
        if trigger.token not in phrase and _is_larger(phrase) and not _is_of_people(scene, head):
            return [Argument("occasion", phrase.text, span_of(phrase))]
    return []


def _around(scene: Scene, trigger: Trigger) -> Iterator[Token]:
    """The nouns of events at whose margins the sentence says it was; then those of "at", "during" at the trigger."""
    token = trigger.token
    for word in token.sent:
        if word.lemma_.lower() in words("margin_nouns") or _is_day_of(word):
            yield from obliques(word, "of", "to")
    for word in token.sent:
        if word.dep_ == "prep" and word.lower_ in {"at", "during"} and hangs_on(token, word):
            if belongs(scene, trigger, "meeting", word):
                yield from filter(_is_gathering, children(word, "pobj"))
    clause = clause_root(token)
    if clause.dep_ == "relcl" and any(child.lower_ == "where" for child in clause.children):
        yield from filter(_is_gathering, [clause.head])


def _is_day_of(word: Token) -> bool:
    """True for 'day' in "on the first day of the summit"."""
    return word.lemma_ == "day" and any(child.lower_ in words("day_orders") for child in word.children)


def _is_gathering(noun: Token) -> bool:
    return noun.lemma_.lower() in words("occasion_nouns") or _is_club(noun)


def _is_of_people(scene: Scene, head: Token) -> bool:
    """True for "a summit of Biden and Xi": the meeting itself, not a larger event."""
    found = [mention for noun in obliques(head, "of", "between", "with") for mention in scene.cast.referents(noun)]
    return any(kind_of(mention.key) is Kind.PERSON for mention in found)


def _event_name(head: Token) -> Words:
    """The event's noun phrase without determiner; "the Summit of the Americas" whole, "in Osaka" left off."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.i == end and child.lower_ == "of":
            end = max((word.i + 1 for noun in children(child, "pobj") for word in [noun]), default=end)
    return head.doc[_left(head) : end]


def _is_club(noun: Token) -> bool:
    """True for the name of a club of states or of its gatherings: "at the G7", "at APEC"."""
    return noun.lower_ in words("summit_clubs")


def _is_larger(phrase: Words) -> bool:
    """True where the phrase says which event it is, by a name or a word of its own: not "the meeting", "a summit"."""
    return any(
        word.pos_ in {"PROPN", "NUM"} or word.pos_ in {"ADJ", "NOUN"} for word in phrase if word != phrase.root
    ) or _is_club(phrase.root)
