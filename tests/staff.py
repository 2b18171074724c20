"""The cast that signs in. Nobody exists.

Femke runs the installation, Noor contracts for the region and Ilse writes for it. Piet edits De Wilgenhof and Mieke
manages it; Olaf is at De Populier. Bram is a huisarts in an admitted practice; Hanneke sees children as jeugdarts, Vera
as specialist, Karim as GI. Yusuf sits at the toegang of a municipality. Samira is a parent.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from litestar import Router
from sqlmodel import select

from portal import clock, secrecy
from portal.access import mail_address
from portal.access.sessions import begin, belongings_of, limits_for
from portal.database import Actor
from portal.model import AccessKey, Account, Contract, Membership, Practice, PracticeKind, Provider, Region, Role
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.session_cookie import cookie_name
from tests.web.house import a_house, a_region, an_app, someone

SAFE_BASE = "https://hulpkeuze.example"
KEY = "for-tests-only-0123456789-0123456789"
FEMKE_HERSELF = Actor("tests", "administrator")
LONG_AGO = datetime(2025, 11, 3, tzinfo=UTC)  # who works somewhere came then: before any day that a test looks at
WILGENHOF, POPULIER = "de-wilgenhof", "de-populier"

# Who → as what. Of what, for the role tells.
ROLES: Mapping[str, Role] = {
    "samira": Role.FAMILY,
    "bram": Role.HUISARTS,
    "hanneke": Role.JEUGDARTS,
    "vera": Role.SPECIALIST,
    "karim": Role.GI,
    "yusuf": Role.TOEGANG,
    "piet": Role.PROVIDER_EDITOR,
    "mieke": Role.PROVIDER_MANAGER,
    "noor": Role.CONTRACT_MANAGER,
    "ilse": Role.REGION_EDITOR,
    "femke": Role.ADMINISTRATOR,
}


@asynccontextmanager
async def a_safe_house(
    folder: Path, *, settings: Mapping[str, Any] | None = None, url: str = ""
) -> AsyncIterator[House]:
    """Over HTTPS, with two regions, a provider and a practice in each, and a practice that waits."""
    options = {"base_url": SAFE_BASE, "encryption_keys": (KEY,), **(settings or {})}
    elsewhere = a_region("bovenland", hosts=["bovenland.example"], number=2)
    async with a_house(folder, a_region(), elsewhere, settings=options, url=url) as house:
        async with house.database.writing(FEMKE_HERSELF) as session:
            session.add_all([Region(id=1, key="rivierland", is_default=True), Region(id=2, key="bovenland")])
            session.add_all(
                [
                    Provider(id=1, key=WILGENHOF, slug=WILGENHOF, name="De Wilgenhof"),
                    Provider(id=2, key=POPULIER, slug=POPULIER, name="De Populier"),
                ]
            )
            await session.flush()
            session.add_all(
                [
                    Contract(key="w", region_id=1, provider_id=1),
                    Contract(key="p", region_id=2, provider_id=2),
                    *(
                        Practice(key=f"own-{kind}", region_id=1, kind=kind, name=kind, admitted_at=clock.now())
                        for kind in PracticeKind
                    ),
                    Practice(key="far", region_id=2, kind="huisarts", name="Ver weg", admitted_at=clock.now()),
                    Practice(key="waits", region_id=1, kind="huisarts", name="Nog niet", agb="01012345"),
                ]
            )
        yield house


async def an_account(house: House, name: str, role: Role | None = None, **about: Any) -> Account:
    """`tied`: what the membership ties to, for another than the role would get."""
    email = about.pop("email", f"{name}@voorbeeld.example")
    tied, since = about.pop("tied", None), about.pop("since", LONG_AGO)
    keeper = house.secrecy
    async with house.database.writing(FEMKE_HERSELF) as session:
        account = Account(
            key=f"key-{name}",
            name=name.capitalize(),
            email_sealed=mail_address.seal(keeper, email),
            email_print=mail_address.print_of(keeper, email),
            created=clock.now(),
            **about,
        )
        session.add(account)
        await session.flush()
        if role is not None:
            if tied is None:
                tied = await _tie(session, role)
            there = Membership(key=f"m-{name}", account_id=account.id or 0, role=role, since=since, **tied)
            session.add(there)
    return account


async def _tie(session: Any, role: Role) -> dict[str, Any]:
    if role in (Role.PROVIDER_EDITOR, Role.PROVIDER_MANAGER):
        return {"region_id": 1, "provider_id": 1}
    if role == Role.TOEGANG:
        return {"region_id": 1, "municipality": "1001"}
    if role in (Role.ADMINISTRATOR, Role.FAMILY):
        return {}
    if role in (Role.CONTRACT_MANAGER, Role.REGION_EDITOR):
        return {"region_id": 1}
    practice = (await session.exec(select(Practice).where(Practice.key == f"own-{role.value}"))).one()
    return {"region_id": 1, "practice_id": practice.id}


async def a_token(house: House, account: Account, *, second_factor: bool = True) -> str:
    """Of a session that begins now, as signing in makes it."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        limits = limits_for(await belongings_of(session, account.id or 0), house.regions)
        return await begin(
            session, account.id or 0, limits, second_factor=second_factor, device="Firefox", instead_of=None
        )


def browser_of(app: Outer, token: str = "", **options: Any) -> httpx.AsyncClient:
    cookies = httpx.Cookies()
    if token:
        cookies.set(cookie_name(app.house.settings), token, domain="hulpkeuze.example")
    return someone(app, base_url=SAFE_BASE, cookies=cookies, **options)


@asynccontextmanager
async def signed_in(app: Outer, account: Account, *, second_factor: bool = True) -> AsyncIterator[httpx.AsyncClient]:
    token = await a_token(app.house, account, second_factor=second_factor)
    async with browser_of(app, token) as client:
        yield client


def safe_app(house: House, *more: Router) -> Outer:
    return an_app(house, *more)


def a_key() -> str:
    return secrecy.public_key()


async def an_access_key(house: House, provider: int = 1) -> str:
    """What a provider's key is known by, made by whoever is there."""
    key = a_key()
    async with house.database.writing(FEMKE_HERSELF) as session:
        maker = (await session.exec(select(Account.id))).first() or 0
        session.add(
            AccessKey(key=key, provider_id=provider, name="x", secret_print="x", made_by=maker, made_at=clock.now())
        )
    return key
