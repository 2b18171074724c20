"""A provider's own software, as it comes to the door with a key."""

import re
from html import unescape
from typing import Any

import httpx
from sqlmodel import select

from portal.model import Account, Offer, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.staff import FEMKE_HERSELF, SAFE_BASE, WILGENHOF, an_account, signed_in
from tests.web.house import FROM_HERE, someone

KEYS = f"/aanbieder/{WILGENHOF}/sleutels"
BOTH = ("read_offers", "say_availability")
GEZIN, THUIS, DYSLEXIE = "wilgenhof-gezin", "wilgenhof-thuis", "populier-dyslexie"


async def add_offers(house: House) -> None:
    """Two of De Wilgenhof, of which nothing has been said yet, and one of De Populier."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add_all(
            [
                Offer(id=1, key=GEZIN, region_id=1, provider_id=1, help_kind="opvoedhulp", capacity=10),
                Offer(id=2, key=THUIS, region_id=1, provider_id=1, form="gezinshuis"),
                Offer(id=3, key=DYSLEXIE, region_id=2, provider_id=2, help_kind="opvoedhulp"),
            ]
        )


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


async def sends(browser: httpx.AsyncClient, path: str, page: str = KEYS, **data: Any) -> httpx.Response:
    token = field((await browser.get(page)).text, "sleutel")
    return await browser.post(path, headers=FROM_HERE, data={"sleutel": token, **data})


def key_in(page: str) -> str:
    found = re.search(r"hk_[0-9a-f]{20}_[A-Za-z0-9_-]{43}", page)
    return found[0] if found else ""


async def a_new_key(app: Outer, scopes: tuple[str, ...] = BOTH, *, who: str = "mieke", name: str = "ECD") -> str:
    """As the manager gets it on the page."""
    async with app.house.database.reading() as session:
        known = (await session.exec(select(Account).where(Account.key == f"key-{who}"))).first()
    mieke = known or await an_account(app.house, who, Role.PROVIDER_MANAGER, password_hash="x")
    async with signed_in(app, mieke) as browser:
        return key_in((await sends(browser, KEYS, naam=name, mag=list(scopes))).text)


def system(app: Outer, key: str = "", **headers: str) -> httpx.AsyncClient:
    """Sends nothing that a browser would."""
    given = {"authorization": f"Bearer {key}"} if key else {}
    return someone(app, base_url=SAFE_BASE, headers={**given, **headers})
