"""Every route × everybody × own and foreign record, from the application's own routes, against the table."""

from collections.abc import Iterator

import httpx
import pytest
from litestar.routes import HTTPRoute
from sqlmodel import delete

from portal import clock, secrecy
from portal.access import Permission
from portal.access.form_token import make_form_token
from portal.access.permissions import PUBLIC
from portal.access.sessions import recognise
from portal.finding.engines import Engines
from portal.indexing import stream_documents, vocabulary_of
from portal.model import Account, Passkey, Role
from portal.web.house import House
from portal.web.outer import Outer
from search_index import Collection
from search_index.in_process import InProcessIndex
from tests.access.records import MADE, forget_made
from tests.access.roles import bare, house, people
from tests.access.table import ROUTES as PAGES
from tests.access.table import Meets, Row
from tests.access.table_of_measured import MEASURED
from tests.access.table_of_referrals import REFERRALS
from tests.access.table_of_referrers import REFERRERS
from tests.staff import (
    FEMKE_HERSELF,
    ROLES,
    WILGENHOF,
    a_key,
    a_token,
    an_access_key,
    browser_of,
)
from tests.web.house import FROM_HERE, an_app

__all__ = ["bare", "house", "people"]

SAFE = ("GET", "HEAD")
AT_THE_DOOR = ("/inloggen", "/uitloggen", "/mijn/account")  # where sessions begin and end
ROUTES = {**PAGES, **REFERRALS, **MEASURED, **REFERRERS}
FIXED = {
    "offer": "iets",
    "token": "nobodys",
    "provider": WILGENHOF,
    "product": "opvoedhulp",
    "file": "site-0123456789abcdef.css",
}


@pytest.fixture(scope="module")
async def app(house: House) -> Outer:
    local = InProcessIndex()
    for collection in Collection:
        chunks = stream_documents(house.database, house.regions, collection)
        await local.rebuild(collection, chunks, vocabulary_of(house.regions.by_key.values()))
    engines = Engines(None, local)
    return an_app(house, engines=engines)


def routes_of(app: Outer) -> Iterator[tuple[str, str]]:
    for route in app.inner.routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            for method in handler.http_methods:
                if method != "OPTIONS":
                    yield method, route.path_format


def test_every_route_and_every_role_has_its_row(app: Outer) -> None:
    assert sorted(routes_of(app)) == sorted(ROUTES)
    assert set(ROLES.values()) == set(Role)
    for row in ROUTES.values():
        assert set(row.roles) == set(row.without_second) == set(Role)


class Sessions:
    """Each person goes on with theirs from route to route, but where one begins or ends they are done with it."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._begun: dict[tuple[str, bool], str] = {}

    async def token(self, account: Account, path: str, *, second_factor: bool = True) -> str:
        who = (account.key, second_factor)
        if path.startswith(AT_THE_DOOR):
            self._begun.pop(who, None)
            return await a_token(self._house, account, second_factor=second_factor)
        if who not in self._begun:
            self._begun[who] = await a_token(self._house, account, second_factor=second_factor)
        return self._begun[who]


@pytest.fixture(scope="module")
def sessions(house: House) -> Sessions:
    return Sessions(house)


async def asks(app: Outer, method: str, path: str, token: str) -> Meets:
    data = {}
    if token and method not in SAFE:
        data = {"sleutel": make_form_token(app.house.secrecy, secrecy.token_print(token))}
    async with browser_of(app, token) as browser:
        answer = await browser.request(method, path, headers={} if method in SAFE else FROM_HERE, data=data or None)
    return meets(answer, path)


def meets(answer: httpx.Response, path: str) -> Meets:
    assert answer.status_code < 500, f"{path}: {answer.status_code}"
    where = answer.headers.get("location", "")
    if answer.status_code == 303 and where.startswith("/inloggen") and not path.startswith("/inloggen"):
        return Meets.DOOR
    if answer.status_code == 303 and where.startswith("/mijn/account/tweede-stap"):
        return Meets.SECOND
    if answer.status_code == 401:
        return Meets.KEY
    return Meets.NONE if answer.status_code == 404 else Meets.IN


async def path_for(app: Outer, path: str, row: Row, owner: Account | None, *, own: bool = True) -> str:
    """With the key of something that is there and, where that can be, belongs to `owner`; or else, not `own`, to
    another provider or region than that of the tests' people."""
    if not row.own:
        assert "{" not in path, f"{path}: say in the table which record"
        return path
    house = app.house
    if row.own == "session":
        assert owner is not None
        key = (await recognise(house.database, house.regions, await a_token(house, owner))).session
        return _filled(path, key.key if key else "")
    if row.own == "passkey":
        assert owner is not None
        key = a_key()
        async with house.database.writing(FEMKE_HERSELF) as session:
            session.add(
                Passkey(
                    key=key, account_id=owner.id or 0, credential_id=key, public_key="", name="x", created=clock.now()
                )
            )
        return _filled(path, key)
    if row.own == "access key":
        return _filled(path.replace("{slug}", WILGENHOF), await an_access_key(house))
    if row.own in MADE:
        assert owner is not None
        return _filled(path, *await MADE[row.own](house, owner, 1 if own else 2))
    fixed = {
        "offer": "iets",
        "token": "nobodys",
        "provider": WILGENHOF,
        "product": "opvoedhulp",
        "file": "site-0123456789abcdef.css",
    }
    return _filled(path, fixed[row.own])


