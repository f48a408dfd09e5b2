"""What stands in the explorer's file; test_explorer_in_chromium.py opens it."""

import json
import re
import shutil
import subprocess
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from test_export import HOSTILE
from views import SMALL, iri

from kg.export import Export
from kg.export.cards import card
from kg.lexicon import table
from kg.views.nodes import View
from kg.views.view import read_view
from kg.vocab import event_types

ROOT = Path(__file__).parents[1]


class Page(HTMLParser):
    """The page's elements, and what stands in its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = dict(attrs).get("id") or tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        self.texts[self._inside] = self.texts.get(self._inside, "") + data


@pytest.fixture(scope="module")
def page() -> str:
    return Export(SMALL).text("html")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("hostile") / "graph.ttl"
    path.write_text(HOSTILE, encoding="utf-8")
    return Export(path).text("html")


def test_what_the_page_holds(page: str) -> None:
    content = json.loads(Page(page).texts["graph"])
    ids = [event["id"] for event in content["events"]]
    assert ids == ["meeting-0002", "ceasefire-0005", "meeting-0001", "tariff-0003", "tariff-0004"]
    assert content["statuses"]["held"] == ["held", "real"]
    assert content["outlets"] == ["Fjord Courier", "Harbour Post", "Lakeside Wire"]
    assert [actor["label"] for actor in content["actors"] if actor["kind"] == "place"] == ["Gao", "Geneva"]
    assert len(content["nodes"]) == 10
    assert [edge[2] for edge in content["edges"] if not edge[5]] == ["negotiated ceasefire with", "planned to meet"]


def test_what_a_card_holds(page: str) -> None:
    cards = [json.loads(line) for line in Page(page).texts["cards"].splitlines()]
    meeting, tariff = cards[2], cards[3]
    assert meeting["disputes"] == [["minutes", [["50", True, [0]], ["60", False, [1]]]]]
    assert "".join(words for words, _ in meeting["reports"][1]["quote"]) == (
        "Nordahl and Tomás Quiroga sat down for an hour to talk fisheries."
    )
    assert [piece for piece in meeting["reports"][1]["quote"] if piece[1]] == [
        ["Nordahl", "participant"],
        ["Tomás Quiroga", "participant"],
        ["an hour", "minutes"],
        ["fisheries", "topic"],
    ]
    assert tariff["history"] == [
        ["2031-02-20", "announced", ["Lakeside Wire"]],
        ["2031-03-08", "suspended", ["Lakeside Wire"]],
    ]


def test_two_reports_of_one_passage_are_shown_as_one() -> None:
    view = read_view(SMALL)
    event = view.events[iri("meeting-0001")]
    twin = replace(view.reports_on(event.iri)[0], iri=iri("report-twin"), slots={"topic": ("tuna",)}, words=())
    told = card(View(view.articles, view.actors, view.events, (*view.reports, twin)), event, {})["reports"]
    assert len(told) == 2
    assert ("topic", "tuna", False) in told[0]["facts"]


def test_the_policy_lets_only_the_page_s_own_script_and_style_run(page: str) -> None:
    read = Page(page)
    (policy,) = [a["content"] for tag, a in read.elements if a.get("http-equiv") == "Content-Security-Policy"]
    script, style = (
        f"'sha256-{b64encode(sha256(read.texts[part].encode()).digest()).decode()}'" for part in ("script", "style")
    )
    allowed = f"script-src {script}; style-src {style}; img-src data:"
    no_markup = "require-trusted-types-for 'script'; trusted-types 'none'"
    assert policy == f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'; {no_markup}"


def test_nothing_is_loaded(page: str) -> None:
    addresses = [a.get(name) for _, a in Page(page).elements for name in ("src", "href") if a.get(name)]
    assert addresses == ["data:,"]
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttpRequest|WebSocket", page
    )


@pytest.mark.parametrize("tag", ["script", "img", "iframe", "object", "form", "a", "svg"])
def test_articles_add_no_element(page: str, hostile: str, tag: str) -> None:
    count = {text: sum(name == tag for name, _ in Page(text).elements) for text in (page, hostile)}
    assert count[page] == count[hostile]


def test_hostile_text_stays_whole_but_for_what_cannot_be_shown(hostile: str) -> None:
    (told,) = map(json.loads, Page(hostile).texts["cards"].splitlines())
    assert told["reports"][0]["quote"] == [["</script><img src=x onerror=alert(1)><!--", ""]]
    assert "\u202e" not in hostile


def test_every_status_has_its_tone() -> None:
    assert {row["status"] for row in table("tones")} == {
        status for kind in event_types().values() for status in kind.statuses
    }


def test_the_script_is_bundled_from_its_sources(tmp_path: Path) -> None:
    if shutil.which("node") is None or not (ROOT / "explorer" / "node_modules" / "esbuild").is_dir():
        pytest.skip("needs node and its packages: make explorer")
    subprocess.run(["node", "build.mjs", tmp_path], cwd=ROOT / "explorer", check=True, capture_output=True)
    for name in ("page.js", "LICENSES.txt"):
        kept = (ROOT / "kg" / "data" / "explorer" / name).read_text("utf-8")
        assert (tmp_path / name).read_text("utf-8") == kept, f"{name} is not what explorer/src makes: make explorer"


def test_every_library_in_the_script_comes_with_its_licence(page: str) -> None:
    licences = (ROOT / "kg" / "data" / "explorer" / "LICENSES.txt").read_text("utf-8")
    named = re.findall(r"^(\S+) [\d.]+ \(MIT\)$", licences, re.MULTILINE)
    assert named == ["@sigma/edge-curve", "@sigma/node-border", "events", "graphology", "graphology-utils", "sigma"]
    assert licences in page
