"""In whose company an actor is named, and how often the article tells of it: names of features of who takes part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.finding.fillers import Filler
from kg.finding.scene import Scene
from kg.finding.triggers import Trigger, find_triggers
from kg.parse.doc import Token, Words
from kg.records import Kind, kind_of

_SIDES, _TIMES, _TELLINGS, _SENTENCES = 4, 4, 3, 4  # from which no more are told apart
_ACTORS = frozenset({Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION})


def beside_features(scene: Scene, trigger: Trigger, filler: Filler, around: Sequence[Filler]) -> list[str]:
    """Who else of an actor's side the sentence names ("US Secretary of State Rubio"), and how many sides it names."""
    kind, mine = kind_of(filler.mentions[0].key).value, _sides(scene, filler)
    told = [(other, _sides(scene, other)) for other in around]
    own = sorted({kind_of(other.mentions[0].key).value for other, theirs in told if other != filler and theirs & mine})
    sides = len(set().union(*(theirs for _, theirs in told)))
    before = "before" if filler.head.i < trigger.token.i else "after"
    return [f"own-side={'+'.join(own)}&kind={kind}", f"sides={min(sides, _SIDES)}&{before}"]


def renown_features(scene: Scene, filler: Filler, event: str) -> list[str]:
    """How often the article names the actor, and whether it does so where it tells other events of the type."""
    first, number = filler.mentions[0], scene.sentence_number(filler.head)
    kind, mine, sentence = kind_of(first.key).value, _sides(scene, filler), filler.head.sent
    tellings, told = scene.once(_told, event)
    times = min(_TELLINGS, told[first.key] - 1)
    often = min(_TELLINGS, max(told[key] for key in (first.key, *mine)) - 1)
    last = scene.once(_named_before, sentence)
    return [
        f"named-times={min(scene.prominence[first.key], _TIMES)}&kind={kind}",
        f"told-in={times}&of={min(tellings - 1, _TELLINGS)}",
        f"told-in={often}&of={min(tellings - 1, _TELLINGS)}&kind={kind}",
        f"just-named={first.key in last}&side={not mine.isdisjoint(last)}&named={first.form is not None}",
        f"sentence={min(number - 1, _SENTENCES)}&kind={kind}",
    ]


def fellow_features(scene: Scene, key: str, asked: Mapping[str, int], present: set[str]) -> list[str]:
    """Of what kind those present and those of the actor's own side are: where a minister met, a minister is missing."""
    kind, side = kind_of(key).value, _side(scene, key)
    own = [each for each in asked if each != key and _side(scene, each) == side]
    first = all(asked[key] < asked[each] for each in own)
    return [
        f"present-kinds={_kinds(present)}&kind={kind}",
        f"own-side={_kinds(own)}&kind={kind}",
        f"first-of-side={first if own else 'alone'}&kind={kind}",
    ]


def near_features(scene: Scene, trigger: Token, key: str, present: int) -> list[str]:
    """Whether the actor's side is one of the few that the sentence of the trigger, or the one before, names."""
    number, side = scene.sentence_number(trigger), _side(scene, key)
    here, before = (scene.once(_sides_in, place) for place in (number, number - 1))
    return [
        f"{name}={side in sides}&{min(len(sides), _SIDES)}&present={present}"
        for name, sides in (("sides-here", here), ("sides-before", before))
    ]


def _sides(scene: Scene, filler: Filler) -> set[str]:
    key = filler.mentions[0].key
    return set(scene.sides(key) or (key,))


def _told(scene: Scene, event: str) -> tuple[int, Counter[str]]:
    """How many sentences have a trigger of the type, and in how many of them each actor or its side is named."""
    sentences = {trigger.token.sent.start: trigger.token.sent for trigger in find_triggers(scene.doc, event)}
    return len(sentences), Counter(key for sentence in sentences.values() for key in _named(scene, sentence))


def _named_before(scene: Scene, sentence: Words) -> frozenset[str]:
    """Whom the sentence before names, with those for whom they stand."""
    number = scene.sentence_number(sentence[0])
    starts = scene.sentence_starts
    return _named(scene, scene.doc[starts[number - 2]].sent) if number > 1 else frozenset()


def _named(scene: Scene, sentence: Words) -> frozenset[str]:
    return frozenset(key for one in scene.mentions_of(sentence) for key in (one.key, *scene.sides(one.key)))


def _kinds(keys: Iterable[str]) -> str:
    return "+".join(sorted({kind_of(key).value for key in keys})) or "none"


def _side(scene: Scene, key: str) -> str:
    return (scene.sides(key) or (key,))[0]


def _sides_in(scene: Scene, number: int) -> frozenset[str]:
    """The sides that a sentence of the article names, by its number."""
    if not 0 < number <= len(scene.sentence_starts):
        return frozenset()
    sentence = scene.doc[scene.sentence_starts[number - 1]].sent
    return frozenset(_side(scene, one.key) for one in scene.mentions_of(sentence) if kind_of(one.key) in _ACTORS)
