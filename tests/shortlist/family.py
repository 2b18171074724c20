"""What a family does with a list, as its browser sends it."""

import re
from html import unescape
from typing import Any

import httpx
from sqlmodel import select

from portal.model import Shortlist
from portal.web.house import House
from tests.web.house import FROM_HERE

LIST = "/mijn/lijst"


async def sends(browser: httpx.AsyncClient, path: str, data: Any = None) -> httpx.Response:
    return await browser.post(path, data=data or {}, headers=FROM_HERE)


async def makes_list(browser: httpx.AsyncClient, offer: str = "") -> str:
    """The code."""
    answer = await sends(browser, f"{LIST}/maken", {"aanbod": offer})
    assert answer.status_code == 303, answer.text
    return await code_shown(browser)


async def code_shown(browser: httpx.AsyncClient) -> str:
    found = re.search(r'class="list-code"><span dir="ltr">([^<]+)<', (await browser.get(f"{LIST}/code")).text)
    assert found is not None
    return found.group(1)


async def opens(browser: httpx.AsyncClient, code: str) -> httpx.Response:
    return await sends(browser, f"{LIST}/openen", {"code": code})


async def fields(browser: httpx.AsyncClient) -> dict[str, Any]:
    """What the form of the list would send, unchanged."""
    return fields_of((await browser.get(LIST)).text)


def fields_of(html: str) -> dict[str, Any]:
    form = re.search(r'<form class="stack".*?</form>', html, re.DOTALL)
    assert form is not None, html
    text = form.group()
    sent: dict[str, Any] = {
        unescape(name): unescape(value).removeprefix("\n")
        for name, value in re.findall(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>(.*?)</textarea>', text, re.DOTALL)
    }
    sent["versie"] = re.findall(r'name="versie" value="(\d+)"', text)[0]
    sent["aanbod"] = re.findall(r'type="hidden" name="aanbod" value="([^"]*)"', text)
    for name, options in re.findall(r'<select id="[^"]*" name="([^"]*)"[^>]*>(.*?)</select>', text, re.DOTALL):
        sent[name] = (re.findall(r'value="([^"]*)" selected', options) or [""])[0]
    for name, value in re.findall(r'type="checkbox" name="([^"]*)" value="([^"]*)" checked', text):
        sent.setdefault(name, []).append(value)
    return sent


async def saves(browser: httpx.AsyncClient, **changes: Any) -> httpx.Response:
    return await sends(browser, LIST, {**await fields(browser), **changes})


async def records(house: House) -> list[Shortlist]:
    async with house.database.reading() as session:
        return list((await session.exec(select(Shortlist))).all())
