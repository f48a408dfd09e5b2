"""Which stage of a truce a time tells: agreed, begun or over, by the word that the time hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.finding.scene import Scene
from kg.lexicon import table, words
from kg.parse.doc import Token
from kg.records import Argument
from kg.syntax import auxiliaries, children, governors, is_negated, is_verb
from kg.times import TimeMention

_BY_ROLE = {"until": "endDate", "since": "startDate", "from": "startDate"}
_BACK = 7  # words from a time back to the verb: "came into force at 08:00 on Tuesday"
_LIGHT = frozenset({"take", "come", "go", "enter"})
_DAY = len("2025-07-11")
_UP = 4  # words above a time that are asked


def stage_rules(head: Token, first: Token, role: str) -> list[str]:
    """The slot that plain rules give to a time, as names of features: `rule=endDate` for "until Monday"."""
    above = next((slot for word in list(governors(head))[:_UP] if (slot := _slot(word))), None)
    behind = next((slot for word in _before(first) if (slot := _slot(word))), None)
    rule = _BY_ROLE.get(role) or behind or above
    found = [f"above={above}", f"behind={behind}", f"above={above}&behind={behind}&role={role}"]
    if above is not None and above == behind:
        found.append(f"both={above}")
    return [*found, f"rule={rule}"] if rule else found


def days_told(scene: Scene, truce: Token) -> list[Argument]:
    """The days that are surely the truce's: "the truce, signed on Monday, collapsed on Friday"."""
    found = []
    for verb, relation in _verbs_of(truce):
        slot = _stage(verb, relation)
        days = [time for time in scene.times_in(truce.sent) if slot and _hangs_on(scene, time, verb)]
        if slot and days and not is_negated(verb):
            found.append(Argument(slot, days[0].start, days[0].span))
    times = scene.times_in(truce.sent)
    found += [each for time in times for each in _counted_to_it(scene, time)]
    found += [Argument("startDate", time.start, time.span) for time in times if _is_set_for(scene, time, truce)]
    found += [Argument("startDate", time.start, time.span) for time in times if _is_kept_since(scene, time, truce)]
    found += [Argument("endDate", time.start, time.span) for time in times if _is_kept_until(scene, time, truce)]
    return found if any(each.slot == "announcedDate" for each in found) else [*found, *_told_on(scene, truce)]


def days_of_it(scene: Scene, subject: Token) -> list[Argument]:
    """The days of a truce told before that "it" or "the arrangement" stands for: "It was due to expire on Monday"."""
    verb, relation = subject.head, "done" if subject.dep_ == "nsubjpass" else "does"
    while verb is not None and (inner := next(iter(children(verb, "xcomp", "acomp")), None)) is not None:
        verb, relation = inner, "done" if children(inner, "auxpass") else "does"
    slot, found = _stage(verb, relation), []
    for time in scene.times_in(subject.sent) if not is_negated(verb) else ():
        ends = time.role == "until" and verb.lemma_ in words("lasting_verbs")
        if ends or (slot is not None and _hangs_on(scene, time, verb)):
            found.append(Argument("endDate" if ends else slot or "", time.start, time.span))
    return found[:1]


def _stage(verb: Token, relation: str) -> str | None:
    """The stage that a verb tells of: 'startDate' for "came into force", None for "came apart", "took place"."""
    hung = {child.lower_ for child in verb.children}
    if verb.lemma_ in _LIGHT and not hung & {"into", "in", "effect", "hold", "force"}:
        return None
    forms = [*(f"{verb.lemma_} {child.lower_}" for child in children(verb, "prt")), verb.lemma_]  # "was called off"
    return next((slot for form in forms if (slot := _verbs().get((form, relation)))), None)


@cache
def _verbs() -> Mapping[tuple[str, str], str]:
    return {(row["word"], row["relation"]): row["slot"] for row in table("truce_verbs")}


def _verbs_of(truce: Token) -> list[tuple[Token, str]]:
    """What a truce does, and what is done to it: 'signed' in "the truce signed on Monday"."""
    above = {"nsubj": "does", "nsubjpass": "done"}.get(truce.dep_)
    if truce.dep_ == "dobj" and _stage(truce.head, "done") == "endDate":  # "renounced the truce in November"
        above = "done"
    over = [(truce.head, above)] if above and is_verb(truce.head) else []
    over += [(each, "done") for each in children(truce, "acl") if each.tag_ == "VBN"]
    return over + [(each, _part_of(each)) for each in children(truce, "relcl")]


def _part_of(clause: Token) -> str:
    """What the truce does or suffers in a clause of its own: "that took effect on Monday", "that they signed"."""
    return "does" if any(child.tag_ in {"WDT", "WP"} for child in children(clause, "nsubj")) else "done"


def _hangs_on(scene: Scene, time: TimeMention, verb: Token) -> bool:
    """True for a day behind the verb and below no other; "until Friday" is the model's to tell.

    "Three days after it was signed" stands before its verb, "Monday" in "Chad on Monday ended it" between it and Chad.
    """
    behind = time.outward or time.span.start > verb.idx or _is_right_before(time, verb)
    return _nearest(scene, time) == verb and behind and time.role not in {*_BY_ROLE, "for"}


