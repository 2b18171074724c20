"""A real browser. Every page that a test opens is watched: no stranger is asked, nothing goes wrong inside."""

import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright._impl._driver import compute_driver_executable
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, async_playwright

NAMED = "PORTAL_TEST_CHROMIUM"
MISSING = "no Chromium: install the package chromium, or name one in PORTAL_TEST_CHROMIUM"
NO_DRIVER = "Playwright does not run here: install the package libatomic1"
NARROW, WIDE = 320, 1280
# Has no windows to draw, and needs a third of the time for a page.
LIGHT = "chromium-headless-shell"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # Only loopback addresses exist: a page that asks a stranger gets no answer, with or without a network.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost , EXCLUDE *.localhost",
)  # fmt: skip


class Browsing:
    """Opens pages for one test and remembers what went wrong in them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    async def page(self, *, javascript: bool = True, width: int = WIDE, height: int = 900, **options: Any) -> Page:
        """A new visitor: no cookie, nothing kept. `options` are those of a Playwright context."""
        context = await self.browser.new_context(
            java_script_enabled=javascript,
            viewport={"width": width, "height": height},
            **{"locale": "nl-NL", "timezone_id": "Europe/Amsterdam", **options},
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        context.on("request", self._watch_request)
        context.on("console", self._watch_console)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        return await context.new_page()

    def _watch_request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host and host not in ("127.0.0.1", "localhost") and not host.endswith(".localhost"):
            self.problems.append(f"asks a stranger: {request.url}")

    def _watch_console(self, message: ConsoleMessage) -> None:
        # A 404 that a test asks for is no problem of the page; a breach of the content policy is.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text}")

    async def close(self) -> None:
        for context in self.contexts:
            await context.close()


def driver_runs() -> bool:
    return (
        subprocess.run([compute_driver_executable()[0], "--version"], capture_output=True, check=False).returncode == 0
    )


def find_chromium(playwright: Playwright) -> str | None:
    """The system's, the light one first; else one that Playwright was given on this machine before."""
    own = playwright.chromium.executable_path
    light = None if os.environ.get(NAMED) else shutil.which(LIGHT)
    return light or system_chromium() or (own if Path(own).exists() else None)


def system_chromium() -> str | None:
    """A whole one, as people have it."""
    return os.environ.get(NAMED) or next((path for path in map(shutil.which, _NAMES) if path), None)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not driver_runs():
        pytest.skip(NO_DRIVER)
    async with async_playwright() as playwright:
        path = find_chromium(playwright)
        if path is None:
            pytest.skip(MISSING)
        browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            await browser.close()


@pytest.fixture
async def browsing(browser: Browser) -> AsyncIterator[Browsing]:
    """`await browsing.page(javascript=False, width=320)`; fails at the end if a page had problems."""
    opened = Browsing(browser)
    try:
        yield opened
    finally:
        await opened.close()
    assert not opened.problems, "\n".join(opened.problems)


@pytest.fixture
async def page(browsing: Browsing) -> Page:
    """With JavaScript, on a wide screen."""
    return await browsing.page()


@pytest.fixture(
    params=[(True, WIDE), (True, NARROW), (False, WIDE), (False, NARROW)],
    ids=["script-wide", "script-narrow", "plain-wide", "plain-narrow"],
)
async def any_page(request: pytest.FixtureRequest, browsing: Browsing) -> Page:
    """The same test four times: with and without JavaScript, at 1280 and at 320 px."""
    javascript, width = request.param
    return await browsing.page(javascript=javascript, width=width)
