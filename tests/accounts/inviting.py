"""Who invites and who is invited, as a browser would do it."""

import httpx

from portal.web.house import House
from tests.accounts.door import sends
from tests.accounts.mailbox import last_link
from tests.staff import WILGENHOF
from tests.web.house import FROM_HERE

COLLEAGUES = f"/aanbieder/{WILGENHOF}/medewerkers"
REGION = "/regio/mensen"
LOTTE = "lotte@voorbeeld.example"
NEW = "negen gouden fluiten slapen"


async def invites(
    browser: httpx.AsyncClient, email: str = LOTTE, role: str = "provider_editor", **more: str
) -> httpx.Response:
    return await sends(browser, COLLEAGUES, COLLEAGUES, mailadres=email, rol=role, taal="nl", **more)


async def region_invites(browser: httpx.AsyncClient, what: str, email: str = LOTTE, **of: str) -> httpx.Response:
    return await sends(browser, f"{REGION}/{what}", REGION, mailadres=email, taal="nl", **of)


async def invited_link(house: House) -> str:
    return await last_link(house, "invitation")


async def accepts_as_new(
    browser: httpx.AsyncClient, link: str, name: str = "Lotte", password: str = NEW
) -> httpx.Response:
    return await browser.post(link, headers=FROM_HERE, data={"naam": name, "nieuw": password})
