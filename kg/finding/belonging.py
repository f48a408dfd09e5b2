"""To which of a sentence's triggers a word belongs: "for an hour" to 'met', "by telephone" to 'spoke'."""

from __future__ import annotations

from kg.finding.scene import Scene
from kg.finding.triggers import Trigger, find_triggers
from kg.parse.doc import Token
from kg.syntax import clause_root, governors, verb_at

_SAME_CLAUSE, _ELSEWHERE = 20, 40  # worse than any climb of the parse; words between are added


def belongs(scene: Scene, trigger: Trigger, kind: str, word: Token) -> bool:
    """True where no other trigger of the sentence lies nearer to the word.

    >>> # "They last met in May and spoke for an hour": 'hour' belongs to 'spoke', not to 'met'
    """
    own = distance(trigger.token, word)
    rivals = (each.token for each in find_triggers(scene.doc, kind) if each.token.sent == trigger.token.sent)
    return all(own <= distance(rival, word) for rival in rivals if rival not in (trigger.token, word))


def distance(trigger: Token, word: Token) -> int:
    """How far a word hangs from a trigger: by the parse where it hangs on it or on its verb, else in words."""
    above = [word, *governors(word)]
    if trigger in above:
        return above.index(trigger)
    verb = verb_at(trigger)
    if verb is not None and verb in above:
        return above.index(verb) + 1
    same = clause_root(trigger) == clause_root(word)
    return (_SAME_CLAUSE if same else _ELSEWHERE) + abs(trigger.i - word.i)


def hangs_on(trigger: Token, word: Token) -> bool:
    """True where the parse hangs the word on the trigger or on the trigger's verb."""
    return distance(trigger, word) < _SAME_CLAUSE
