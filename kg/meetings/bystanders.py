"""Who is named in the sentence of a meeting and takes no part in it: who tells of it, whose letter is handed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kg.finding.grouping import Candidate, Group
from kg.finding.roles import Part
from kg.finding.scene import Scene
from kg.finding.triggers import Trigger, find_triggers
from kg.lexicon import words
from kg.meetings.topics import ABOUT
from kg.mentions.office import office_noun
from kg.parse.doc import Token
from kg.records import Argument, Kind, kind_of
from kg.syntax import SUBJECTS, children, governors, is_negated, is_verb, own_subjects, verb_at

_SLOT = "participant"
_WHEN = frozenset({"after", "before", "while", "as", "since", "when", "because", "although", "though", "until"})
_UNDER = frozenset({"relcl", "advcl", "pcomp", "acl"})
_BESIDE = frozenset({"conj", "ccomp", "parataxis"})  # "saw Mubarak; he is due in Tripoli as the guest of Gaddafi"
_ADDED = frozenset({"conj", "parataxis"})
_OF = frozenset({"of", "to", "from"})
_OF_OFFICE = frozenset({"of", "for"})
_IN_PHRASE = frozenset({"compound", "nmod", "amod", "poss", "pobj"})
_COMPANY = frozenset({"with", "between", "among", "alongside"})


def without_bystanders(scene: Scene, trigger: Trigger, cast: Sequence[Part]) -> Sequence[Part]:
    """The cast without those who take no part, where two sides remain; without those outside its clause always."""
    sent = [_of_sender(scene, part) for part in cast if not _is_never(scene, trigger.token, part)]
    # of two nobody can be left out
    rest = [part for part in sent if len(sent) > 2 and not _is_bystander(scene, trigger.token, part)]
    if 0 < len(rest) < len(sent) and _sides(scene, rest) > 1:
        return rest
    heads = [scene.token_in(one.span) for _, one, _ in sent]
    return [
        part for part, head in zip(sent, heads, strict=True) if head is None or not _is_outside(trigger.token, head)
    ]


def _of_sender(scene: Scene, part: Part) -> Part:
    """The part with the country in place of 'Moon' for "envoys of President Moon met Kim": he was not there himself."""
    slot, one, value = part
    head, sides = scene.token_in(one.span), scene.sides(one.key)
    if head is None or one.key in sides or not sides or head.dep_ != "pobj" or head.head.lower_ not in _OF:
        return part
    sent = head.head.head.lemma_.lower() in words("sent_nouns") and not scene.actors([head.head.head])
    return (slot, replace(one, key=sides[0], form=None), value) if sent else part


def _is_never(scene: Scene, trigger: Token, part: Part) -> bool:
    """True for 'Russia' in "Russia has not been invited", in a title ("X, minister for African Affairs"), of a war."""
    told = [scene.token_in(one.span) for one in scene.mentions_of(trigger.sent) if one.key == part[1].key]
    if any(head is not None and _is_uninvited(head) for head in told):
        return True
    head = scene.token_in(part[1].span)
    if head is None:
        return False
    if _is_impersonal(head):
        return True
    return _is_in_title(head) if kind_of(part[1].key) is not Kind.COUNTRY else _is_in_war(head)


def _is_in_war(head: Token) -> bool:
    """True for 'Iraq' in "a discussion of the Iran-Iraq war"."""
    paired = "-" in {word.text for word in head.doc[max(0, head.i - 1) : head.i + 2]}
    return paired and head.dep_ in {"compound", "nmod", "amod"} and head.head.lemma_ in words("situation_nouns")


def _is_impersonal(head: Token) -> bool:
    """True for 'it' in "discussed it with Ruiz" and "it is his turn": a matter, no state."""
    return head.lower_ == "it" and (head.dep_ not in SUBJECTS or head.head.lemma_ == "be")


def _is_uninvited(head: Token) -> bool:
    return head.dep_ == "nsubjpass" and head.head.lemma_ == "invite" and is_negated(head.head)


def _is_in_title(head: Token) -> bool:
    link = head
    for word in governors(head):
        if link.dep_ == "prep" and link.lower_ in _OF_OFFICE:
            return word.dep_ == "appos" and office_noun(word.lower_) is not None
        if link.dep_ not in _IN_PHRASE:
            return False
        link = word
    return False


def _sides(scene: Scene, cast: Sequence[Part]) -> int:
    """How many sides there are at least: persons of whom nobody knows whom they represent are one each."""
    return len({(scene.sides(one.key) or (one.key,))[0] for _, one, _ in cast})


def _is_bystander(scene: Scene, trigger: Token, part: Part) -> bool:
    """True where the sentence names the actor only as one who takes no part."""
    told = [scene.token_in(one.span) for one in scene.mentions_of(trigger.sent) if one.key == part[1].key]
    return bool(told) and all(head is not None and _is_aside(scene, trigger, head) for head in told)


def _is_aside(scene: Scene, trigger: Token, head: Token) -> bool:
    tests = (_tells, _is_told_about, _is_outside, _is_of_another_time)
    return any(test(trigger, head) for test in tests) or _is_met_elsewhere(scene, trigger, head)


def _tells(trigger: Token, head: Token) -> bool:
    """True for 'Quliyev' in "Quliyev said that the two sides would meet", not where he names himself once more."""
    teller = _teller(trigger)
    if teller is not None and (head == teller or teller in governors(head)):
        return True
    return any(word.lower_ == "according" for word in governors(head))


def _is_told_about(trigger: Token, head: Token) -> bool:
    """True for 'Iran' in "conferred for an hour, focusing on Iran", 'Issoufou' in "a message from Issoufou"."""
    link = head
    for word in governors(head):
        if word == trigger or is_verb(word) or link.lower_ in _COMPANY:
            return False
        if link.dep_ == "prep" and word.lemma_.lower() in words("message_nouns"):
            return True
        if word.dep_ == "prep" and word.lower_ in ABOUT:
            return True
        link = word
    return False


def _is_of_another_time(trigger: Token, head: Token) -> bool:
    """True for 'Paris' in "met Saakashvili a day after Paris tried to calm him": it does something else."""
    for word in governors(head):
        if word == trigger or trigger in governors(word) or word in governors(trigger):
            return False
        if is_verb(word) and word.dep_ == "advcl" and any(mark.lower_ in _WHEN for mark in word.children):
            return True
    return False


def _is_outside(trigger: Token, head: Token) -> bool:
    """True for 'Clegg' beside 'met' in "Zuckerberg, who met Macron on Friday, is sending his deputy, Clegg"."""
    verb = verb_at(trigger)
    while verb is not None and verb.dep_ == "xcomp":
        verb = verb.head  # "presidents, who are to gather"
    if verb is None or verb.dep_ != "relcl" or _tells_where(verb):
        return False
    noun = verb.head
    if any(word.lower_ == "whose" for subject in own_subjects(verb) for word in subject.children):
        return verb not in governors(head)  # "Warsame, whose minister, Elmi, held talks with Mutua"
    while noun.dep_ in {"conj", "appos", "pobj", "prep", "compound"} and noun.head.pos_ != "VERB":
        noun = noun.head
    return head != noun and noun not in governors(head)


def _is_met_elsewhere(scene: Scene, trigger: Token, head: Token) -> bool:
    """True for 'Kagame' beside 'met' in "She met Kabila after seeing Kagame", and for 'Kabila' beside 'seeing'."""
    others = {each.token.i for each in find_triggers(scene.doc, "meeting")} - {trigger.i}
    below = head
    for word in governors(head):
        if word == trigger:
            return False
        if word.i in others:
            if verb_at(word) == verb_at(trigger):
                return False
            above = word in governors(trigger)
            if above:
                return below.dep_ not in SUBJECTS and _is_clause(trigger, _BESIDE)
            return _is_clause(word, _ADDED) or _is_added(trigger, word)
        below = word
    return False


def _is_added(trigger: Token, word: Token) -> bool:
    """True for 'called' and 'talks' in "Ruiz held talks with Kuhn, and Sow called on her": who does it is told anew."""
    verb, before = verb_at(trigger), verb_at(word)
    if verb is None or before is None or verb.dep_ not in _ADDED:
        return False
    return before in governors(verb) and bool(own_subjects(verb))


def _is_clause(word: Token, beside: frozenset[str] = frozenset()) -> bool:
    """True for 'seeing' in "met Kabila after seeing Kagame": a clause of its own, not of purpose or place."""
    verb = verb_at(word)
    own = verb is not None and verb.dep_ in _UNDER | beside and verb.tag_ != "VB"
    return own and verb is not None and not _tells_where(verb)


def _tells_where(verb: Token) -> bool:
    """True for 'waits' in "see each other in Brussels, where their hostess waits"."""
    return any(child.lower_ == "where" for child in verb.children)


def _teller(trigger: Token) -> Token | None:
    """The subject of a verb of saying of which the trigger's clause is what is said."""
    below = trigger
    for word in (trigger, *governors(trigger)):
        for side in children(word, "parataxis", "ccomp", "advcl"):
            if side.lemma_ in words("speech_verbs") and trigger.i not in {each.i for each in side.subtree}:
                return next(iter(own_subjects(side)), None)
        if word.lemma_ in words("speech_verbs") and below.dep_ == "ccomp" and own_subjects(word):
            return own_subjects(word)[0]
        below = word
    return None


def without_late(scene: Scene, each: Group) -> Group:
    """The meeting without persons whom only a later sentence's "they" or "both" adds, where two were told before."""
    first = each.candidates[0].trigger.sent
    told = {value for one in each.candidates if one.trigger.sent == first for value in one.values(_SLOT)}
    if len(told) < 2:
        return each
    plurals = Counter(one.span for one in scene.cast.mentions if one.form is None)
    added = [a for one in each.candidates for a in one.arguments if a.slot == _SLOT]
    told |= {a.value for a in added if a.span is None or plurals[a.span] < 2 or kind_of(a.value) is not Kind.PERSON}
    return Group([replace(one, arguments=tuple(_of(one, told))) for one in each.candidates])


def _of(one: Candidate, told: Collection[str]) -> Iterator[Argument]:
    """What the passage says but for participants that are not among these."""
    return (each for each in one.arguments if each.slot != _SLOT or each.value in told)
