import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from test_export import HOSTILE
from views import SMALL

from kg.export import Export

# Chromium draws and runs the page as users see it; where it is not installed these tests are left out.
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium to open the page")


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
    events = {event["id"]: event for event in content["events"]}
    assert list(events) == ["meeting-0002", "ceasefire-0005", "meeting-0001", "tariff-0003", "tariff-0004"]
    meeting = events["meeting-0001"]
    (dispute,) = meeting["disputes"]
    assert dispute[1] == [["50", "Fjord Courier", "2031-03-07"], ["60", "Lakeside Wire", "2031-03-08"]]
    assert [report["quote"][:7] for report in meeting["reports"]] == ["Foreign", "Nordahl"]
    assert meeting["sources"] == 2
    assert [step[:2] for step in events["tariff-0003"]["history"]] == [
        ["2031-02-20", "announced"],
        ["2031-03-08", "suspended"],
    ]
    assert len(content["nodes"]) == 9
    assert len(content["edges"]) == 8


def test_the_policy_lets_only_the_page_s_own_script_and_style_run(page: str) -> None:
    read = Page(page)
    (policy,) = [a["content"] for tag, a in read.elements if a.get("http-equiv") == "Content-Security-Policy"]
    script, style = (
        f"'sha256-{b64encode(sha256(read.texts[part].encode()).digest()).decode()}'" for part in ("script", "style")
    )
    allowed = f"script-src {script}; style-src {style}; img-src data:"
    assert policy == f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def test_nothing_is_loaded(page: str) -> None:
    addresses = [a.get(name) for _, a in Page(page).elements for name in ("src", "href") if a.get(name)]
    assert addresses == ["data:,"]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|import\(", page)


@pytest.mark.parametrize("tag", ["script", "img", "iframe", "object", "form", "a", "svg"])
def test_articles_add_no_element(page: str, hostile: str, tag: str) -> None:
    count = {text: sum(name == tag for name, _ in Page(text).elements) for text in (page, hostile)}
    assert count[page] == count[hostile]


def test_hostile_text_stays_whole_but_for_what_cannot_be_shown(hostile: str) -> None:
    (event,) = json.loads(Page(hostile).texts["graph"])["events"]
    assert event["reports"][0]["quote"] == "</script><img src=x onerror=alert(1)><!--"
    assert "\u202e" not in hostile


def opened(page: str, folder: Path, link: str = "") -> str:
    """The page's elements as Chromium has them after its script ran."""
    (folder / "explorer.html").write_text(page, encoding="utf-8")
    words = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000", "--dump-dom"]
    profile = f"--user-data-dir={folder / 'profile'}"
    run = subprocess.run(
        [*words, profile, (folder / "explorer.html").as_uri() + link], capture_output=True, text=True, timeout=60
    )
    return run.stdout


@needs_chromium
def test_a_link_opens_the_card_of_an_event(page: str, tmp_path: Path) -> None:
    shown = Page(opened(page, tmp_path, "#event=meeting-0001"))
    rows = [a.get("data-id") for tag, a in shown.elements if tag == "button" and a.get("data-id")]
    assert rows == ["meeting-0002", "ceasefire-0005", "meeting-0001", "tariff-0003", "tariff-0004"]
    assert shown.texts["h2"] == "Astrid Nordahl met Tomas Quiroga in Geneva"
    assert "Nordahl and Tomás Quiroga sat down for an hour to talk fisheries." in shown.texts["blockquote"]


@needs_chromium
def test_hostile_text_is_shown_and_not_run(hostile: str, tmp_path: Path) -> None:
    shown = Page(opened(hostile, tmp_path, "#event=meeting-x"))
    assert shown.texts["blockquote"].startswith("</script><img src=x onerror=alert(1)><!--")
    assert [a for tag, a in shown.elements if tag in ("img", "a") or any(name.startswith("on") for name in a)] == []
