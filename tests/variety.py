"""Any number of articles, made of our own gold: the same news with other people, in other years."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

OWN = Path(__file__).parent / "gold" / "own"
ENDINGS = ("", *(one + two for one in "bdfgklmnprstvz" for two in ("a", "e", "i", "o", "u", "an", "en", "ir", "or")))
YEAR = re.compile(r"\b(1[89]\d\d|20[0-3]\d)\b")


@cache
def gold() -> tuple[dict[str, Any], ...]:
    """The articles of our own gold, by name."""
    return tuple(json.loads(path.read_text("utf-8")) for path in sorted(OWN.glob("*.json")))


def varied(number: int, *, paragraphs: int = 99) -> dict[str, str]:
    """Article `number`, cut to so many paragraphs: from the second round on its people have other names."""
    turn, place = divmod(number, len(gold()))
    article = gold()[place]
    names = {word for person in article["persons"] for word in person["name"].split() if len(word) > 2}
    text = "\n\n".join(article["text"].split("\n\n")[:paragraphs])
    if turn and names:
        ending = ENDINGS[turn % len(ENDINGS)] + ENDINGS[turn // len(ENDINGS)]
        text = re.sub(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b", lambda m: m[1] + ending, text)
    text = YEAR.sub(lambda m: str(int(m[1]) + turn), text)
    day = article["published"] or "2020-01-01"
    published = YEAR.sub(lambda m: str(int(m[1]) + turn), day.replace("-02-29", "-02-28"))  # no leap day elsewhere
    return {"id": f"v{number:06}", "published": published, "publisher": article["publisher"] or "", "text": text}
