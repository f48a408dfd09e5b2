"""How long: the length of a meeting or truce among the amounts of time in a sentence.

"after four days of fighting", "two hours' drive", "within a week" are lengths of something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from kg.amounts import Amount, in_days, in_minutes
from kg.annotate import span_of
from kg.finding.belonging import hangs_on
from kg.finding.scene import Scene
from kg.finding.triggers import Trigger
from kg.lexicon import words
from kg.parse.doc import Token, Words
from kg.records import Argument
from kg.syntax import governing_verb, governors, is_verb, own_subjects

_NOUN_PHRASE = 6  # words between an amount and its noun: "72-hour humanitarian and renewable truce"
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "PART", "NUM"})
_LIMITS = frozenset({"within", "inside", "before", "until"})
_OF_VERB = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})  # not "sat down for an hour after a first encounter"
_PARTS = frozenset({"within", "inside", "next", "last", "final", "closing", "opening"})
_SPEECHES = frozenset({"address", "speech", "statement", "sermon"})
_PLANNED = frozenset({"its", "their", "schedule", "time"})
_LONG = frozenset({"long", "-", "'", "'s"})


def meeting_length(scene: Scene, trigger: Trigger) -> list[Argument]:
    """The minutes that the meeting took: "their 50-minute meeting", "spoke for half an hour"."""
    for amount, said in _amounts(scene, trigger, "minutes"):
        value = in_minutes(amount)
        own = not _is_part(said) if trigger.token in said else _is_length(trigger.token, "meeting", said)
        if value and own and not _is_of_speech(said):
            return [Argument("durationMinutes", value, amount.span)]
    return []


def _is_part(said: Words) -> bool:
    """True for "within four hours", "over the next 24 hours", "the final twenty minutes"."""
    before = _before(said)
    return before is not None and before.lower_ in _PARTS


def _is_of_speech(said: Words) -> bool:
    """True for "a televised address that lasted four minutes"."""
    verb = governing_verb(said.root)
    return verb is not None and _goes_on(verb) and any(each.lemma_ in _SPEECHES for each in own_subjects(verb))


def truce_length(scene: Scene, trigger: Trigger) -> list[Argument]:
    """The days for which the fighting stops: "a 72-hour truce" 3; where a term is extended, the new one."""
    found = []
    if trigger.token.lemma_.lower() in words("mediating_verbs"):  # "who mediated for eleven months"
        return []
    for unit in ("days", "minutes"):
        for amount, said in _amounts(scene, trigger, unit):
            value = in_days(amount)
            if value and _is_length(trigger.token, "ceasefire", said):
                found.append((not _is_new_term(said), amount.span, value))
    return [Argument("durationDays", value, span) for _, span, value in sorted(found)[:1]]


def _amounts(scene: Scene, trigger: Trigger, unit: str) -> Iterator[tuple[Amount, Words]]:
    for amount in scene.amounts_in(span_of(trigger.token.sent), unit):
        said = scene.doc.char_span(amount.span.start, amount.span.end)
        if said is not None and not _is_of_another(said):
            yield amount, said


def _is_length(token: Token, kind: str, said: Words) -> bool:
    if _stands_before(said, token) or _counts(said, token):
        return not _was_first(token) and not _is_limit(said)
    if not hangs_on(token, said.root) or _is_apart(said) or not _is_own(said, token):
        return False
    if kind == "meeting" and _is_end(said):
        return True
    return _is_stretch(said, token)


def _stands_before(said: Words, trigger: Token) -> bool:
    """True for "50-minute meeting", "week-long United Nations truce", "a fortnight's ceasefire"."""
    between = said.doc[said.end : trigger.i] if said.end <= trigger.i else None
    if between is None or len(between) > _NOUN_PHRASE or trigger.pos_ not in {"NOUN", "PROPN"}:
        return False
    return all(word.lower_ in _LONG or word.pos_ in _INSIDE or word.tag_ in {"VBN", "VBG"} for word in between)


def _is_limit(said: Words) -> bool:
    """True for "within ten days of the truce"."""
    before = _before(said)
    return before is not None and before.lower_ in _LIMITS


def _was_first(trigger: Token) -> bool:
    """True for a term that has passed: "the current calm began on Monday as a 72-hour pause"."""
    above = trigger.head
    return above.lower_ == "as" and above.head.lemma_ in {"begin", "start"}


def _counts(said: Words, trigger: Token) -> bool:
    """True for "16 hours of talks", "two hours of tense, at times angry, talks"."""
    after = said.doc[said.end : said.end + _NOUN_PHRASE]
    return (
        bool(len(after))
        and after[0].lower_ == "of"
        and trigger in after
        and not any(is_verb(w) for w in after[1 : trigger.i - said.end])
    )


def _is_of_another(said: Words) -> bool:
    """True where what comes next says that it is no length: "two days later", "an hour's drive"."""
    after = [word.lower_ for word in said.doc[said.end : said.end + 3] if word.text not in {"'", "'s", "-"}]
    if after[:2] == ["behind", "closed"]:
        return False  # "for an hour behind closed doors"
    if after[:1] == ["over"] and after[1:2] and after[1] in _PLANNED:
        before = _before(said)
        return before is None or before.lower_ != "for"  # "ran three hours over its timetable"
    return bool(after) and after[0] in words("time_turns")


def _is_apart(said: Words) -> bool:
    """True where the amount is that of another noun: "four days of fighting", "a 48-hour deadline"."""
    after = said.doc[said.end : said.end + 2]
    if len(after) == 2 and after[0].lower_ == "of":
        return after[1].lower_ != "it"
    return said.root.dep_ in {"compound", "amod", "nmod", "poss"} or (
        said.root.dep_ == "nummod" and said.root.head not in said
    )


def _is_own(said: Words, trigger: Token) -> bool:
    """False where another verb lies between: "the ceasefire that soldiers policed for fourteen years"."""
    verb = governing_verb(trigger)
    own = {trigger} if is_verb(trigger) or trigger.dep_ not in _OF_VERB or verb is None else {trigger, verb}
    if own.isdisjoint(governors(said.root)):
        return False
    between = list(takewhile(lambda word: word not in own, governors(said.root)))
    if any(word.dep_ == "relcl" and word.head.lemma_.lower() in words("fighting_words") for word in between):
        return False  # "a truce, ending a war that has lasted eight years"
    return all(_goes_on(word) or (is_verb(trigger) and word.head == trigger) for word in between if word.pos_ == "VERB")


def _goes_on(verb: Token) -> bool:
    return verb.lemma_ in words("lasting_verbs") or verb.lemma_ in words("extending_verbs")


def _is_end(said: Words) -> bool:
    """True for "broke up after barely 40 minutes", "was over in ten minutes"."""
    before = _before(said)
    if before is None or before.lower_ not in {"after", "in", "within"} or before.head.i > said.start:
        return False
    verb = before.head
    return verb.lemma_ in words("breakup_verbs") or any(child.lower_ == "over" for child in verb.children)


def _is_stretch(said: Words, trigger: Token) -> bool:
    """True for "met for an hour", "lasted five days", "a truce of three days", "extended by six weeks"."""
    previous = _before(said)
    before = previous.lower_ if previous is not None else ""
    if before in words("time_relations") and previous is not None and not is_verb(previous):
        return False
    if before in {"for", "of", "lasting", "totalling", "totaling"}:
        return True
    verbs = [word for word in (trigger, governing_verb(trigger), *governors(said.root)) if word is not None]
    if before == "by":
        return any(verb.lemma_ in words("extending_verbs") for verb in verbs)
    return any(map(_goes_on, verbs))


def _is_new_term(said: Words) -> bool:
    before = _before(said)
    if before is None or before.lower_ not in {"by", "for", "to"}:
        return False
    return any(word.lemma_ in words("extending_verbs") for word in governors(said.root))


def _before(said: Words) -> Token | None:
    """The word before the amount, past "about", "more than", "another": 'for' in "for well over an hour"."""
    start = said.start
    while start and said.doc[start - 1].lower_ in words("measure_hedges"):
        start -= 1
    return said.doc[start - 1] if start else None