def _is_right_before(time: TimeMention, verb: Token) -> bool:
    """True for 'Monday' in "Chad on Monday ended it"; not in "The truce, announced on Monday, ended"."""
    doers = children(verb, "nsubj", "nsubjpass")
    between = [word for doer in doers for word in verb.doc[doer.i + 1 : verb.i]]
    return time.role == "on" and bool(between) and between[0].lower_ == "on" and between[-1].idx < time.span.end


def _nearest(scene: Scene, time: TimeMention) -> Token | None:
    """The verb that a time hangs on."""
    head = scene.token_in(time.span)
    return next((word for word in governors(head) if is_verb(word)), None) if head is not None else None


def _counted_to_it(scene: Scene, time: TimeMention) -> list[Argument]:
    """The stage of "broke the truce, a day after it took effect", "three days after it was signed"."""
    verb = _nearest(scene, time) if time.outward else None
    it = next((each for each in children(verb, "nsubj", "nsubjpass") if each.lower_ == "it"), None) if verb else None
    slot = _stage(verb, "done" if it.dep_ == "nsubjpass" else "does") if verb is not None and it is not None else None
    return [Argument(slot, time.start, time.span)] if slot is not None else []


def _is_set_for(scene: Scene, time: TimeMention, truce: Token) -> bool:
    """True for the day of "a truce for June 2", "a halt announced for March 1"; not for "called for last Monday"."""
    head = scene.token_in(time.span)
    if time.role != "for" or head is None or len(time.start) < _DAY:
        return False
    lead = next((word for word in governors(head) if word.dep_ == "prep"), None)
    if lead is None or lead.lower_ != "for" or lead.nbor(-1).lemma_ == "call":
        return False
    is_asked = _is_agreeing(lead.head) or lead.head.lemma_ in words("offering_verbs")
    return lead.head == truce or (is_asked and truce in _said_of(lead.head))


def _said_of(verb: Token) -> list[Token]:
    """What a verb is said of: its subject in the passive, its object, and the noun that it describes."""
    return [*children(verb, "nsubjpass", "dobj"), verb.head]


def _is_kept_since(scene: Scene, time: TimeMention, truce: Token) -> bool:
    """True for "a truce that has been in place since 1991": it lasts, so it began then."""
    verb = _nearest(scene, time)
    own = any(verb == each and relation == "does" for each, relation in _verbs_of(truce))
    if verb is None or not own or time.role != "since" or verb.lemma_ not in words("keeping_on_verbs"):
        return False
    return verb.lemma_ != "be" or any(child.lower_ == "in" for child in children(verb, "prep"))


def _is_kept_until(scene: Scene, time: TimeMention, truce: Token) -> bool:
    """True for "a pact that runs to November 8", "the truce was prolonged until March"."""
    verb = _nearest(scene, time)
    own = verb is not None and any(verb == each for each, _ in _verbs_of(truce))
    if verb is None or not own or time.role != "until" or is_negated(verb):
        return False
    return verb.lemma_ in words("lasting_verbs") | words("extending_verbs")


def _told_on(scene: Scene, truce: Token) -> list[Argument]:
    """The day on which it is said that a truce has been agreed: "have agreed to a truce, Qatar said on Monday"."""
    verb = _agreeing(truce)
    if verb is None or verb.dep_ not in {"ccomp", "parataxis"} or verb.head.lemma_ not in words("speech_verbs"):
        return []
    days = [time for time in scene.times_in(truce.sent) if _hangs_on(scene, time, verb.head) and time.role == "on"]
    found = [time for time in days[:1] if len(time.start) == _DAY]
    return [Argument("announcedDate", time.start, time.span, inferred=True) for time in found]


def _agreeing(truce: Token) -> Token | None:
    """The verb that tells as news that the sides agree: "have agreed to a truce", "will stop shooting"."""
    verb = truce if is_verb(truce) else next((word for word in governors(truce) if is_verb(word)), None)
    while verb is not None and verb.dep_ == "xcomp" and is_verb(truce):
        verb = verb.head
    if verb is None or is_negated(verb) or not (is_verb(truce) or _is_agreeing(verb)):
        return None
    return verb if {"have", "has", "will", "'ve"} & set(auxiliaries(verb)) else None


def _is_agreeing(verb: Token) -> bool:
    return _verbs().get((verb.lemma_, "done")) == "announcedDate"


def _before(first: Token) -> list[Token]:
    """The words before a time, nearest first, back to the clause's first word or a comma that cuts it off."""
    found = []
    for word in reversed(first.doc[max(first.sent.start, first.i - _BACK) : first.i]):
        if word.text in {";", ":", ","}:
            break
        found.append(word)
    return found


@cache
def _stages() -> Mapping[str, str]:
    return {row["word"]: row["slot"] for row in table("truce_stages")}


def _slot(word: Token) -> str | None:
    return _stages().get(word.lemma_.lower()) or _stages().get(word.lower_)
