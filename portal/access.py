"""Who is asking, and what they may do: the only place that decides."""

from dataclasses import dataclass
from enum import StrEnum

import structlog
from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

log = structlog.get_logger()


class Permission(StrEnum):
    """What a route can ask for, named after what a person does there. Sorted."""

    REPORT_MISTAKE = "report_mistake"
    SEE_CATALOGUE = "see_catalogue"
    SEE_HEALTH = "see_health"


# What everybody may do, signed in or not.
PUBLIC = frozenset({Permission.REPORT_MISTAKE, Permission.SEE_CATALOGUE, Permission.SEE_HEALTH})


@dataclass(frozen=True)
class Visitor:
    """Whoever sends a request. Without an account: anonymous."""

    account_id: int | None = None
    granted: frozenset[Permission] = frozenset()  # on top of what is public, from memberships


ANONYMOUS = Visitor()


def visitor_of(connection: ASGIConnection) -> Visitor:  # type: ignore[type-arg]
    visitor = connection.scope["state"].get("visitor", ANONYMOUS)
    assert isinstance(visitor, Visitor)
    return visitor


def may(visitor: Visitor, permission: Permission) -> bool:
    return permission in PUBLIC or permission in visitor.granted


# Async though it waits for nothing: an ordinary function would be run in a thread, for every request.
async def guard(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """On every route. One that does not say what it asks for is closed to everybody."""
    if connection.scope.get("method") == "OPTIONS":
        return  # only tells which methods there are
    permission = handler.opt.get("permission")
    if not isinstance(permission, Permission):
        log.error("route_without_permission", route=handler.name or str(handler))
        raise PermissionDeniedException
    if not may(visitor_of(connection), permission):
        raise PermissionDeniedException
