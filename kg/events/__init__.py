"""The event types: every module of this folder finds one, and nothing else lists them.

A module has `KIND` (the class in the ontology) and `find(scene)`, which returns the event mentions of an article,
numbered from 0.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Any

from kg.finding.scene import Scene
from kg.records import EventMention


@cache
def finders() -> Mapping[str, ModuleType]:
    """The modules by the name of their type: {"ceasefire": …, "meeting": …, "tariff": …}."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return MappingProxyType({name: import_module(f"{__name__}.{name}") for name in names})


def find_events(scene: Scene) -> tuple[EventMention, ...]:
    """The event mentions of an article, in text order; events of different types have different numbers."""
    found: list[EventMention] = []
    for module in finders().values():
        finder: Any = module
        mentions: list[EventMention] = finder.find(scene)
        first = max((one.number for one in found), default=-1) + 1
        found += [replace(one, number=one.number + first) for one in mentions]
    return tuple(sorted(found, key=lambda one: (one.trigger, one.kind, one.number)))
