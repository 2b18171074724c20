"""What who refers does, as their browser sends it."""

import re
from html import unescape
from typing import Any

import httpx
from sqlmodel import col, select

from portal.model import Application, Consent, Mail, Referral, ReferralEvent
from portal.web.house import House
from tests.web.house import FROM_HERE

AREA = "/verwijzer"
GEZIN, THUIS = "wilgenhof-gezin", "wilgenhof-thuis"


def text_in(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


async def page_of(browser: httpx.AsyncClient, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("location"))
    return answer.text


def hidden_in(html: str, action: str) -> dict[str, str]:
    """What a form sends unseen: the proof of the session among it."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', html, re.DOTALL)
    assert form is not None, (action, html[-3000:])
    return {
        unescape(name): unescape(value)
        for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form.group())
    }


async def sends(browser: httpx.AsyncClient, page: str, action: str, data: dict[str, Any]) -> httpx.Response:
    """The form of that page, filled in."""
    held = hidden_in(await page_of(browser, page), action)
    return await browser.post(unescape(action), data={**held, **data}, headers=FROM_HERE)


def a_notice(**changes: Any) -> dict[str, Any]:
    filled = {
        "gemeente": "0177", "leeftijd": "5-11", "kader": "voluntary", "spoed": "usual", "loopt": "nee",
        "budget": "", "koos": "family", "akkoord": ["parents"], "terugmelden": "1",
    }  # fmt: skip
    return {**filled, **changes}


async def looks(browser: httpx.AsyncClient, query: str, **changes: Any) -> httpx.Response:
    html = await page_of(browser, f"{AREA}/nieuw?{query}")
    action = action_in(html)
    sent = {**hidden_in(html, action), **a_notice(**changes), "doe": "bekijk"}
    return await browser.post(unescape(action), data=sent, headers=FROM_HERE)


def action_in(html: str) -> str:
    found = re.search(r'<form class="door-form notice-form" action="([^"]*)"', html)
    assert found is not None, text_in(html)
    return found.group(1)


async def makes(browser: httpx.AsyncClient, query: str, **changes: Any) -> httpx.Response:
    """Looked at first, then sent, as the page has it."""
    looked = await looks(browser, query, **changes)
    assert looked.status_code == 200, looked.status_code
    action = action_in(looked.text)
    sent = {**hidden_in(looked.text, action), **a_notice(**changes), "doe": "verstuur"}
    return await browser.post(unescape(action), data=sent, headers=FROM_HERE)


def key_in(answer: httpx.Response) -> str:
    assert answer.status_code == 303, text_in(answer.text)[-3000:]
    found = re.search(r"/verwijzer/berichten/([0-9a-f]{20})", answer.headers["location"])
    assert found is not None, answer.headers["location"]
    return found.group(1)


async def referrals(house: House) -> list[Referral]:
    async with house.database.reading() as session:
        return list((await session.exec(select(Referral).order_by(col(Referral.id)))).all())


async def applications(house: House) -> list[Application]:
    async with house.database.reading() as session:
        return list((await session.exec(select(Application).order_by(col(Application.id)))).all())


async def happened(house: House) -> list[str]:
    async with house.database.reading() as session:
        return list((await session.exec(select(ReferralEvent.what).order_by(col(ReferralEvent.id)))).all())


async def consents(house: House) -> list[Consent]:
    async with house.database.reading() as session:
        return list((await session.exec(select(Consent).order_by(col(Consent.id)))).all())


async def mails(house: House) -> list[str]:
    async with house.database.reading() as session:
        return list((await session.exec(select(Mail.kind).order_by(col(Mail.id)))).all())
