"""Times in a duty's sentence that are none of its days: those of a meeting, another rate, a person, a decision."""

from __future__ import annotations

from collections.abc import Sequence

from kg.finding.scene import Scene
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import governors, is_verb
from kg.tariffs.naming import Naming
from kg.times import TimeMention

_REACH = 12  # words from a meeting to its day: "a meeting of the two countries' ministers in Darwin on"


def is_elsewhere(scene: Scene, time: TimeMention, naming: Naming, beside: Sequence[Naming]) -> bool:
    """True for a time of something else than the duty that is named; `beside` are all the namings of its sentence."""
    if naming.is_only_cause and scene.token_in(time.span) not in naming.token.subtree:
        return True
    if is_of_meeting(scene, time) or scene.is_of_another(time, naming.token) or is_of_decision(scene, time):
        return True
    return is_of_another_rate(scene, time, naming) or is_of_clause_on(scene, time, naming, beside)


def is_of_meeting(scene: Scene, time: TimeMention) -> bool:
    """True for the day of "ahead of a meeting of ministers in Darwin on March 22"."""
    first = scene.doc.char_span(time.span.start, time.span.end)
    for word in reversed(scene.doc[max(first.sent.start, first.start - _REACH) : first.start]) if first else ():
        if is_verb(word) or word.text in {",", ";", ":"}:
            return False
        if word.lemma_.lower() in words("meeting_nouns"):
            return True
    return False


def is_of_another_rate(scene: Scene, time: TimeMention, naming: Naming) -> bool:
    """True for the day of "a 20% tariff, well below the 46% that he announced in April"."""
    token = scene.token_in(time.span)
    verb = next((up for up in governors(token) if is_verb(up)), None) if token is not None else None
    if verb is None or verb.dep_ != "relcl" or naming.sort != "noun":
        return False
    rate = verb.head
    is_rate = rate.ent_type_ == "PERCENT" or rate.lower_ in {"cent", "percent", "%"}
    return is_rate and rate.i > naming.token.i and rate.head.head != naming.token  # "a tariff of 25 percent that"


def is_of_clause_on(scene: Scene, time: TimeMention, naming: Naming, beside: Sequence[Naming]) -> bool:
    """True for the day of "in reply to Ankara's charge, which has applied since Monday": it is the charge's."""
    others = {one.token for one in beside if one.sort in {"noun", "elided", "rate"}} - {naming.token}
    head, is_clause = scene.token_in(time.span), False
    for word in governors(head) if head is not None else ():
        if word == naming.token or word == naming.verb:
            return False
        if (is_clause and word in others) or (_is_of_person(word) and naming.token not in word.subtree):
            return True  # "at the request of Prime Minister X, with whom he spoke on Saturday"
        is_clause = is_clause or word.dep_ in {"relcl", "acl"}
    return False


def _is_of_person(clause: Token) -> bool:
    """True for 'spoke' in "X, with whom he spoke on Saturday", "X, who sat next to him on Monday"."""
    return clause.dep_ == "relcl" and any(word.lower_ in {"who", "whom"} for word in clause.subtree)


def is_of_decision(scene: Scene, time: TimeMention) -> bool:
    """True for the day of "is studying a tariff and would decide by mid-August": none of the duty's."""
    head = scene.token_in(time.span)
    verb = next((up for up in governors(head) if is_verb(up)), None) if head is not None else None
    return time.role == "by" and verb is not None and verb.lemma_ in words("announcing_verbs")
