"""Every address that somebody's journey asked for, asked again as others: nothing of it is theirs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.async_api import APIResponse, Page, Request

from tests.accounts.door import field as field_of

UNSAFE = "POST"
TOKEN = "sleutel"


@dataclass
class Trail:
    """What pages asked for below some addresses, and sent there: each once."""

    below: tuple[str, ...]
    asked: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def follow(self, page: Page) -> None:
        page.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if not (parts.path + "/").startswith(self.below):
            return
        sent = request.post_data_buffer or b""
        multipart = "multipart" in request.headers.get("content-type", "")
        fields = {} if multipart else dict(parse_qsl(sent.decode("utf-8", "replace"), keep_blank_values=True))
        self.asked.setdefault((request.method, parts.path), fields)

    def paths(self, method: str) -> Iterator[str]:
        return (path for asked, path in self.asked if asked == method)


async def trespass(page: Page, address: str, trail: Trail) -> dict[tuple[str, str], tuple[int, str]]:
    """How each is answered to who sits at this page, with a form's proof of their own: status, and where it sends."""
    own = await page.request.get(f"{address}/mijn/account")
    token = field_of(await own.text(), TOKEN)
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for (method, path), fields in trail.asked.items():
        about: dict[str, Any] = {}
        if method == UNSAFE:
            about = {"form": {**fields, TOKEN: token}, "headers": {"origin": address, "sec-fetch-site": "same-origin"}}
        answer: APIResponse = await page.request.fetch(f"{address}{path}", method=method, max_redirects=0, **about)
        found[method, path] = (answer.status, answer.headers.get("location", "").partition("?")[0])
    return found


def refused(trail: Trail, status: int, to: str = "") -> dict[tuple[str, str], tuple[int, str]]:
    return dict.fromkeys(trail.asked, (status, to))
