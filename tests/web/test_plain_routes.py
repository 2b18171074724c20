import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import Actor
from portal.model import IndexMark
from portal.web.house import House

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


async def test_health_is_ok_with_database_and_engine(visitor: httpx.AsyncClient, house: House) -> None:
    house.index_version = 7
    async with house.database.writing(Actor("test", "command")) as session:
        session.add_all(IndexMark(what="offer", subject_id=n, marked_at=NOON) for n in (1, 2))
    answer = await visitor.get("/healthz")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    found = answer.json()
    assert found.pop("version")
    assert (found.pop("index_version"), found.pop("index_lag"), found.pop("not_indexed")) == (7, 2, 0)
    assert found == {"status": "ok", "database": "ok", "engine": "ok"}


async def test_without_engine_health_is_limited_and_still_200(visitor: httpx.AsyncClient, house: House) -> None:
    house.limited = True
    answer = await visitor.get("/healthz")
    assert (answer.status_code, answer.json()["status"], answer.json()["engine"]) == (200, "limited", "away")


async def test_without_database_health_is_503_and_says_no_more_than_that(
    visitor: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("geheim", {}, sqlite3.OperationalError("unable to open /geheim"))

    monkeypatch.setattr(AsyncSession, "exec", away)
    answer = await visitor.get("/healthz")
    assert (answer.status_code, answer.json()["status"], answer.json()["database"]) == (503, "unavailable", "away")
    assert "geheim" not in answer.text


async def test_a_leak_can_be_told_to_somebody(visitor: httpx.AsyncClient) -> None:
    with clock.stopped_at(NOON):
        answer = await visitor.get("/.well-known/security.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"].startswith(("mailto:", "https://"))
    assert fields["Canonical"] == "http://hulpkeuze.example/.well-known/security.txt"
    expires = datetime.fromisoformat(fields["Expires"])
    assert NOON < expires < NOON + timedelta(days=365)


async def test_robots_do_not_get_lost_among_filters(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "Disallow: /aanbod?" in answer.text.splitlines()


async def test_the_mark_is_served(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/favicon.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")
