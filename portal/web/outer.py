"""The one layer around Litestar: language, one spelling per address, refusals, kept pages, log lines.

Around and not inside: Litestar's own hooks miss what its routing refuses, cannot rewrite a path,
and cost more than sending a kept page does. See docs/decisions/0004-one-layer-around-litestar.md.
"""

import secrets
from collections.abc import Callable
from itertools import count
from time import perf_counter
from typing import Any, cast
from urllib.parse import quote

import structlog
from litestar import Litestar, Response
from litestar.types import HTTPScope, Message, Receive, Scope, Send

from portal.access import ANONYMOUS, Permission, Visitor, may
from portal.access.sessions import recognise
from portal.database import is_away
from portal.web.address import LONGEST, Place, read_path, read_query, write_query
from portal.web.by_link import is_by_link
from portal.web.compression import chosen
from portal.web.errors import LAST_RESORT, problem_page
from portal.web.finish import Finish, names, send_whole
from portal.web.headers import RawHeaders, hear, security_headers, sent_from_here, wants_fragment
from portal.web.house import House
from portal.web.kept import KeptPage, KeptPages, KeptRoutes, Key, Wish, state_of
from portal.web.list_cookie import holds_nothing_else, list_cookie_name
from portal.web.session_cookie import cookie_name, token_in
from portal.web.sights import Sight, is_seen_already, is_watched
from portal.web.software import PROBLEM, is_for_software, language_for, problem_json
from portal.web.visit import Asked, make_visit

SAFE = ("GET", "HEAD")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
SHOWN = (200, 304)  # 304: their browser shows what it holds

log = structlog.get_logger("portal.requests")


