"""Draws the pictures of docs/ from what `make demo` built: `python -m tests.screenshots`, with Chromium."""

from __future__ import annotations

from pathlib import Path

from tests.browsing import PHONE, SOFTWARE, WIDE, Browser, Watched, launcher

ROOT = Path(__file__).parents[1]
PICTURES = {  # name of the file: link into the explorer, size of the window, light or dark
    "explorer": ("#q=rubio&event={disputed}", WIDE, "light"),
    "explorer-network": ("", WIDE, "light"),
    "explorer-timeline": ("#view=timeline", WIDE, "dark"),
    "explorer-phone": ("#event={disputed}", PHONE, "light"),
    "explorer-phone-network": ("", PHONE, "light"),
}


def main() -> None:
    """Write each picture to docs/."""
    explorer = ROOT / "out" / "explorer.html"
    with launcher() as launch:
        browser = launch(SOFTWARE)
        event = disputed(browser, explorer)
        for name, (link, size, scheme) in PICTURES.items():
            seen = Watched(browser, explorer, link.format(disputed=event), size=size, color_scheme=scheme)
            seen.page.wait_for_timeout(500)  # the network is drawn a moment after the page
            seen.page.screenshot(path=ROOT / "docs" / f"{name}.png")
            seen.close()


def disputed(browser: Browser, explorer: Path) -> str:
    """The id of the first meeting on which sources differ."""
    seen = Watched(browser, explorer, "#type=Meeting&differ=1")
    found = seen.page.locator("#list .event").first.get_attribute("data-id")
    seen.close()
    return str(found)


if __name__ == "__main__":
    main()
