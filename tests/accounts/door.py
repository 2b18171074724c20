"""What somebody does at the door, as a browser would: with the forms of the pages."""

import re
from functools import cache
from html import unescape

import httpx
import pyotp
from pwdlib import PasswordHash
from sqlmodel import delete

from portal import clock
from portal.accounts import passwords, second_factor
from portal.model import Account, FailedTry, Role
from portal.web.house import House
from tests.staff import FEMKE_HERSELF, an_account
from tests.web.house import FROM_HERE

PASSWORD = "vier paarse olifanten fietsen"
OTHER = "zes groene kachels zwemmen"
CODE = "/inloggen/code"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


async def with_password(house: House, name: str, role: Role | None = None, *, app: bool = False, **about) -> Account:
    """`app`: with a second factor set up."""
    held = {"password_hash": _hash_with(passwords.hashing), **about}
    if app:
        held["totp_sealed"] = second_factor.seal(house.secrecy, SECRET)
    return await an_account(house, name, role, **held)


@cache
def _hash_with(hashing: PasswordHash) -> str:
    """Of PASSWORD, made once: it is a lot of work on purpose."""
    return hashing.hash(PASSWORD)


def code_now(secret: str = SECRET, steps: int = 0) -> str:
    return pyotp.TOTP(secret).generate_otp(int(clock.now().timestamp()) // second_factor.STEP + steps)


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


async def types(browser: httpx.AsyncClient, name: str, password: str = PASSWORD, **more: str) -> httpx.Response:
    email = name if "@" in name else f"{name}@voorbeeld.example"
    return await browser.post("/inloggen", headers=FROM_HERE, data={"mailadres": email, "wachtwoord": password, **more})


async def sends(browser: httpx.AsyncClient, path: str, page: str = "/mijn/account", **data: str) -> httpx.Response:
    """A form of a page, with the proof that the page holds."""
    token = field((await browser.get(page)).text, "sleutel")
    return await browser.post(path, headers=FROM_HERE, data={"sleutel": token, **data})


async def enters(browser: httpx.AsyncClient, name: str, password: str = PASSWORD) -> None:
    """With the app too, if they have one."""
    answer = await types(browser, name, password)
    assert answer.status_code == 303, answer.text
    if answer.headers["location"].startswith("/inloggen/code"):
        answer = await sends(browser, "/inloggen/code", "/inloggen/code", code=code_now())
    assert (answer.status_code, answer.headers["location"] in ("/mijn/account", "/aanbieder")) == (303, True)


async def is_in(browser: httpx.AsyncClient) -> bool:
    return (await browser.get("/mijn/account")).status_code == 200


async def forget_tries(house: House) -> None:

    async with house.database.writing(FEMKE_HERSELF) as session:
        await session.exec(delete(FailedTry))


async def halfway(browser: httpx.AsyncClient, name: str = "piet") -> None:
    answer = await types(browser, name)
    assert answer.headers["location"].startswith(CODE)


async def says_code(browser: httpx.AsyncClient, code: str) -> httpx.Response:
    return await sends(browser, CODE, CODE, code=code)
