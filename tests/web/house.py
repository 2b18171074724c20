"""A house to test in: a region of our own making, an empty database, and someone who sends requests."""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx
import structlog
from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.routes import HTTPRoute
from sqlalchemy import StaticPool
from sqlmodel import SQLModel, create_engine

from portal.app import CAPABILITIES, create_app
from portal.database import Database
from portal.finding.engines import Engines
from portal.model import Form, HelpKind, Municipality, Product, ProductCategory, Region, Terms
from portal.model.product import FormGroup, Unit
from portal.regions import RegionData, Regions
from portal.settings import Settings
from portal.web.house import House
from portal.web.logs import only_the_kind_of_error
from portal.web.outer import Outer
from portal.web.page import Pages
from portal.web.static import StaticFiles

BASE = "http://hulpkeuze.example"
WHAT = {"what": {"nl": "Hulp."}}
FROM_HERE = {"sec-fetch-site": "same-origin"}  # what a browser sends with our own forms


def a_region(key: str = "rivierland", *, hosts: Sequence[str] = (), number: int = 1, **changes: Any) -> RegionData:
    """Small, fictional, complete enough for every page."""
    region = Region(
        id=number,
        key=key,
        names={"nl": key.capitalize()},
        hosts=list(hosts),
        is_default=number == 1,
        look={"--region-primary": "#1f5c7a"},
        crisis={"steps": {"nl": ["Bel de crisisdienst."], "en": ["Call the crisis service."]}, "numbers": []},
    )
    towns = [
        Municipality(id=number * 10 + n, region_id=number, code=f"{number}00{n}", key=name.lower(), name=name)
        for n, name in enumerate(("Dijkstad", "Uiterwaard"), start=1)
    ]
    shared: dict[str, Any] = {"region_id": number}
    parts: dict[str, Any] = {
        "categories": [
            ProductCategory(**shared, key="ambulant", names={"nl": "Ambulant", "en": "At home"}, texts=WHAT)
        ],
        "products": [
            Product(
                **shared,
                key="begeleiding",
                names={"nl": "Begeleiding", "en": "Guidance"},
                category="ambulant",
                unit=Unit.HOUR,
            )
        ],
        "help_kinds": [
            HelpKind(**shared, key="opvoedhulp", names={"nl": "Opvoedhulp"}, category="ambulant", texts=WHAT)
        ],
        "forms": [Form(**shared, key="gezinshuis", names={"nl": "Gezinshuis"}, group=FormGroup.LIVING, texts=WHAT)],
    }
    lists = ("target_groups", "sectors", "tariff_groups", "functions", "budgets", "indicators", "norms")
    guide = ("situations", "rights", "glossary", "pathways")
    made: dict[str, Any] = {name: {item.key: item for item in items} for name, items in parts.items()}
    made |= {name: {} for name in (*lists, *guide)}
    made |= {"places": (), "routes": (), "wordings": (), "facilities": ()}
    made |= {"terms": Terms(), "municipalities": {town.code: town for town in towns}}
    return RegionData(id=number, key=key, region=region, **{**made, **changes})


def regions_of(*regions: RegionData) -> Regions:
    return Regions(
        by_key={region.key: region for region in regions},
        by_host={host: region for region in regions for host in region.region.hosts},
        default=next((region for region in regions if region.region.is_default), None),
    )


@cache
def _empty_database() -> bytes:
    """Made once: making the tables takes longer than most tests."""
    connection = sqlite3.connect(":memory:")
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    SQLModel.metadata.create_all(engine)
    return connection.serialize()


@asynccontextmanager
async def a_house(
    folder: Path, *regions: RegionData, settings: Mapping[str, Any] | None = None, url: str = ""
) -> AsyncIterator[House]:
    """With an empty database of its own, or that at `url`; without regions it is one where nothing has been loaded."""
    if not url:
        file = folder / "hulpkeuze.db"
        file.write_bytes(_empty_database())
        url = f"sqlite+aiosqlite:///{file}"
    database = Database(url)
    options = {"base_url": BASE, **(settings or {})}
    try:
        yield House(Settings(**options), database, regions_of(*regions))
    finally:
        await database.close()


def an_app(house: House, *more: Router, engines: Engines | None = None) -> Outer:
    if not structlog.is_configured():
        # Its default draws each error with all its values: slow, and more than we ever write.
        structlog.configure([only_the_kind_of_error, structlog.processors.KeyValueRenderer()])
    static, pages = _files_and_pages()
    with (
        patch("portal.app.StaticFiles", lambda: static),
        patch("portal.app.Pages", lambda *_, **__: pages),
        patch("portal.app.Litestar", _with_state),
    ):
        return create_app(house, engines, strict_templates=True, capabilities=(*CAPABILITIES, *more))


_BUILT: dict[tuple[Router, ...], Litestar] = {}


def _with_state(*, route_handlers: Sequence[Router], state: State, **options: Any) -> Litestar:
    """Routes are looked through once: that takes longer than most tests. What a house is stands in the state, and each
    has its own."""
    capabilities = tuple(route_handlers)
    if capabilities not in _BUILT:
        _BUILT[capabilities] = Litestar(route_handlers=route_handlers, state=State(), **options)
    inner = copy(_BUILT[capabilities])
    inner.state, inner.on_shutdown = state, list(options["on_shutdown"])
    return inner


@cache
def _files_and_pages() -> tuple[StaticFiles, Pages]:
    """Shared: compressing files and translating templates to code takes longer than most tests."""
    static = StaticFiles()
    return static, Pages(static, strict=True)


def someone(app: Outer, **options: Any) -> httpx.AsyncClient:
    """A visitor: keeps no cookies unless given, follows no redirects, and takes no compression unasked."""
    headers = {"accept-encoding": "identity", **options.pop("headers", {})}
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url=options.pop("base_url", BASE), headers=headers, **options)


def every_route(app: Outer) -> Iterator[tuple[str, str, Any]]:
    """Method, an address, and the handler of everything that can be asked for."""
    for route in app.inner.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                for method in sorted(handler.http_methods):
                    yield method, _example_of(route.path_format), handler


def _example_of(path_format: str) -> str:
    return "/".join("iets" if part.startswith("{") else part for part in path_format.split("/"))