class Outer:
    def __init__(
        self, inner: Litestar, house: House, *, limited: Callable[[], bool] = bool, kept: KeptPages | None = None
    ) -> None:
        self.inner = inner
        self.house = house
        self.kept = kept or KeptPages()
        self._limited = limited
        self._cookie = cookie_name(house.settings)
        self._list_cookie = list_cookie_name(house.settings)
        self._routes = KeptRoutes(inner)
        self._always = security_headers(house.settings)
        self._always_by_link = security_headers(house.settings, referrer=b"no-referrer")
        # Request ids: of this process, and counted. Random ones cost more than sending a kept page may.
        self._name = secrets.token_hex(5)
        self._numbers = count()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind: str = scope["type"]
        if kind == "http":
            await self._http(cast(HTTPScope, scope), receive, send)
        elif kind == "websocket":
            await send({"type": "websocket.close", "code": 1000, "reason": ""})
        else:
            await self.inner(scope, receive, send)  # start and stop

    async def _http(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        started = perf_counter()
        heard = hear(scope["headers"])
        place = read_path(scope["path"])
        asked = Asked(
            language=place.language,
            path=place.path,
            host=heard.get(b"host", b"").decode("latin-1"),
            fragment=wants_fragment(heard),
            request_id=f"{self._name}{next(self._numbers):06x}",
            private=is_for_software(place.path),
        )
        refused = self._refusal(scope, place, heard)
        right = not refused and place.spelling == scope["path"]
        wish = self._wish(scope, asked, heard) if right else None
        page = self.kept.get(wish.key, wish.state) if wish else None
        if page is not None:
            status = await _send_kept(page, asked, heard, send, head=scope["method"] == "HEAD")
            sight = page.sight
        else:
            finish = self._finish(scope, asked, heard, send, wish)
            if refused:
                await self._refuse(refused, asked, finish)
            elif right:
                await self._inside(scope, receive, asked, heard, finish)
            else:
                await _send_elsewhere(place, scope["query_string"], finish)
            status, sight = finish.status, asked.sight
        if sight is not None:
            self._count(sight, status, scope["method"], asked, heard)
        log.info(
            "request",
            method=scope["method"],
            route=asked.route,
            language=asked.language,
            status=status,
            ms=round((perf_counter() - started) * 1000, 1),
            kept=page is not None,
            request_id=asked.request_id,
        )

    def _count(self, sight: Sight, status: int, method: str, asked: Asked, heard: dict[bytes, bytes]) -> None:
        """After it was sent: nobody waits for it."""
        if status not in SHOWN or asked.at_work or not is_watched(method, heard):
            return
        if asked.fragment:
            route = self._routes.find(asked.path)
            if route is not None and is_seen_already(asked.path, asked.query, route.known, heard):
                return
        self.house.sights.count(sight)

    def _refusal(self, scope: HTTPScope, place: Place, heard: dict[bytes, bytes]) -> int:
        """A status, or 0 if there is nothing against this request."""
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST:
            return 414
        if not place.possible:
            return 404
        if is_for_software(place.path):
            return 0  # no cookie is looked at there: nothing can be sent in the name of who signed in
        if is_by_link(place.path):
            return 0  # nor there; and whoever sends it has the link
        if scope["method"] in UNSAFE and not sent_from_here(heard, self.house.settings, self.house.regions):
            return 403
        return 0

    async def _refuse(self, status: int, asked: Asked, finish: Finish) -> None:
        if is_for_software(asked.path):
            await _send_response(problem_json(status, language_for("", asked.language)), finish)
            return
        visit = make_visit(self.house, asked)
        await _send_response(problem_page(self.inner.state.pages, visit, status), finish)

    def _wish(self, scope: HTTPScope, asked: Asked, heard: dict[bytes, bytes]) -> Wish | None:
        """The page asked for, if it is one that may be kept."""
        route = self._routes.find(asked.path)
        asked.query = read_query(scope["query_string"], route.known if route else None)
        if route is None or scope["method"] not in SAFE:
            return None
        asked.route, asked.only_known = route.name, True
        self._without_list(scope, heard)
        if b"cookie" in heard or b"authorization" in heard:
            return None
        region = self.house.regions.for_host(asked.host)
        compression = chosen(heard.get(b"accept-encoding", b""))
        key = Key(region.key if region else "", asked.language, asked.path, asked.query, asked.fragment, compression)
        return Wish(key, state_of(self.house, self._limited))

    def _without_list(self, scope: HTTPScope, heard: dict[bytes, bytes]) -> None:
        """A page that may be kept is the same for who has a list open: it comes as fast, and as it is not given the
        cookie, nothing of the list can be in it."""
        if b"cookie" in heard and holds_nothing_else(heard[b"cookie"], self._list_cookie):
            del heard[b"cookie"]
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"cookie"]

    def _finish(
        self, scope: HTTPScope, asked: Asked, heard: dict[bytes, bytes], send: Send, wish: Wish | None
    ) -> Finish:
        finish = Finish(
            send,
            asked,
            head=scope["method"] == "HEAD",
            compression=chosen(heard.get(b"accept-encoding", b"")),
            if_none_match=heard.get(b"if-none-match", b""),
            always=self._always_by_link if is_by_link(asked.path) else self._always,
        )
        if wish:
            finish.keep = lambda page: self.kept.put(wish.key, page, wish.state, state_of(self.house, self._limited))
        return finish

    async def _who(self, asked: Asked, heard: dict[bytes, bytes]) -> Visitor:
        """Costs nothing for who did not sign in. Without a database nobody is known, and what all may see is shown."""
        token = token_in(heard[b"cookie"], self._cookie) if b"cookie" in heard else ""
        if not token or asked.path.startswith("/static/") or is_for_software(asked.path) or is_by_link(asked.path):
            return ANONYMOUS
        try:
            visitor = await recognise(self.house.database, self.house.regions, token)
        except Exception as problem:
            if not is_away(problem) or self._routes.find(asked.path) is None:
                raise
            return ANONYMOUS
        asked.private = visitor is not ANONYMOUS
        asked.at_work = may(visitor, Permission.SEE_PROVIDER_AREA)
        return visitor

    async def _inside(
        self, scope: HTTPScope, receive: Receive, asked: Asked, heard: dict[bytes, bytes], finish: Finish
    ) -> None:
        """Litestar sees the path without language, HEAD as GET, and of the query only what the page
        depends on."""
        try:
            visitor = await self._who(asked, heard)
        except Exception as problem:
            log.error("visitor_unknown", exc_info=problem, request_id=asked.request_id)
            await self._refuse(503 if is_away(problem) else 500, asked, finish)
            return
        within = dict(scope)
        within["path"] = asked.path
        within["raw_path"] = quote(asked.path).encode()
        # Of a session that may have ended a moment ago.
        token = token_in(heard[b"cookie"], self._cookie) if b"cookie" in heard and not visitor.signed_in else ""
        known = {"asked": asked, "visitor": visitor, "session_token": token}
        within["state"] = {**(scope.get("state") or {}), **known}
        if scope["method"] == "HEAD":
            within["method"] = "GET"
        if asked.only_known:
            within["query_string"] = write_query(asked.query).encode()
        try:
            await self.inner(within, receive, finish)  # type: ignore[arg-type]
        except Exception as problem:  # what not even the problem page could answer
            log.error("request_failed", exc_info=problem, request_id=asked.request_id)
            if not finish.status:
                await _send_plain(500, [(b"content-type", b"text/html; charset=utf-8")], LAST_RESORT.encode(), finish)
        handler = within.get("route_handler")
        asked.route = asked.route or getattr(handler, "name", None) or str(within.get("path_template", ""))


async def _send_kept(page: KeptPage, asked: Asked, heard: dict[bytes, bytes], send: Send, *, head: bool) -> int:
    if_none_match = heard.get(b"if-none-match")
    status = 304 if if_none_match and names(if_none_match, page.etag) else 200
    await send_whole(send, asked, status, page.headers, page.body, head=head)
    return status


async def _send_elsewhere(place: Place, query: bytes, finish: Finish) -> None:
    location = quote(place.spelling, safe="/-._~!$&'()*+,;=:@")
    if query:
        location += "?" + quote(query.decode("latin-1"), safe="/-._~!$&'()*+,;=:@%?", encoding="latin-1")
    await _send_plain(308, [(b"location", location.encode())], b"", finish)


async def _send_response(response: Response[Any], finish: Finish) -> None:
    headers = [(name.encode(), value.encode()) for name, value in response.headers.items()]
    said = response.content
    kind, body = (PROBLEM, said) if isinstance(said, bytes) else ("text/html; charset=utf-8", str(said).encode())
    await _send_plain(response.status_code or 200, [*headers, (b"content-type", kind.encode())], body, finish)


async def _send_plain(status: int, headers: RawHeaders, body: bytes, finish: Finish) -> None:
    start: Message = {"type": "http.response.start", "status": status, "headers": headers}
    await finish(start)
    await finish({"type": "http.response.body", "body": body, "more_body": False})
