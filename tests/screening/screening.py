"""What a provider does with an application, as a browser would."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import httpx
from sqlmodel import col, select

from portal import clock
from portal.model import Application, Referral, ReferralEvent
from portal.web.house import House
from tests.accounts.mailbox import letters
from tests.referral.records import a_referral, asked
from tests.web.house import FROM_HERE

INBOX = "/aanbieder/de-wilgenhof/aanmeldingen"
KIND = {"subject_type": "help_kind", "subject": "opvoedhulp"}
HELP = "w-hulp"


def day(days: int = 0) -> date:
    return clock.today() + timedelta(days=days)


async def lies_here(house: House, clock_from: date | None = None, **about: Any) -> Application:
    """Of Bram's practice (or as `referral` says), at De Wilgenhof."""
    referral = a_referral(**{**KIND, "practice_id": 1, **about.pop("referral", {})})
    return await asked(house, referral, clock_from, **{"offer": HELP, **about})


def at(application: Application) -> str:
    return f"{INBOX}/{application.key}"


async def sends(browser: httpx.AsyncClient, application: Application, form: str, **data: Any) -> httpx.Response:
    """With what the page holds, of the moment at which it is looked at."""
    return await sent(browser, await fields(browser, application), application, form, **data)


async def fields(browser: httpx.AsyncClient, application: Application) -> dict[str, str]:
    page = (await browser.get(at(application))).text
    return {name: field_of(page, name) for name in ("sleutel", "versie")}


def field_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


async def sent(
    browser: httpx.AsyncClient, held: dict[str, str], application: Application, form: str, **data: Any
) -> httpx.Response:
    said = {name.replace("_", "-"): value for name, value in data.items()}
    return await browser.post(f"{at(application)}/{form}", headers=FROM_HERE, data={**held, **said})


async def declines(browser: httpx.AsyncClient, application: Application, **data: Any) -> httpx.Response:
    about = {"uitkomst": "te-licht", "geregeld": ["family_knows"], "doe": "bevestig"}
    return await sends(browser, application, "antwoord", **{**about, **data})


async def stands(house: House, application: Application) -> tuple[Application, Referral]:
    async with house.database.reading() as session:
        asked = (
            select(Application, Referral)
            .join(Referral, col(Referral.id) == col(Application.referral_id))
            .where(Application.id == application.id)
        )
        return (await session.exec(asked)).one()


async def events(house: House) -> Sequence[str]:
    async with house.database.reading() as session:
        return (await session.exec(select(ReferralEvent.what).order_by(col(ReferralEvent.id)))).all()


async def told(house: House, kind: str = "referral_news") -> list[tuple[str, str]]:
    """Who, and the subject."""
    return [(one.address.partition("@")[0], one.content.subject) for one in await letters(house, kind)]