def _filled(path: str, *keys: str) -> str:
    """The last key for each that is left."""
    left = list(keys)
    parts = path.split("/")
    return "/".join((left.pop(0) if len(left) > 1 else left[0]) if part.startswith("{") else part for part in parts)


@pytest.mark.parametrize(("method", "path"), sorted(ROUTES))
async def test_everybody_meets_what_the_table_says(
    app: Outer, sessions: Sessions, people: dict[Role, Account], bare: dict[Role, Account], method: str, path: str
) -> None:
    row = ROUTES[method, path]
    some = people[Role.PROVIDER_EDITOR]
    address = await path_for(app, path, row, some)
    found: dict[str, Meets] = {"stranger": await asks(app, method, address, "")}
    found["halfway"] = await asks(app, method, address, await sessions.token(some, path, second_factor=False))
    expected: dict[str, Meets] = {"stranger": row.stranger, "halfway": row.halfway}
    for role in Role:
        for who, says, second in ((people, row.roles, True), (bare, row.without_second, False)):
            token = await sessions.token(who[role], path, second_factor=second)
            own = await path_for(app, path, row, who[role])
            name = f"{role} {'with' if second else 'without'} second step"
            found[name], expected[name] = await asks(app, method, own, token), says[role]
            if row.foreign is not None and says[role] == Meets.IN:
                other = who[Role.FAMILY if role != Role.FAMILY else Role.ADMINISTRATOR]
                foreign = await path_for(app, path, row, other, own=False)
                token = await sessions.token(who[role], path, second_factor=second)
                found[f"{name}, foreign"] = await asks(app, method, foreign, token)
                expected[f"{name}, foreign"] = Meets.IN if role in row.reaches_all else row.foreign
    assert found == expected
    if row.own in MADE:
        await forget_made(app.house)
    if row.own == "passkey":  # those that were made for this would count as a second step
        async with app.house.database.writing(FEMKE_HERSELF) as session:
            await session.exec(delete(Passkey))


def test_only_forms_at_the_door_and_of_a_list_do_without_the_proof_of_a_session(app: Outer) -> None:
    without = {
        (method, route.path_format)
        for route in app.inner.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
        if handler.opt.get("before_sign_in") and method not in SAFE
    }
    of_list = {key for key in ROUTES if key[0] == "POST" and key[1].startswith("/mijn/lijst")}
    assert without == {("POST", "/inloggen"), ("POST", "/inloggen/passkey"), *of_list}


def test_no_page_that_asks_for_signing_in_is_kept_or_listed(app: Outer) -> None:
    for route in app.inner.routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            if handler.opt.get("permission") not in (PUBLIC - {Permission.SIGN_IN}):
                assert "kept" not in handler.opt, route.path_format
                assert "sitemap" not in handler.opt, route.path_format
