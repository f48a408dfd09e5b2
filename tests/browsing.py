"""Pages in real Chromium: what a page shows, what it asks the network for and what it complains about."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_SANDBOX = "--no-sandbox"  # CI runs as root
SOFTWARE = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")  # WebGL without a graphics card
NO_WEBGL = ("--disable-gpu", "--disable-3d-apis")
PATIENT = 300_000  # milliseconds that a busy machine may take for what is asked of a page
WIDE, PHONE = (1400, 900), (390, 844)

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium to open the page")
Open = Callable[..., Page]
Launch = Callable[[tuple[str, ...]], Browser]


@contextmanager
def launcher() -> Iterator[Launch]:
    """Starts browsers, with the flags given; they end with it."""
    with sync_playwright() as playwright:
        launch = partial(playwright.chromium.launch, executable_path=CHROMIUM, timeout=PATIENT)
        yield lambda flags: launch(args=[NO_SANDBOX, *flags])


class Watched:
    """A page that must load nothing but itself and complain of nothing."""

    def __init__(self, browser: Browser, path: Path, link: str = "", **options: Any) -> None:
        """Open a file; `options` are those of a browser context, such as `color_scheme`."""
        width, height = options.pop("size", WIDE)
        self.context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self.context.set_default_timeout(PATIENT)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.address = path.as_uri()
        self.page.goto(self.address + link)
        self.page.wait_for_selector("body[data-ready]")

    def close(self) -> None:
        """Hold the page to it, and close it."""
        self.context.close()
        assert self.complaints == []
        assert {url.partition("#")[0] for url in self.requests} == {self.address}
