"""The explorer as people see it: real Chromium opens the file, clicks, types and reads."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from big_views import big_view
from browsing import NO_WEBGL, PHONE, SOFTWARE, Browser, Launch, Open, Page, Watched, launcher, needs_chromium
from conftest import Run
from test_export import HOSTILE
from views import SMALL

from kg.export import Export
from kg.export.explorer import explorer_html
from kg.network import build_network
from kg.network.layout import Parts, Places

pytestmark = needs_chromium
AXE = Path(__file__).parents[1] / "explorer" / "node_modules" / "axe-core" / "axe.min.js"
ALL = ["meeting-0002", "ceasefire-0005", "meeting-0001", "tariff-0003", "tariff-0004"]
VIEWS = ("network", "timeline", "list")


@pytest.fixture(scope="module")
def launch() -> Iterator[Launch]:
    with launcher() as launched:
        yield launched


@pytest.fixture(scope="module")
def browser(launch: Launch) -> Browser:
    return launch(SOFTWARE)


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    path.write_text(Export(SMALL).text("html"), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Browser, explorer: Path) -> Iterator[Open]:
    """Opens the explorer (or another file) at a link; afterwards nothing may have been asked for or complained of."""
    pages: list[Watched] = []

    def open_page(link: str = "", *, path: Path = explorer, **options: object) -> Page:
        pages.append(Watched(browser, path, link, **options))
        return pages[-1].page

    yield open_page
    for page in pages:
        page.close()


def rows(page: Page, of: str = "#list") -> list[str]:
    """The ids of the events that a list shows."""
    return page.locator(f"{of} .event").evaluate_all("rows => rows.map(row => row.dataset.id)")


def test_it_opens_with_list_network_and_hints(opened: Open) -> None:
    page = opened()
    assert rows(page) == ALL
    assert page.locator("#summary").inner_text() == "5 events in 4 articles by 3 outlets"
    assert page.evaluate("performance.getEntriesByName('network drawn').length") == 1
    assert page.locator("#hints li").count() == 3
    legend = page.locator("#legend span").all_inner_texts()
    assert legend == ["person", "organisation", "country", "mediated between", "met", "tariff on"]


SEARCH = """words => {
    const box = document.querySelector("#canvas").getBoundingClientRect();
    for (let y = box.top + 8; y < box.bottom; y += 12)
        for (let x = box.left + 8; x < box.right; x += 12) {
            const seen = document.elementFromPoint(x, y);
            seen?.dispatchEvent(new MouseEvent("mousemove", { clientX: x, clientY: y, bubbles: true }));
            if (document.querySelector("#tip").textContent === words) return [x, y];
        }
}"""


def hunt(page: Page, words: str) -> None:
    """Move the pointer to the place in the network that says these words, which the page is searched for at once."""
    place = page.evaluate(SEARCH, words)
    assert place, f"nothing in the network says '{words}'"
    page.mouse.move(*place)
    page.wait_for_function("words => document.querySelector('#tip').textContent === words", arg=words)


def test_a_click_on_a_node_tells_whom_it_dealt_with(opened: Open) -> None:
    page = opened()
    hunt(page, "Brazil – 2 events")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_selector("#card h2")
    assert page.locator("#card h2").inner_text() == "Brazil"
    relations = page.locator("#card .relations li").all_inner_texts()
    assert relations == ["tariff on Norway", "tariff by Chile", "represented by Luisa Prado"]
    assert rows(page) == ["tariff-0003", "tariff-0004"]
    assert page.url.endswith("#actor=country-BR")


def test_a_card_has_facts_disputes_and_every_quote_with_its_words_marked(opened: Open) -> None:
    page = opened()
    page.locator("#list [data-id=meeting-0001]").click()
    assert page.locator("#card h2").inner_text() == "Astrid Nordahl met Tomas Quiroga in Geneva"
    facts = dict(zip(*(page.locator(f"#card dl {tag}").all_inner_texts() for tag in ("dt", "dd")), strict=True))
    assert facts["participant"] == "Astrid Nordahl, Tomas Quiroga"
    assert page.locator(".dispute strong").all_inner_texts() == ["50", "60"]
    assert page.locator(".report mark").all_inner_texts() == [
        *("Astrid Nordahl", "Tomas Quiroga", "Geneva", "Thursday", "50-minute"),
        *("Nordahl", "Tomás Quiroga", "an hour", "fisheries"),
    ]
    assert page.locator(".report mark").nth(4).get_attribute("title") == "minutes"
    assert page.locator("#report-0 a").get_attribute("href") == "https://example.org/a1"


def test_a_side_of_a_dispute_leads_to_its_quote(opened: Open) -> None:
    page = opened("#event=meeting-0001")
    page.locator(".side button", has_text="Lakeside Wire").click()
    assert page.evaluate("document.activeElement.id") == "report-1"
    assert "for an hour" in page.locator("#report-1 blockquote").inner_text()


def test_a_card_tells_what_became_of_the_event(opened: Open) -> None:
    page = opened("#event=tariff-0003")
    steps = [" ".join(step.split()) for step in page.locator(".history li").all_inner_texts()]
    assert steps == ["2031-02-20 announced Lakeside Wire", "2031-03-08 suspended Lakeside Wire"]


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("status", "planned", ["meeting-0002"]),
        ("country", "country-CL", ["meeting-0001", "tariff-0004"]),
        ("outlet", "Harbour Post", ["meeting-0001", "tariff-0003"]),
        ("from", "2031-03-08", ["meeting-0002", "ceasefire-0005", "tariff-0003", "tariff-0004"]),
        ("to", "2031-03-05", ["tariff-0003", "tariff-0004"]),
        ("differ", "", ["meeting-0001"]),
    ],
)
def test_filters(opened: Open, field: str, value: str, left: list[str]) -> None:
    page = opened()
    page.locator("#narrow summary").click()
    at = page.locator(f"#{field}")
    if field == "differ":
        at.check()
    elif field in ("from", "to"):
        at.fill(value)
    else:
        at.select_option(value)
    assert rows(page) == left
    again = opened(page.url[page.url.index("#") :])
    assert rows(again) == left, "a link that is shared shows the same"
    page.locator("#clear").click()
    assert rows(page) == ALL


def test_types_are_chosen_together(opened: Open) -> None:
    page = opened()
    page.locator("[data-type=Meeting]").click()
    page.locator("[data-type=Ceasefire]").click()
    assert rows(page) == ALL[:3]
    assert page.locator("#count").inner_text() == "3 of 5 events"


def test_search_reads_quotes_without_accents_and_finds_actors(opened: Open) -> None:
    page = opened()
    page.locator("#q").fill("tomas an hour")
    page.locator("#list .event").nth(1).wait_for(state="detached")
    assert rows(page) == ["meeting-0001"]
    page.locator("#q").fill("santiago")
    page.locator("#found button", has_text="Chile").click()
    assert page.locator("#card h2").inner_text() == "Chile"
    page.locator("#q").fill("nothing of the kind")
    page.wait_for_selector("#nothing:visible")


def test_links_open_what_they_name_and_back_goes_back(opened: Open) -> None:
    page = opened("#event=ceasefire-0005&view=timeline&type=Ceasefire")
    assert page.locator("#card h2").inner_text() == "Mali and Desert Column negotiate a 60-day truce in Gao"
    assert rows(page, "#rows") == ["ceasefire-0005"]
    page.locator("#card dd button", has_text="Kenya").click()
    assert page.locator("#card h2").inner_text() == "Kenya"
    page.go_back()
    assert page.locator("#card h2").inner_text() == "Mali and Desert Column negotiate a 60-day truce in Gao"
    page.locator("#close").click()
    assert page.locator("#card").is_hidden()


@pytest.mark.parametrize("link", ["#event=none&view=elsewhere&actor=nobody", "#%E0%A4%A", "#event=<b>"])
def test_a_link_to_nothing_shows_everything(opened: Open, link: str) -> None:
    page = opened(link)
    assert rows(page) == ALL
    assert page.locator("#card").is_hidden()


def test_keys_alone_do(opened: Open) -> None:
    page = opened()
    press = page.keyboard.press
    press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    press("Escape")
    press("j")
    press("ArrowDown")
    press("Enter")
    assert page.locator("#card h2").inner_text() == "Mali and Desert Column negotiate a 60-day truce in Gao"
    assert page.evaluate("document.activeElement.id") == "card"
    press("j")
    assert page.locator("#card h2").inner_text() == "Astrid Nordahl met Tomas Quiroga in Geneva"
    press("Escape")
    assert page.locator("#card").is_hidden()
    for key, view in zip("231", ("timeline", "list", "network"), strict=True):
        press(key)
        assert page.evaluate("document.body.dataset.view") == view
    press("?")
    assert page.locator("#keys").is_visible()
    press("Escape")
    assert page.locator("#keys").is_hidden()


def test_the_timeline_narrows_to_a_column(opened: Open) -> None:
    page = opened("#view=timeline")
    assert rows(page, "#rows") == ALL
    assert page.locator("#rows h2").all_inner_texts() == ["APR 2031", "MAR 2031", "JAN 2030"]
    page.locator(".column[title='Apr 2031: 1 event']").click()
    assert page.url.endswith("from=2031-04-01&to=2031-04-30")
    bar = page.locator("#rows [data-id=meeting-0002] .track i")
    assert bar.get_attribute("class") == "ahead"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1400, 900), PHONE])
def test_it_can_be_read_by_everybody(browser: Browser, explorer: Path, scheme: str, size: tuple[int, int]) -> None:
    if not AXE.is_file():
        pytest.skip("needs axe-core: make explorer")
    chosen = ("", "&event=meeting-0001", "&actor=country-BR")
    links = [f"#view={view}{choice}" for view in VIEWS for choice in chosen]
    for link in links:
        watched = Watched(browser, explorer, link, color_scheme=scheme, size=size, bypass_csp=True)
        watched.page.add_script_tag(path=AXE)
        found = watched.page.evaluate("axe.run().then(({violations}) => violations.map(v => [v.id, v.nodes[0].html]))")
        wide = watched.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        watched.context.close()
        assert (link, found, wide[0]) == (link, [], wide[1])


def test_dark_and_light_can_be_chosen(opened: Open) -> None:
    page = opened(color_scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.locator("#dark").click()
    assert page.evaluate(background) != light
    page.locator("#dark").click()
    assert page.evaluate(background) == light


def test_a_card_prints_alone_and_a_list_whole(opened: Open) -> None:
    page = opened("#event=meeting-0001")
    page.emulate_media(media="print")
    seen = {name: page.locator(f"#{name}").is_visible() for name in ("find", "network", "card", "close")}
    assert seen == {"find": False, "network": False, "card": True, "close": False}
    page.emulate_media(media="screen")
    page.locator("#close").click()
    page.emulate_media(media="print")
    assert [page.locator(name).is_visible() for name in ("#list", "#filters", "#network")] == [True, False, False]


def test_on_a_phone_a_card_fills_the_screen(opened: Open) -> None:
    page = opened(size=PHONE)
    assert page.locator("#list").is_hidden()
    page.locator("#tab-list").click()
    page.locator("#list [data-id=meeting-0001]").click()
    box = page.locator("#card").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, *PHONE)


def test_without_webgl_the_relations_are_told_in_words(launch: Launch, explorer: Path) -> None:
    watched = Watched(launch(NO_WEBGL), explorer)
    told = watched.page.locator("#canvas li").all_inner_texts()
    watched.page.locator("#canvas button", has_text="Chile").first.click()
    assert watched.page.locator("#card h2").inner_text() == "Chile"
    watched.close()
    assert "Chile tariff on Brazil" in told
    assert len(told) == 8


def test_of_a_large_network_only_the_strongest_lines_are_drawn(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_rows(simple: nx.Graph, *, seed: int, known: Parts) -> Places:
        return {node: (100.0 * (node % 60), 100.0 * (node // 60)) for node in simple}

    monkeypatch.setattr("kg.network.measures.place_nodes", in_rows)
    view, path = big_view(4500, 4000), tmp_path / "explorer.html"
    network = build_network(view, everything=True)
    assert len(network) > 3000
    path.write_text(explorer_html(view, network), encoding="utf-8")
    page = opened(path=path)
    assert page.locator("#list .event").count() == 100
    page.locator("#more").click()
    assert page.locator("#list .event").count() == 200
    page.locator("#q").fill("person 77")
    page.locator("#found button").first.click()
    assert page.locator("#card h2").inner_text().startswith("Person 77")
    page.locator("#clear").click()
    assert page.locator("#count").inner_text() == f"{len(view.events):,} events"


def test_a_graph_without_events_opens(opened: Open, tmp_path: Path) -> None:
    graph, path = tmp_path / "graph.ttl", tmp_path / "explorer.html"
    graph.write_text("", encoding="utf-8")
    path.write_text(Export(graph).text("html"), encoding="utf-8")
    page = opened(path=path)
    assert page.locator("#canvas").inner_text() == "No relation between two actors was told."
    for view in VIEWS:
        page.locator(f"#tab-{view}").click()


def test_hostile_labels_are_text(opened: Open, tmp_path: Path) -> None:
    graph, path = tmp_path / "graph.ttl", tmp_path / "explorer.html"
    graph.write_text(HOSTILE, encoding="utf-8")
    path.write_text(Export(graph).text("html"), encoding="utf-8")
    page = opened("#event=meeting-x", path=path)
    assert page.locator("#card blockquote").inner_text() == "</script><img src=x onerror=alert(1)><!--"
    assert page.locator("#card dd").first.inner_text().startswith("<script>alert(1)</script>, a ")
    assert page.locator("#card a, main img, main script").count() == 0


EVIL = (
    "<script>window.ran = 1</script>",
    "</script><script>window.ran = 2</script>",
    "\"><img src=x onerror='window.ran = 3'>",
    "<a href='javascript:window.ran = 4'>here</a>",
    "\u202ednuor denrut\u202c",
)
SENTENCE = (
    "Norwegian Foreign Minister Astrid Nordahl met Chilean Trade Minister Tomas Quiroga in Geneva on Thursday, {}"
)


def test_a_build_of_hostile_articles_runs_nothing(kg: Run, opened: Open, tmp_path: Path) -> None:
    known = {"published": "2031-03-07", "url": "javascript:window.ran = 5"}
    articles = [
        {"id": f"evil-{n}", "title": evil, "publisher": evil, "text": SENTENCE.format(evil)} | known
        for n, evil in enumerate(EVIL)
    ]
    (tmp_path / "evil.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    for command in ("build evil.jsonl --out out", f"decide rename person-astrid-nordahl {shlex.quote(EVIL[0])}") * 2:
        done = kg(f"kg {command}", tmp_path)
        assert done.returncode == 0, done.stderr
    page = opened(path=tmp_path / "out" / "explorer.html")
    for event in rows(page):
        page.locator(f"#list [data-id={event}]").click()
        assert page.locator("main img, main script, main svg, #card a").count() == 0
    told = page.locator("blockquote").all_inner_texts()
    assert [evil for evil in EVIL[:4] if not any(evil in quote for quote in told)] == []
    assert any("\ufffddnuor denrut\ufffd" in quote for quote in told)
    assert page.locator("#outlet option").filter(has_text=EVIL[0]).count() == 1
    assert EVIL[0] in page.locator("#card dl").inner_text()
    assert page.evaluate("window.ran ?? 'nothing'") == "nothing"
