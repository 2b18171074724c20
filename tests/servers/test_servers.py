"""The servers that other tests lean on: they start, serve, survive a kill and leave nothing behind."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import httpx
import pytest
from playwright.async_api import Page
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.servers.chromium import NARROW, Browsing
from tests.servers.meilisearch import MeilisearchServer
from tests.servers.page_checks import axe_violations
from tests.servers.page_layout import wrong
from tests.servers.postgres import PostgresServer
from tests.servers.processes import ROOT, NotStarted, start, stop, wait_until

GOOD = """<!doctype html><html lang="nl"><head><title>Goed</title></head>
<body><main><h1>Goed</h1><noscript><p>Zonder script</p></noscript></main></body></html>"""
BAD = """<!doctype html><html><head><title>Slecht</title></head>
<body><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><div class="wide">breed</div></body></html>"""
STRANGER = GOOD.replace("</main>", '<img alt="" src="http://elders.example/x.png"></main>')
UNLAWFUL = GOOD.replace("</main>", "<script>document.title = 1</script></main>")
SCRIPTED = GOOD.replace("</main>", '<script src="/title.js"></script></main>')
SCRIPT = "document.title = 'Met script'"
STYLE = "h1 { font-size: 2rem } .wide { width: 2000px }"


class _Pages(BaseHTTPRequestHandler):
    bodies: ClassVar = {
        "/good": GOOD,
        "/bad": BAD,
        "/scripted": SCRIPTED,
        "/stranger": STRANGER,
        "/unlawful": UNLAWFUL,
        "/style.css": STYLE,
        "/title.js": SCRIPT,
    }
    kinds: ClassVar = {".css": "text/css", ".js": "text/javascript"}

    def do_GET(self) -> None:
        body = self.bodies.get(self.path, GOOD).replace("</head>", '<link rel="stylesheet" href="/style.css"></head>')
        self.send_response(200)
        self.send_header("Content-Type", self.kinds.get(Path(self.path).suffix, "text/html; charset=utf-8"))
        self.send_header(
            "Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src * data:"
        )
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def strict_site() -> Iterator[str]:
    """Pages under a content policy as strict as our own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_meilisearch_answers_with_its_key_only(meilisearch_server: MeilisearchServer) -> None:
    assert httpx.get(f"{meilisearch_server.url}/version").status_code == 401
    signed = {"Authorization": f"Bearer {meilisearch_server.key}"}
    assert httpx.get(f"{meilisearch_server.url}/version", headers=signed).json()["pkgVersion"]


def test_a_killed_meilisearch_comes_back_at_the_same_address(own_meilisearch: MeilisearchServer) -> None:
    signed = {"Authorization": f"Bearer {own_meilisearch.key}"}
    url, first = own_meilisearch.url, own_meilisearch.pid
    httpx.post(f"{url}/indexes", json={"uid": "kept"}, headers=signed).raise_for_status()
    own_meilisearch.kill()
    assert not own_meilisearch.answers()
    own_meilisearch.start()
    assert own_meilisearch.url == url
    assert own_meilisearch.pid != first


async def test_an_empty_database_takes_tables(empty_database_url: str) -> None:
    engine = create_async_engine(empty_database_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE thing (name VARCHAR(20))"))
        await connection.execute(text("INSERT INTO thing VALUES ('één')"))
        assert await connection.scalar(text("SELECT name FROM thing")) == "één"
    await engine.dispose()


async def test_a_copied_database_knows_nothing_of_the_others(postgres_server: PostgresServer) -> None:
    template = postgres_server.create_database()
    names = [postgres_server.create_database(template) for _ in range(2)]
    engines = [create_async_engine(postgres_server.url(name)) for name in names]
    async with engines[0].begin() as connection:
        await connection.execute(text("CREATE TABLE only_here (name text)"))
    async with engines[1].connect() as connection:
        assert await connection.scalar(text("SELECT to_regclass('only_here')")) is None
    # While both are still connected: a test that forgets to close must not block the end.
    for name in [*names, template]:
        postgres_server.drop_database(name)
    for engine in engines:
        await engine.dispose()


async def test_axe_finds_faults_and_only_faults(any_page: Page, strict_site: str) -> None:
    await any_page.goto(f"{strict_site}/good")
    assert await axe_violations(any_page) == []
    assert await wrong(any_page, "outside") == []
    await any_page.goto(f"{strict_site}/bad")
    found = [violation.split()[0] for violation in await axe_violations(any_page)]
    assert {"html-has-lang", "image-alt"} <= set(found)
    assert ["wide" in element for element in await wrong(any_page, "outside")] == [True]


async def test_without_javascript_no_script_runs(browsing: Browsing, strict_site: str) -> None:
    plain = await browsing.page(javascript=False, width=NARROW)
    await plain.goto(f"{strict_site}/scripted")
    assert await plain.title() == "Goed"
    assert await plain.evaluate("innerWidth") == NARROW
    scripted = await browsing.page()
    await scripted.goto(f"{strict_site}/scripted")
    assert await scripted.title() == "Met script"


@pytest.mark.parametrize(("path", "said"), [("/stranger", "asks a stranger"), ("/unlawful", "Content Security Policy")])
async def test_a_page_that_misbehaves_is_noticed(browsing: Browsing, strict_site: str, path: str, said: str) -> None:
    page = await browsing.page()
    await page.goto(strict_site + path)
    noticed, browsing.problems = browsing.problems, []
    assert len(noticed) == 1
    assert said in noticed[0]


def test_a_program_that_does_not_start_says_why(tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = start([sys.executable, "-c", "raise SystemExit('no room')"], log)
    with pytest.raises(NotStarted, match="no room"):
        wait_until(lambda: False, process, log)


async def test_stopping_ends_grandchildren_too(tmp_path: Path) -> None:
    log = tmp_path / "log"
    family = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
    process = start([sys.executable, "-c", family], log)
    wait_until(lambda: log.read_text().strip().isdigit(), process, log)
    assert stop(process) == -signal.SIGTERM
    await _ended(int(log.read_text()))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
async def test_a_killed_test_run_leaves_no_server(tmp_path: Path) -> None:
    program = textwrap.dedent(f"""
        from pathlib import Path
        from tests.servers.processes import start
        child = start(["sleep", "60"], Path({str(tmp_path)!r}) / "log")
        print(child.pid, flush=True)
        child.wait()
    """)
    run = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    assert run.stdout is not None
    child = int(run.stdout.readline())
    run.kill()
    run.communicate()
    await _ended(child)


async def _ended(pid: int) -> None:
    async with asyncio.timeout(5):
        while not _has_ended(pid):
            await asyncio.sleep(0.02)


def _has_ended(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        # Ended, but nobody has asked for its exit code: where no init does that, it stays listed.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (ProcessLookupError, FileNotFoundError):
        return True
