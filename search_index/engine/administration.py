"""Everything that changes an index, by the official client: blocking, so always called in a thread.

`client.index()` is made anew for every call, and every call has a client of its own: the client changes one
shared dict of headers while it sends, and two threads on one client sent searches without content type.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
from meilisearch import Client
from meilisearch.errors import MeilisearchApiError, MeilisearchError
from meilisearch.models.task import TaskInfo

from search_index.engine.settings import FIRST_UNKNOWN_VERSION, OLDEST_VERSION, SETTINGS
from search_index.engine.stored import Stored
from search_index.index import EngineAway

_ANSWER_WITHIN = 30  # seconds, for one call
_TASK_WITHIN = 600_000  # milliseconds: a large chunk may wait behind others
_ASK_EVERY = 15  # milliseconds
_ASK_LESS_EVERY = 150  # of a large batch: each look costs a connection, and processor time that the batch needs too
_LARGE = 500  # documents

_MOST_REFUSED = 20  # documents in a row; more are no strange documents but a strange server

T = TypeVar("T")


class _Refused(EngineAway):
    """What was sent is not taken; sent again it will not be either."""


class Administration:
    def __init__(self, url: str, key: str | None) -> None:
        self._url = url
        self._key = key

    async def version(self) -> str:
        return await self._call(lambda client: str(client.get_version()["pkgVersion"]))

    async def check_version(self) -> None:
        """Raises EngineAway for a server these modules were not tested with."""
        version = await self.version()
        numbers = tuple(int(number) for number in version.split("-")[0].split(".")[:2])
        if not OLDEST_VERSION <= numbers < FIRST_UNKNOWN_VERSION:
            oldest, unknown = (".".join(map(str, border)) for border in (OLDEST_VERSION, FIRST_UNKNOWN_VERSION))
            raise EngineAway(f"Meilisearch {version} is not supported: {oldest} or newer, before {unknown}")

    async def create(self, uid: str) -> None:
        """An empty index with our settings; what had this name before is gone."""
        await self._task(lambda client: client.delete_index(uid))
        await self._task(lambda client: client.create_index(uid, {"primaryKey": "id"}))
        await self._task(lambda client: client.index(uid).update_settings(SETTINGS))

    async def add(self, uid: str, documents: Sequence[Stored]) -> list[str]:
        """The ids of those that the server does not take. It refuses whole batches, so these are halved until what
        is left is one."""
        written = msgspec.json.encode(documents)
        try:
            every = _ASK_EVERY if len(documents) < _LARGE else _ASK_LESS_EVERY
            await self._task(lambda client: client.index(uid).add_documents_json(written), every)
        except _Refused as problem:
            if len(documents) == 1:
                return [str(documents[0]["id"])]
            half = len(documents) // 2
            refused = await self.add(uid, documents[:half])
            if len(refused) == half > _MOST_REFUSED:
                raise EngineAway(f"Meilisearch refuses everything: {problem}") from problem
            return refused + await self.add(uid, documents[half:])
        return []

    async def remove(self, uid: str, ids: Sequence[str]) -> None:
        await self._task(lambda client: client.index(uid).delete_documents(list(ids)))

    async def replace(self, uid: str, by: str) -> None:
        """One moment: a search sees all of the old or all of the new."""
        await self._call(lambda client: _ensure(client, uid))
        await self._task(lambda client: client.swap_indexes([{"indexes": [uid, by]}]))
        await self._task(lambda client: client.delete_index(by))

    async def _task(self, start: Callable[[Client], TaskInfo], every: int = _ASK_EVERY) -> None:
        await self._call(lambda client: _await(client, start(client), every))

    async def _call(self, call: Callable[[Client], T]) -> T:
        def in_thread() -> T:
            return call(Client(self._url, self._key, timeout=_ANSWER_WITHIN))

        try:
            return await asyncio.to_thread(in_thread)
        except MeilisearchError as problem:
            raise (_Refused if _is_refusal(problem) else EngineAway)(str(problem)) from problem
        except (KeyError, TypeError, ValueError) as problem:  # an answer that is not Meilisearch's
            raise EngineAway(f"unexpected answer: {problem!r}") from problem


def _await(client: Client, started: TaskInfo, every: int = _ASK_EVERY) -> None:
    task = client.wait_for_task(started.task_uid, timeout_in_ms=_TASK_WITHIN, interval_in_ms=every)
    if task.status == "succeeded" or _was_absent(task.error):
        return
    refused = isinstance(task.error, dict) and task.error.get("type") == "invalid_request"
    raise (_Refused if refused else EngineAway)(f"Meilisearch could not finish {task.type}: {task.error}")


def _is_refusal(problem: MeilisearchError) -> bool:
    return isinstance(problem, MeilisearchApiError) and problem.type == "invalid_request" and problem.status_code != 404


def _was_absent(error: Any) -> bool:
    """Deleting what is not there is done already."""
    return isinstance(error, dict) and error.get("code") == "index_not_found"


def _ensure(client: Client, uid: str) -> None:
    try:
        client.get_index(uid)
    except MeilisearchApiError as problem:
        if problem.code != "index_not_found":
            raise
        _await(client, client.create_index(uid, {"primaryKey": "id"}))
