"""What a meeting was about, as noun phrases of the text: "talks on Syria", "met to discuss trade and defence"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.annotate import span_of
from kg.finding.noun_phrases import topic_phrase
from kg.finding.scene import Scene
from kg.finding.triggers import Trigger, find_triggers
from kg.lexicon import table, words
from kg.parse.doc import Token, Words
from kg.records import Argument, Kind, kind_of
from kg.syntax import children, conjuncts, governing_verb, is_negated, is_verb

ABOUT = frozenset({"on", "about", "over", "concerning", "regarding"})
_SIDES = frozenset({"with", "between", "of", "among"})
_UNDER = frozenset({"xcomp", "advcl", "acl", "relcl", "pcomp", "prep"})  # from "to discuss" up to "met"
_LISTING = frozenset({"including", "include", "like"})
_COMPANY = frozenset({"with", "between"})
_NO_TOPICS = frozenset({"DATE", "TIME", "PERSON", "PERCENT", "ORDINAL", "CARDINAL"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "nsubj"})
_LONGEST = 9  # words of a topic: "exemptions from the EU's carbon border levy"


def topics(scene: Scene, trigger: Trigger) -> list[Argument]:
    """What is talked about: "talks on Syria", "met to discuss trade and defence" (two topics)."""
    heads = [head for head in _talked_about(scene, trigger) if head.lemma_.lower() not in words("margin_nouns")]
    # "on the sidelines of the forum, which brings together partners including Russia" is no topic
    return as_topics(scene, trigger.token, heads)


def as_topics(scene: Scene, trigger: Token, heads: Iterable[Token]) -> list[Argument]:
    """The topics that these nouns name, each with what is listed beside it."""
    found: dict[str, Argument] = {}
    for head in heads:
        for one in _listed(head):
            phrase = _without_persons(scene, one, topic_phrase(one))
            if _is_topic(scene, trigger, one, phrase) and not _is_void(one, phrase, after=head.dep_):
                found.setdefault(phrase.text.lower(), Argument("topic", phrase.text, span_of(phrase)))
    return list(found.values())


def meetings_in(scene: Scene, sentence: Words) -> frozenset[int]:
    """Where the words for meetings stand in a sentence."""
    return scene.once(_meetings, sentence)


def _meetings(scene: Scene, sentence: Words) -> frozenset[int]:
    return frozenset(each.token.i for each in find_triggers(scene.doc, "meeting") if each.token in sentence)


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
    if preposition.lower_ not in ABOUT:
        return False
    if is_verb(token) and preposition.lower_ != "about" and trigger.hints.get("frame") != "with":
        return False  # "welcomed Peru's envoy on the steps"
    if is_verb(token) and (preposition.lower_ == "over" or _is_where(scene, preposition)):
        return False  # "met over lunch", "over two days", "sat on the Black Sea"
    above = _past_sides(scene, preposition.head, token)
    return above == token or (above == governing_verb(token) and above.lemma_ in words("light_verbs"))


def _is_where(scene: Scene, preposition: Token) -> bool:
    return preposition.lower_ == "on" and any(scene.cast.places(noun) for noun in children(preposition, "pobj"))


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
    if governing_verb(trigger) == verb and (not is_verb(trigger) or trigger.dep_ == "relcl" or trigger.tag_ == "VBG"):
        return True  # "talks will focus on", "the leaders, who spoke for an hour, reviewed"
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


def _is_topic(scene: Scene, trigger: Token, head: Token, phrase: Words) -> bool:
    """False for times, people, places of the meeting, empty words, and what stands in a quotation apart from it."""
    if head.pos_ not in {"NOUN", "PROPN", "X"} or head.ent_type_ in _NO_TOPICS or head == trigger:
        return False
    if is_negated(head) or not 0 < len(phrase) <= _LONGEST or trigger in phrase or _is_truce(scene, head):
        return False
    if any(time.span.overlaps(span_of(head)) for time in scene.times_in(trigger.sent)):
        return False
    if head.i in meetings_in(scene, head.sent) or (_is_somebody(scene, head) and not _is_case(scene, head)):
        return False
    return _quoted(head) == _quoted(trigger)


def _without_persons(scene: Scene, head: Token, phrase: Words) -> Words:
    """The phrase up to the people with whom it is discussed: 'dairy' of "will discuss dairy with Minister X"."""
    for word in phrase:
        if word.i > head.i and word.lower_ in _COMPANY and any(_is_somebody(scene, n) for n in children(word, "pobj")):
            return phrase.doc[phrase.start : word.i]
    return phrase


def _is_somebody(scene: Scene, noun: Token) -> bool:
    """True for a name or an office: 'X' in "with Minister X", 'ministers' in "between the two ministers"."""
    people = any(kind_of(m.key) is Kind.PERSON for m in scene.cast.referents(noun))
    return people or noun.ent_type_ == "PERSON" or noun.lemma_.lower() in words("titles")


def _is_case(scene: Scene, head: Token) -> bool:
    """True for somebody of whom they talk: 'pastor' in "talks over a detained pastor"; no name."""
    return head.dep_ == "pobj" and not any(kind_of(m.key) is Kind.PERSON for m in scene.cast.referents(head))


def _is_truce(scene: Scene, head: Token) -> bool:
    """True for what is an event itself: "talks on a longer truce"."""
    return head.i in scene.once(_truces, head.sent)


def _truces(scene: Scene, sentence: Words) -> frozenset[int]:
    return frozenset(each.token.i for each in find_triggers(scene.doc, "ceasefire") if each.token in sentence)


def _is_void(head: Token, phrase: Words, *, after: str) -> bool:
    """True for a noun that is no topic ("on Tuesday's visit"), or none without a word of its own ("the issues").

    The object of a verb of discussing is one wherever it has words of its own: "discussed the return of refugees".
    """
    rows = [row for row in table("topic_voids") if row["word"] == head.lemma_.lower()]
    is_plain = len(phrase) == 1 or phrase[0].lower_ == "same"  # "spoke to him on the same subject by phone"
    return any(is_plain or (row["kind"] == "always" and after not in _OBJECTS) for row in rows)


def _quoted(token: Token) -> bool:
    """True inside a quotation of the paragraph."""
    text = token.doc.text
    return text.count('"', text.rfind("\n", 0, token.idx) + 1, token.idx) % 2 == 1
