"""The calls that visitors wait for: a pooled connection and one second."""

import asyncio
from collections.abc import Sequence
from typing import Any

import msgspec

from search_index.engine.calls import Broken, Calls
from search_index.index import EngineAway

_PATIENCE = 1.0  # seconds, for the whole answer


class IndexMissing(EngineAway):
    """There is no index of this name, or not one of ours."""


class Connection:
    def __init__(self, url: str, key: str | None, patience: float = _PATIENCE) -> None:
        # Without "identity" the server sends gzip in pieces, which costs 40 ms on a kept-alive connection.
        headers = {"Accept-Encoding": "identity", "Content-Type": "application/json"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self._calls = Calls(url, headers)
        self._patience = patience

    async def multi_search(self, queries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        answer = await self._post("/multi-search", {"queries": queries})
        results = answer.get("results")
        if not isinstance(results, list) or len(results) != len(queries):
            raise EngineAway("unexpected answer to a search")
        return results

    async def documents(self, uid: str, region: str) -> list[dict[str, Any]]:
        """All documents in which an index describes itself under this name."""
        answer = await self._post(
            f"/indexes/{uid}/documents/fetch", {"filter": f'region = "{region}"', "limit": 100_000}
        )
        results = answer.get("results")
        if not isinstance(results, list):
            raise EngineAway("unexpected answer to a request for documents")
        return results

    async def healthy(self) -> bool:
        try:
            async with asyncio.timeout(self._patience):
                answer = await self._calls.get("/health")
                return bool(msgspec.json.decode(answer.body)["status"] == "available")
        except (Broken, OSError, TimeoutError, msgspec.MsgspecError, ValueError, KeyError, TypeError):
            return False

    async def close(self) -> None:
        await self._calls.close()

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            async with asyncio.timeout(self._patience):
                answer = await self._calls.post(path, msgspec.json.encode(body))
        except (Broken, OSError, TimeoutError) as problem:
            raise EngineAway(f"no answer: {problem!r}") from problem
        try:
            content = msgspec.json.decode(answer.body)
        except (msgspec.MsgspecError, ValueError) as problem:
            raise EngineAway("the answer is not JSON") from problem
        if answer.status == 200 and isinstance(content, dict):
            return content
        code = content.get("code") if isinstance(content, dict) else None
        if code == "index_not_found":
            raise IndexMissing("nothing was built yet")
        raise EngineAway(f"refused: {answer.status} {code}")
