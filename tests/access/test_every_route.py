"""Every route × everybody × own and foreign record, from the application's own routes, against the table."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from litestar.routes import HTTPRoute
from sqlmodel import delete

from portal import clock
from portal.access import Permission
from portal.access.fetch import account_for, practice_for, provider_for
from portal.access.form_token import make_form_token
from portal.access.permissions import CHANGING, OWN_ACCOUNT, PUBLIC
from portal.access.refusals import NotFound, SecondFactorNeeded
from portal.access.sessions import recognise
from portal.access.visitor import Visitor
from portal.accounts.second_factor import seal
from portal.finding.engines import Engines
from portal.indexing import stream_documents, vocabulary_of
from portal.model import Account, Contract, Membership, Passkey, Practice, Provider, Role
from portal.web.house import House
from portal.web.outer import Outer
from search_index import Collection
from search_index.in_process import InProcessIndex
from tests.access.table import PROVIDERS, ROUTES, Meets, Row
from tests.staff import (
    FEMKE_HERSELF,
    POPULIER,
    ROLES,
    WILGENHOF,
    a_key,
    a_safe_house,
    a_token,
    an_account,
    browser_of,
)
from tests.web.house import FROM_HERE, an_app

SAFE = ("GET", "HEAD")


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path_factory.mktemp("routes")) as house:
        yield house


@pytest.fixture(scope="module")
async def app(house: House) -> Outer:
    local = InProcessIndex()
    for collection in Collection:
        chunks = stream_documents(house.database, house.regions, collection)
        await local.rebuild(collection, chunks, vocabulary_of(house.regions.by_key.values()))
    engines = Engines(None, local)
    return an_app(house, engines=engines)


@pytest.fixture(scope="module")
async def people(house: House) -> dict[Role, Account]:
    """Each with an app set up: whose session passed it holds what the role gives."""
    secret = seal(house.secrecy, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    # With a password that nobody knows: without one they could take the app away just after signing in.
    about = {"totp_sealed": secret, "password_hash": "x"}
    return {role: await an_account(house, name, role, **about) for name, role in ROLES.items()}


@pytest.fixture(scope="module")
async def bare(house: House) -> dict[Role, Account]:
    """Who never set up a second step."""
    about = {"password_hash": "x"}
    return {role: await an_account(house, f"{name}-bare", role, **about) for name, role in ROLES.items()}


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


async def asks(app: Outer, method: str, path: str, token: str) -> Meets:
    data = {}
    if token and method not in SAFE:
        visitor = await recognise(app.house.database, app.house.regions, token)
        assert visitor.session is not None
        data = {"sleutel": make_form_token(app.house.secrecy, visitor.session.token_print)}
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
    return Meets.NONE if answer.status_code == 404 else Meets.IN


async def path_for(app: Outer, path: str, row: Row, owner: Account | None) -> str:
    """With the key of something that is there and, where that can be, belongs to `owner`."""
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
    fixed = {"provider": WILGENHOF, "product": "opvoedhulp", "file": "site-0123456789abcdef.css"}
    return _filled(path, fixed[row.own])


def _filled(path: str, key: str) -> str:
    return "/".join(key if part.startswith("{") else part for part in path.split("/"))


@pytest.mark.parametrize(("method", "path"), sorted(ROUTES))
async def test_everybody_meets_what_the_table_says(
    house: House, app: Outer, people: dict[Role, Account], bare: dict[Role, Account], method: str, path: str
) -> None:
    row = ROUTES[method, path]
    some = people[Role.PROVIDER_EDITOR]
    address = await path_for(app, path, row, some)
    found: dict[str, Meets] = {"stranger": await asks(app, method, address, "")}
    found["halfway"] = await asks(app, method, address, await a_token(house, some, second_factor=False))
    expected: dict[str, Meets] = {"stranger": row.stranger, "halfway": row.halfway}
    for role in Role:
        for who, says, second in ((people, row.roles, True), (bare, row.without_second, False)):
            token = await a_token(house, who[role], second_factor=second)
            own = await path_for(app, path, row, who[role])
            name = f"{role} {'with' if second else 'without'} second step"
            found[name], expected[name] = await asks(app, method, own, token), says[role]
            if row.foreign is not None and says[role] == Meets.IN:
                other = who[Role.FAMILY if role != Role.FAMILY else Role.ADMINISTRATOR]
                foreign = await path_for(app, path, row, other)
                token = await a_token(house, who[role], second_factor=second)
                found[f"{name}, foreign"] = await asks(app, method, foreign, token)
                expected[f"{name}, foreign"] = row.foreign
    assert found == expected
    if row.own == "passkey":  # those that were made for this would count as a second step
        async with house.database.writing(FEMKE_HERSELF) as session:
            await session.exec(delete(Passkey))


def test_every_permission_that_is_not_for_all_stands_in_the_table() -> None:
    assert set(PROVIDERS) == set(Permission) - PUBLIC - OWN_ACCOUNT


async def gets(session, visitor: Visitor, slug: str, permission: Permission) -> bool:
    try:
        return (await provider_for(session, visitor, slug, permission)).slug == slug
    except NotFound:
        return False


@pytest.mark.parametrize("name", sorted(PROVIDERS))
async def test_everybody_reaches_the_providers_that_the_table_says(
    house: House, people: dict[Role, Account], name: str
) -> None:
    """De Wilgenhof is their own, De Beuk another of the region, De Populier of another region."""
    permission = Permission(name)
    async with house.database.writing(FEMKE_HERSELF) as session:
        if await session.get(Provider, 3) is None:
            session.add(Provider(id=3, key="de-beuk", slug="de-beuk", name="De Beuk"))
            await session.flush()
            session.add(Contract(key="b", region_id=1, provider_id=3))
    for role, account in people.items():
        token = await a_token(house, account)
        visitor = await recognise(house.database, house.regions, token)
        async with house.database.reading() as session:
            found = [await gets(session, visitor, slug, permission) for slug in (WILGENHOF, "de-beuk", POPULIER)]
        reach = PROVIDERS[name].get(role, "")
        assert found == {"": [0, 0, 0], "own": [1, 0, 0], "region": [1, 1, 0], "all": [1, 1, 1]}[reach], role


async def test_fetching_for_a_change_asks_for_the_second_step_too(house: House, bare: dict[Role, Account]) -> None:
    visitor = await recognise(
        house.database, house.regions, await a_token(house, bare[Role.PROVIDER_MANAGER], second_factor=False)
    )
    async with house.database.reading() as session:
        for permission in Permission:
            if permission in CHANGING and PROVIDERS[permission.value].get(Role.PROVIDER_MANAGER):
                with pytest.raises(SecondFactorNeeded):
                    await provider_for(session, visitor, WILGENHOF, permission)
                with pytest.raises(NotFound):  # what is not theirs is not there, with or without
                    await provider_for(session, visitor, POPULIER, permission)


async def test_who_looks_after_accounts_reaches_those_of_the_region_and_nobody_who_reaches_further(
    house: House, people: dict[Role, Account]
) -> None:
    far = await an_account(house, "ver", Role.PROVIDER_EDITOR, tied={"region_id": 2, "provider_id": 2})
    async with house.database.writing(FEMKE_HERSELF) as session:  # Femke writes for the region too
        femke = people[Role.ADMINISTRATOR]
        session.add(
            Membership(key="m-both", account_id=femke.id or 0, role=Role.REGION_EDITOR, region_id=1, since=clock.now())
        )
    noor = await recognise(house.database, house.regions, await a_token(house, people[Role.CONTRACT_MANAGER]))
    async with house.database.reading() as session:
        piet = people[Role.PROVIDER_EDITOR]
        found = await account_for(session, noor, piet.key, Permission.LOOK_AFTER_ACCOUNTS)
        assert found.id == piet.id
        for other in (far, femke, people[Role.FAMILY]):
            with pytest.raises(NotFound):
                await account_for(session, noor, other.key, Permission.LOOK_AFTER_ACCOUNTS)
        with pytest.raises(NotFound):  # with another permission one's own account is all there is
            await account_for(session, noor, piet.key, Permission.KEEP_OWN_ACCOUNT)


async def test_practices_are_the_regions_to_admit(house: House, people: dict[Role, Account]) -> None:
    noor = await recognise(house.database, house.regions, await a_token(house, people[Role.CONTRACT_MANAGER]))
    async with house.database.reading() as session:
        found: Practice = await practice_for(session, noor, "waits", Permission.ADMIT_PRACTICE)
        assert found.agb == "01012345"
        with pytest.raises(NotFound):
            await practice_for(session, noor, "far", Permission.ADMIT_PRACTICE)


def test_only_forms_at_the_door_do_without_the_proof_of_a_session(app: Outer) -> None:
    without = {
        (method, route.path_format)
        for route in app.inner.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
        if handler.opt.get("before_sign_in") and method not in SAFE
    }
    assert without == {("POST", "/inloggen"), ("POST", "/inloggen/passkey")}


def test_no_page_that_asks_for_signing_in_is_kept_or_listed(app: Outer) -> None:
    for route in app.inner.routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            if handler.opt.get("permission") not in (PUBLIC - {Permission.SIGN_IN}):
                assert "kept" not in handler.opt, route.path_format
                assert "sitemap" not in handler.opt, route.path_format
