from __future__ import annotations

import contextlib
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.articles import content_key
from kg.records import Argument, Article, EventMention, Extraction, Mention, Span
from kg.store import Store, open_store
from kg.store.errors import StoreDamaged, StoreError
from kg.store.written import WrittenError, read_article, read_findings, written_article, written_findings
from kg.versions import findings_version, modules_used, rules_digest

TEXT = "Anna Novak “met” officials\r\nin Oslo on Monday.\x1f\u2028"
ARTICLE = Article(
    id="a/1",
    text=TEXT,
    title="Talks",
    publisher="Fjord Times",
    published="2031-02-03",
    url="https://example.org/1",
    language="en",
    place="Oslo",
    dateline="2031-02-02",
    body=3,
    source="a/1.json:4",
)
BARE = Article(id="b", text="They met.")
MENTION = Mention(
    key="person:Anna Novak",
    span=Span(0, 10),
    passage=Span(0, 48),
    form="Anna Novak",
    title="Foreign Minister",
    represents=("country:NO", "organization:EFTA"),
    country="NO",
    acts=True,
    confidence=0.1 + 0.2,
)
EVENT = EventMention(
    kind="Meeting",
    number=2,
    trigger=Span(11, 16),
    passage=Span(0, 48),
    status="held",
    arguments=(Argument("participant", "person:Anna Novak", Span(0, 10)), Argument("mode", "inPerson", None, True)),
    as_of="2031-01",
    speaker="person:Anna Novak",
    attribution="officials",
    confidence=1 / 3,
)
FULL = Extraction(ARTICLE, (MENTION, Mention("country:NO", Span(1, 2), Span(1, 3))), (EVENT,))
EMPTY = Extraction(BARE, (), ())


@pytest.mark.parametrize("extraction", [FULL, EMPTY])
def test_what_is_written_is_read_again_exactly(extraction: Extraction) -> None:
    article = read_article(written_article(extraction.article))
    assert article == extraction.article
    assert read_findings(written_findings(extraction), article) == extraction


@pytest.mark.parametrize("text", ["", "{}", "[]", "[[1]]", '[[["x"]],[]]', "[[],[[]]]", "[1,2]"])
def test_what_was_not_written_here_is_refused(text: str) -> None:
    with pytest.raises(WrittenError):
        read_findings(text, BARE)
    with pytest.raises(WrittenError):
        read_article(text)


def test_findings_are_kept_by_content(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite", "v1") as store:
        keys = store.keep_articles([ARTICLE, BARE])
        store.keep_findings({keys["a/1"]: written_findings(FULL)}, {keys["b"]: "no verb in it"})
    with Store(tmp_path / "s.sqlite", "v1") as store:
        assert store.known(keys.values()) == {keys["a/1"]}
        assert store.findings(keys["a/1"], ARTICLE) == FULL
        assert store.findings(keys["b"], BARE) is None
        assert store.failures() == {keys["b"]: "no verb in it"}
        assert (store.article_named("a/1"), store.article_names()) == (ARTICLE, ("a/1", "b"))


def test_another_version_finds_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite", "v1") as store:
        keys = store.keep_articles([ARTICLE])
        store.keep_findings({keys["a/1"]: written_findings(FULL)})
    with Store(tmp_path / "s.sqlite", "v2") as store:
        assert store.known(keys.values()) == frozenset()
        assert store.article_named("a/1") == ARTICLE


CHANGES = {
    "text": "They spoke.",
    "published": "2031-02-04",
    "publisher": None,
    "place": "Bergen",
    "dateline": None,
    "title": "x",
    "body": 0,
    "language": None,
    "url": None,
    "id": "c",
}


@pytest.mark.parametrize("name", CHANGES)
def test_everything_that_an_article_says_is_in_its_key(name: str) -> None:
    assert content_key(replace(ARTICLE, **{name: CHANGES[name]})) != content_key(ARTICLE)  # type: ignore[arg-type]


def test_where_an_article_was_read_is_not_in_its_key() -> None:
    assert content_key(replace(ARTICLE, source="elsewhere")) == content_key(ARTICLE)


def test_what_is_gone_from_the_input_is_dropped(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite", "v1") as store:
        keys = store.keep_articles([ARTICLE, BARE])
        store.keep_findings({keys["a/1"]: written_findings(FULL), keys["b"]: written_findings(EMPTY)})
        store.keep_articles([BARE])
        store.drop_unused()
        assert (store.known(keys.values()), store.article(keys["a/1"])) == ({keys["b"]}, None)


def test_a_changed_row_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with Store(path, "v1") as store:
        keys = store.keep_articles([ARTICLE])
        store.keep_findings({keys["a/1"]: written_findings(FULL)})
    with sqlite3.connect(path) as base:
        base.execute("UPDATE finding SET found = replace(found, 'held', 'denied')")
    with Store(path, "v1") as store:
        assert store.findings(keys["a/1"], ARTICLE) is None
        assert store.broken_rows == ["a/1"]


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_named_and_begun_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="damaged"):
        Store(path, "v1")
    store, said = open_store(path, "v1")
    with store:
        assert store.article_names() == ()
    assert said is not None
    assert said.startswith(f"{path}: damaged (")
    assert said.endswith("begun anew, all articles are read again")


def test_a_folder_in_the_place_of_the_store_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite").mkdir()
    with pytest.raises(StoreError, match="name another folder with --cache"):
        Store(tmp_path / "s.sqlite")


def test_an_event_that_gave_way_to_another_is_told(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        assert store.swap_reports({"r1": "meeting-a", "r2": "meeting-b"}) == {}
        assert store.swap_reports({"r1": "meeting-a", "r2": "meeting-a"}) == {"meeting-b": "meeting-a"}
        assert store.swap_reports({"r2": "meeting-a"}) == {}


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite", "v") as one, Store(tmp_path / "s.sqlite", "v") as two:
        one.keep_findings({"k1": written_findings(EMPTY)})
        two.keep_findings({"k2": written_findings(EMPTY)})
        assert one.known(["k1", "k2"]) == {"k1", "k2"}


def test_the_version_covers_the_text_side_and_no_more() -> None:
    names = {path.relative_to(Path(sys.modules["kg"].__path__[0])).as_posix() for path in modules_used("kg.extract")}
    assert {"extract.py", "annotate.py", "lexicon.py", "records.py", "events/meeting.py"} <= names
    assert names & {"graph.py", "pipeline.py", "cli.py", "network.py", "resolve/__init__.py"} == set()


@pytest.mark.parametrize(("changed", "same"), [("page.css", True), ("page.js", True), ("weekdays.tsv", False)])
def test_a_style_sheet_of_the_explorer_is_no_new_version(
    changed: str, same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, read = rules_digest.__wrapped__(), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"new" if path.name == changed else read(path))
    assert (rules_digest.__wrapped__() == before) is same


def test_the_version_depends_on_the_model() -> None:
    assert findings_version("one") != findings_version("two")
    assert rules_digest() == rules_digest()


def test_rows_that_no_build_wrote_move_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "kept.sqlite") as store:
        store.swap_reports({"r1": "meeting-a", "r2": "meeting-b"})
    with contextlib.closing(sqlite3.connect(tmp_path / "kept.sqlite")) as base:
        base.execute("UPDATE report SET id = NULL WHERE id = 'r1'")
        base.execute("INSERT INTO report VALUES (?, 'meeting-c')", (b"r3",))
        base.commit()
    with Store(tmp_path / "kept.sqlite") as store:
        assert store.swap_reports({"r1": "meeting-d", "r2": "meeting-e"}) == {"meeting-b": "meeting-e"}
