"""A report, opened in a browser that watches what it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class OpenedPage:
    """The open page with what it asked for (addresses) and what it complained of (errors, console)."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page = page
        self.path = path
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def open(self, fragment: str = "") -> OpenedPage:
        """Load the page and wait until its answers are unpacked."""
        self.page.goto(self.path.as_uri() + fragment)
        self.page.wait_for_selector("#answers", state="detached")
        return self

    def state(self) -> str:
        """How many answers are shown, in the page's words."""
        return str(self.page.inner_text("#samples-state"))

    def questions(self) -> list[str]:
        """The questions in the list of answers."""
        return list(self.page.locator(".sample .line1").all_inner_texts())

    def choose(self, **filters: str) -> None:
        """Set filters of the list of answers by their name, and wait for the list."""
        for name, value in filters.items():
            control = self.page.locator(f".filters [name={name}]")
            control.fill(value) if name == "text" else control.select_option(value)
        self.page.wait_for_timeout(300)  # the search waits for the last key before it starts

    def open_first(self) -> Any:
        """Open the first answer of the list and give its element."""
        first = self.page.locator(".sample").first
        first.locator("summary").first.click()
        first.locator(".body").wait_for()
        return first


@contextmanager
def opened(browser: Any, path: Path, fragment: str = "", **context: Any) -> Iterator[OpenedPage]:
    """The page in a browser of its own; `context` sets locale, color_scheme, viewport ..."""
    fresh = browser.new_context(**context)
    try:
        yield OpenedPage(fresh.new_page(), path).open(fragment)
    finally:
        fresh.close()
