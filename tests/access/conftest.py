"""A house over HTTPS, and routes that ask for what pages will ask for."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch import provider_for
from portal.access.form_token import make_form_token
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.page import page
from portal.web.visit import Visit
from tests.staff import a_safe_house, safe_app

Asking = Request[Any, Any, Any]


@get("/proef/gebied/{slug:str}", name="try.area", opt={"permission": Permission.SEE_PROVIDER_AREA})
async def area(visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]) -> str:
    return (await provider_for(session, visit.visitor, slug, Permission.SEE_PROVIDER_AREA)).name


@post("/proef/gebied/{slug:str}", name="try.change", opt={"permission": Permission.CHANGE_PROFILE}, status_code=200)
async def change(visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]) -> str:
    return (await provider_for(session, visit.visitor, slug, Permission.CHANGE_PROFILE)).name


@get("/proef/openbaar", name="try.public", opt={"permission": Permission.SEE_CATALOGUE, "kept": ("q",)})
async def public(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "layout/base.html")


@get("/proef/wie", name="try.who", opt={"permission": Permission.SEE_CATALOGUE})
async def who(visit: NamedDependency[Visit]) -> dict[str, Any]:
    token = ""
    if visit.visitor.session is not None:
        token = make_form_token(visit.house.secrecy, visit.visitor.session.token_print)
    return {"key": visit.visitor.key, "signed_in": visit.visitor.signed_in, "token": token}


@post("/proef/melding", name="try.report", opt={"permission": Permission.REPORT_MISTAKE}, status_code=200)
async def report(request: Asking) -> str:
    return str((await request.form()).get("wat"))


tried = Router("/", route_handlers=[area, change, public, who, report])


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path) as house:
        yield house


@pytest.fixture
def app(house: House) -> Outer:
    return safe_app(house, tried)
