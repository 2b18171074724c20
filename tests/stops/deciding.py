"""What people do about stops, as a browser would."""

from collections.abc import Sequence
from datetime import date, timedelta

import httpx
from sqlmodel import col, select

from portal import clock
from portal.model import IntakeStop
from portal.web.house import House
from tests.accounts.door import sends
from tests.accounts.mailbox import letters

OWN = "/aanbieder/de-wilgenhof/stops"
REGION = "/regio/stops"
IMPOSE = f"{REGION}/opleggen?aanbieder=de-wilgenhof"
WHY = "Twee van de drie begeleiders zijn ziek."


def ahead(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


async def places(browser: httpx.AsyncClient, **said: str) -> httpx.Response:
    about = {"waarvoor": "aanbod:w-hulp", "vanaf": ahead(0), "tot": ahead(41), "reden": "te-weinig-personeel"}
    return await sends(browser, OWN, OWN, **{**about, "toelichting": WHY, "doe": "bevestig", **said})


async def imposes(browser: httpx.AsyncClient, **said: str) -> httpx.Response:
    about = {"waarvoor": "alles", "vanaf": ahead(0), "reden": "twijfel-over-veiligheid", "doe": "bevestig"}
    return await sends(browser, IMPOSE, IMPOSE, **{**about, **said})


async def stops(house: House) -> Sequence[IntakeStop]:
    async with house.database.reading() as session:
        return (await session.exec(select(IntakeStop).order_by(col(IntakeStop.id)))).all()


async def told(house: House, kind: str) -> list[str]:
    """Who was, by the first part of their address."""
    return sorted(letter.address.partition("@")[0] for letter in await letters(house, kind))


def day(days: int) -> date:
    return clock.today() + timedelta(days=days)
