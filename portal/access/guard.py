"""What stands before every route: it must say what it asks for, and the visitor must hold that."""

from typing import Any

import structlog
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from portal.access.form_token import FIELD, HEADER, is_form_token
from portal.access.kept_form import AGAIN, forget_sent, keep
from portal.access.permissions import Permission
from portal.access.refusals import FormNotOfSession, NotFound, SecondFactorNeeded, SignInNeeded
from portal.access.visitor import ANONYMOUS, Visitor, lacks_second_factor, may

SAFE = ("GET", "HEAD")

log = structlog.get_logger()


def visitor_of(connection: ASGIConnection) -> Visitor:  # type: ignore[type-arg]
    visitor = connection.scope["state"].get("visitor", ANONYMOUS)
    assert isinstance(visitor, Visitor)
    return visitor


# Async though it mostly waits for nothing: an ordinary function would be run in a thread, for every request.
async def guard(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """On every route. One that does not say what it asks for is closed to everybody. For somebody who signed in and
    may not, a page does not exist; somebody who did not is asked to."""
    if connection.scope.get("method") == "OPTIONS":
        return  # only tells which methods there are
    permission = handler.opt.get("permission")
    if not isinstance(permission, Permission):
        log.error("route_without_permission", route=handler.name or str(handler))
        raise PermissionDeniedException
    visitor = visitor_of(connection)
    if not may(visitor, permission):
        if visitor.signed_in:
            raise NotFound
        raise SignInNeeded(await _kept(connection, visitor))
    if lacks_second_factor(visitor, permission):
        raise SecondFactorNeeded
    if isinstance(connection, Request) and not handler.opt.get("before_sign_in"):
        await _check_form(connection, visitor)


async def _kept(connection: ASGIConnection, visitor: Visitor) -> str:  # type: ignore[type-arg]
    if not isinstance(connection, Request) or connection.method in SAFE:
        return ""
    return await keep(connection, visitor)


async def _check_form(request: Request[Any, Any, Any], visitor: Visitor) -> None:
    """That it comes from a page of ours the outer layer has seen; here, that the page was made for this session."""
    if request.method in SAFE or visitor.session is None:
        return
    said, again = request.headers.get(HEADER), None
    if said is None:
        try:
            form = await request.form()
        except (LookupError, ValueError) as unreadable:
            raise ClientException from unreadable
        said, again = form.get(FIELD), form.get(AGAIN)
    secrecy = request.app.state.house.secrecy
    if not isinstance(said, str) or not is_form_token(secrecy, visitor.session.token_print, said):
        raise FormNotOfSession(await _kept(request, visitor))
    if isinstance(again, str):
        await forget_sent(request.app.state.house.database, visitor, again)
