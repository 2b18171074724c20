import io
import json
import logging
from collections.abc import Iterator

import httpx
import pytest
import structlog
from structlog.testing import capture_logs

from portal.web.logs import configure_logs
from tests.web.house import FROM_HERE

SAID = ("boos", "8011", "Noor", "geheim", "zoekwoord", "?")


@pytest.fixture
def lines() -> Iterator[io.BytesIO]:
    """What would come on the operator's screen."""
    written = io.BytesIO()
    root, uvicorn_access = logging.getLogger(), logging.getLogger("uvicorn.access")
    before, config = (root.handlers, root.level), structlog.get_config()
    yield written
    structlog.configure(**config)
    root.handlers, root.level = before
    uvicorn_access.disabled = False


async def test_a_line_says_what_was_done_and_not_what_was_asked(visitor: httpx.AsyncClient) -> None:
    with capture_logs() as lines:
        await visitor.get("/en/bewaard?q=boos&postcode=8011AB")
        await visitor.get("/en/bewaard?q=boos&postcode=8011AB")
        await visitor.get("/bewaard/Noor?q=geheim")
        await visitor.get("/weg/Noor?q=boos")
        await visitor.get("/bewaard/?q=boos", headers={"referer": "http://hulpkeuze.example/?q=geheim"})
        await visitor.post("/formulier", headers=FROM_HERE, data={"about": "zoekwoord"})
        await visitor.post("/formulier?q=boos")
    assert not [word for word in SAID if word in json.dumps(lines)]
    shown = [(line["method"], line["route"], line["status"], line["kept"]) for line in lines]
    assert shown == [
        ("GET", "test.kept", 200, False),
        ("GET", "test.kept", 200, True),
        ("GET", "test.kept_one", 200, False),
        ("GET", "", 404, False),
        ("GET", "", 308, False),
        ("POST", "test.form", 200, False),
        ("POST", "", 403, False),
    ]
    assert all(line["ms"] >= 0 and line["event"] == "request" for line in lines)


async def test_a_line_and_its_answer_have_the_same_id(visitor: httpx.AsyncClient) -> None:
    with capture_logs() as lines:
        answer = await visitor.get("/bewaard")
    assert lines[0]["request_id"] == answer.headers["x-request-id"]


async def test_of_an_error_only_its_kind_and_its_place_are_written(
    lines: io.BytesIO, visitor: httpx.AsyncClient
) -> None:
    configure_logs("info", lines)
    await visitor.get("/fout/500?q=boos")
    await visitor.get("/fout/slot?q=boos")
    written = lines.getvalue().decode()
    assert not [word for word in SAID if word in written]
    failures = [line for line in map(json.loads, written.splitlines()) if line["event"] == "request_failed"]
    assert [line["error"][0] for line in failures] == ["builtins.RuntimeError", "sqlalchemy.exc.OperationalError"]
    assert any("goes_wrong" in place for place in failures[0]["where"])
    assert failures[0]["level"] == "error"


def test_what_others_log_is_written_the_same_way_without_addresses(lines: io.BytesIO) -> None:
    configure_logs("info", lines)
    logging.getLogger("uvicorn.access").info('"GET /aanbod?q=boos HTTP/1.1" 200')
    logging.getLogger("httpx").info("HTTP Request: POST http://engine/search?q=boos")
    try:
        raise ValueError("geheim")
    except ValueError:
        logging.getLogger("sqlalchemy").exception("it failed")
    (line,) = map(json.loads, lines.getvalue().decode().splitlines())
    assert (line["event"], line["level"], line["error"]) == ("it failed", "error", ["builtins.ValueError"])
    assert "geheim" not in json.dumps(line)


def test_the_operator_decides_how_much_is_written(lines: io.BytesIO) -> None:
    configure_logs("error", lines)
    structlog.get_logger("test").info("small")
    structlog.get_logger("test").error("large")
    assert [json.loads(line)["event"] for line in lines.getvalue().splitlines()] == ["large"]


class NoRoom(io.BytesIO):
    """A file on a full disk."""

    def write(self, _line: object) -> int:
        raise OSError(28, "No space left on device")


@pytest.mark.usefixtures("lines")
async def test_where_no_line_can_be_written_pages_are_served(visitor: httpx.AsyncClient) -> None:
    configure_logs("info", NoRoom())
    assert (await visitor.get("/bewaard")).status_code == 200
    assert (await visitor.get("/fout/slot")).status_code == 503
