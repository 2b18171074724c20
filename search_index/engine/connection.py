"""The calls that visitors wait for: a pooled connection and one second."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import httpx

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
        self._http = httpx.AsyncClient(base_url=url, headers=headers, timeout=patience, trust_env=False)
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
                answer = await self._http.get("/health")
                return bool(answer.json()["status"] == "available")
        except (httpx.HTTPError, TimeoutError, ValueError, KeyError, TypeError):
            return False

    async def close(self) -> None:
        await self._http.aclose()

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            async with asyncio.timeout(self._patience):  # httpx's own limit starts anew with every piece received
                answer = await self._http.post(path, content=json.dumps(body))
        except (httpx.HTTPError, TimeoutError) as problem:
            raise EngineAway(f"no answer: {problem!r}") from problem
        try:
            content = json.loads(answer.content)
        except ValueError as problem:
            raise EngineAway("the answer is not JSON") from problem
        if answer.status_code == 200 and isinstance(content, dict):
            return content
        code = content.get("code") if isinstance(content, dict) else None
        if code == "index_not_found":
            raise IndexMissing("nothing was built yet")
        raise EngineAway(f"refused: {answer.status_code} {code}")
