"""The portal in this process, to see what a page asks of the engine and of the database."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from litestar.routes import BaseRoute
from sqlalchemy import event

from portal.app import create_app
from portal.database import Database
from portal.finding.engines import Engines
from portal.settings import Settings
from portal.web.house import House
from search_index.engine import MeilisearchIndex
from search_index.engine.calls import Answer, Calls
from search_index.in_process import InProcessIndex
from tests.bench.data import regions_of
from tests.bench.line import NotMeasured

BASE = "http://127.0.0.1"
_NOT_A_QUERY = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@dataclass
class Seen:
    bodies: list[bytes] = field(default_factory=list)  # of calls to the engine
    statements: list[str] = field(default_factory=list)  # to the database


class Inside:
    def __init__(self, visitor: httpx.AsyncClient, routes: Sequence[BaseRoute]) -> None:
        self._visitor = visitor
        self.routes = routes
        self.seen = Seen()

    async def get(self, path: str) -> Seen:
        self.seen = Seen()
        answer = await self._visitor.get(path)
        if answer.status_code != 200:
            raise NotMeasured(f"{path} was answered with {answer.status_code}")
        return self.seen

    def note_calls(self, calls: Calls) -> None:
        post = calls.post

        async def noted(path: str, body: bytes) -> Answer:
            self.seen.bodies.append(body)
            return await post(path, body)

        calls.post = noted  # type: ignore[method-assign]

    def note_statement(self, *about: Any) -> None:
        statement = str(about[2])
        if not statement.startswith(_NOT_A_QUERY):
            self.seen.statements.append(statement)


@asynccontextmanager
async def inside(url: str, engine: MeilisearchIndex) -> AsyncIterator[Inside]:
    database = Database(url)
    engines = Engines(engine, InProcessIndex())
    try:
        regions, _ = await regions_of(database)
        app = create_app(House(Settings(), database, regions), engines)
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as visitor:
            portal = Inside(visitor, app.inner.routes)
            await portal.get("/aanbod?q=gezinshuis")  # the words of the index are read with the first question
            portal.note_calls(engine._connection._calls)
            event.listen(database.engine.sync_engine, "before_cursor_execute", portal.note_statement)
            yield portal
    finally:
        await engines.close()
        await database.close()
