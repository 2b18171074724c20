"""What every website has: health, what robots may read, whom to tell about a leak, and static files."""

import asyncio
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from litestar import MediaType, Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission
from portal.database import is_away
from portal.model import IndexMark, InstallationFact
from portal.model.upkeep import NOT_INDEXED
from portal.web.compression import chosen
from portal.web.errors import NotFound
from portal.web.findable import origin_of, robots_text
from portal.web.house import House
from portal.web.sitemap import PART, part_asked, public_paths, sitemap
from portal.web.static import StaticFile, StaticFiles
from portal.web.visit import Visit, asked_of

A_YEAR = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
DATABASE_SECONDS = 2.0  # before /healthz calls it away
SECURITY_TXT_DAYS = 180

Asking = Request[Any, Any, Any]


@get("/healthz", name="health", opt={"permission": Permission.SEE_HEALTH})
async def health(request: Asking) -> Response[dict[str, object]]:
    house: House = request.app.state.house
    limited = house.limited or request.app.state.limited()
    waiting, left_out = await _indexing(house)
    content: dict[str, object] = {
        "status": "unavailable" if waiting is None else "limited" if limited else "ok",
        "database": "away" if waiting is None else "ok",
        "engine": "away" if limited else "ok",
        "index_version": house.index_version,
        "index_lag": waiting,
        "not_indexed": left_out,
        "version": release(),
    }
    return Response(content, status_code=503 if waiting is None else 200, headers={"cache-control": "no-store"})


async def _indexing(house: House) -> tuple[int | None, int]:
    """Changes that the index does not show yet, and of how many providers it cannot; None if the database does not
    answer. Which providers `portal doctor` tells."""
    try:
        async with asyncio.timeout(DATABASE_SECONDS), house.database.reading() as session:
            waiting = (await session.exec(select(func.count()).select_from(IndexMark))).one()
            fact = (await session.exec(select(InstallationFact).where(InstallationFact.name == NOT_INDEXED))).first()
            return waiting, len(fact.value) if fact else 0
    except Exception as problem:
        if is_away(problem):
            return None, 0
        raise


def release() -> str:
    try:
        return version("hulpkeuze")
    except PackageNotFoundError:  # run from a folder, not installed
        return "0"


@get("/robots.txt", name="robots", media_type=MediaType.TEXT, opt={"permission": Permission.SEE_CATALOGUE})
async def robots(request: Asking) -> Response[str]:
    house: House = request.app.state.house
    origin = origin_of(house.settings, house.regions.for_host(asked_of(request.scope).host))
    return Response(robots_text(origin), media_type=MediaType.TEXT, headers={"cache-control": A_DAY})


@get(
    "/sitemap.xml",
    name="sitemap",
    media_type=MediaType.XML,
    opt={"permission": Permission.SEE_CATALOGUE, "kept": (PART,), "sitemap": False},
)
async def site_map(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    paths = await public_paths(request.app, session, visit.region)
    content = sitemap(origin_of(visit.house.settings, visit.region), paths, part_asked(visit.query))
    if content is None:
        raise NotFound
    return Response(content, media_type=MediaType.XML)


@get("/.well-known/security.txt", name="security_txt", opt={"permission": Permission.SEE_CATALOGUE})
async def security_txt(request: Asking) -> Response[str]:
    """RFC 9116. It may not be older than a year; a shorter promise is a safer one."""
    house: House = request.app.state.house
    expires = (clock.now() + timedelta(days=SECURITY_TXT_DAYS)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: {house.settings.security_contact}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {house.settings.public_url}/.well-known/security.txt",
    )
    content = "".join(f"{line}\n" for line in lines)
    return Response(content, media_type=MediaType.TEXT, headers={"cache-control": A_DAY})


@get("/favicon.svg", name="favicon", opt={"permission": Permission.SEE_CATALOGUE})
async def favicon(request: Asking) -> Response[bytes]:
    static: StaticFiles = request.app.state.static
    return _file(request, static.plain("favicon.svg"), A_DAY)


@get("/static/{name:str}", name="static", opt={"permission": Permission.SEE_CATALOGUE})
async def static_file(request: Asking, name: FromPath[str]) -> Response[bytes]:
    static: StaticFiles = request.app.state.static
    found = static.find(name, request.app.state.house.regions)
    if found is None:
        raise NotFound
    file, exact = found
    return _file(request, file, A_YEAR if exact else "no-cache")


def _file(request: Asking, file: StaticFile, cache_control: str) -> Response[bytes]:
    encoding = chosen(request.headers.get("accept-encoding", "").encode("latin-1"))
    headers = {"cache-control": cache_control}
    if len(file.bodies) > 1:
        headers["vary"] = "Accept-Encoding"
    if encoding in file.bodies and encoding:
        headers["content-encoding"] = encoding
    body = file.bodies.get(encoding, file.bodies[""])
    return Response(body, media_type=file.content_type, headers=headers)


routes = Router(path="/", route_handlers=[health, robots, site_map, security_txt, favicon, static_file])
