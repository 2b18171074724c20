"""A profile to change, and its forms as a browser fills them in and sends them."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import httpx
from sqlmodel import select

from portal.model import (
    ContractLine,
    Location,
    Mail,
    Offer,
    OfferLine,
    ProfileVersion,
    Provider,
    ProviderFunction,
    Visibility,
)
from portal.web.house import House
from tests.staff import FEMKE_HERSELF
from tests.web.house import FROM_HERE

AREA = "/aanbieder/de-wilgenhof"
PROFILE = f"{AREA}/profiel"
TEXTS, FEATURES, PEOPLE, PLACES = (f"{PROFILE}/deel/{word}" for word in ("teksten", "kenmerken", "mensen", "locaties"))
OFFER = f"{PROFILE}/deel/aanbod-w-hulp"
PUBLIC = "/aanbieders/de-wilgenhof"
INBOX = "/regio/profielen"
HOME_STREET = "Geheimelaan 7"


async def add_profile(house: House) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        provider = (await session.exec(select(Provider).where(Provider.id == 1))).one()
        provider.about = {"nl": "Hulp aan gezinnen.", "en": "Help for families."}
        provider.languages = ["nl"]
        session.add_all(
            [
                Location(
                    id=1, key="w-praktijk", provider_id=1, name="Praktijk", street="Wilgenpad 12", postcode="1234 AB",
                    place="Dijkstad", municipality="1001", visibility=Visibility.PLACE,
                ),
                Location(
                    id=2, key="w-thuis", provider_id=1, name="Huize Wilg", street=HOME_STREET, postcode="1234 ZZ",
                    place="Uiterwaard", municipality="1002", visibility=Visibility.PLACE,
                ),
                ProviderFunction(provider_id=1, tariff_group="tg2", people=3),
                ContractLine(id=1, key="w-line", contract_id=1, product="begeleiding"),
            ]
        )  # fmt: skip
        await session.flush()
        session.add_all(
            [
                Offer(id=1, key="w-hulp", region_id=1, provider_id=1, help_kind="opvoedhulp", location_id=1),
                Offer(id=2, key="w-wonen", region_id=1, provider_id=1, form="gezinshuis", location_id=2),
                Offer(id=3, key="w-nieuw", region_id=1, provider_id=1, help_kind="opvoedhulp"),
            ]
        )
        await session.flush()
        session.add_all([OfferLine(offer_id=number, contract_line_id=1) for number in (1, 2, 3)])


def fields_of(html: str, form: str = "part-form") -> dict[str, str | list[str]]:
    """What a browser would send of the form as it came."""
    part = html[html.index(form) :]
    part = part[: part.index("</form>")]
    fields: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", part):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name is None:
            continue
        said = unescape(value[1]) if value else ""
        if 'type="checkbox"' in tag or 'type="radio"' in tag:
            if "checked" in tag:
                held = fields.setdefault(unescape(name[1]), [])
                assert isinstance(held, list)
                held.append(said)
        else:
            fields[unescape(name[1])] = said
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', part, re.DOTALL):
        fields[unescape(name)] = unescape(text)
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', part, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        fields[unescape(name)] = unescape(chosen[1]) if chosen else ""
    return fields


async def opened(browser: httpx.AsyncClient, path: str, language: str = "en") -> dict[str, str | list[str]]:
    answer = await browser.get(f"/{language}{path}")
    assert answer.status_code == 200, answer.text
    return fields_of(answer.text)


async def sends(browser: httpx.AsyncClient, path: str, fields: Mapping[str, Any]) -> httpx.Response:
    return await browser.post(f"/en{path}", headers=FROM_HERE, data=dict(fields))


async def changes(browser: httpx.AsyncClient, path: str, values: Mapping[str, Any]) -> httpx.Response:
    return await sends(browser, path, {**await opened(browser, path), **values})


async def presses(browser: httpx.AsyncClient, path: str, page: str = PROFILE) -> httpx.Response:
    """A button with nothing beside it."""
    html = (await browser.get(f"/en{page}")).text
    token = re.search(r'name="sleutel" value="([^"]*)"', html)
    return await sends(browser, path, {"sleutel": unescape(token[1]) if token else ""})


async def the_version(house: House, number: int = 1) -> ProfileVersion:
    async with house.database.reading() as session:
        return (await session.exec(select(ProfileVersion).where(ProfileVersion.number == number))).one()


async def the_provider(house: House) -> Provider:
    async with house.database.reading() as session:
        return (await session.exec(select(Provider).where(Provider.id == 1))).one()


async def mails(house: House) -> list[str]:
    async with house.database.reading() as session:
        return sorted((await session.exec(select(Mail.kind))).all())


async def written(house: House, **values: Any) -> None:
    """As a workbook does it: in the records, past any draft."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        provider = (await session.exec(select(Provider).where(Provider.id == 1))).one()
        for name, value in values.items():
            setattr(provider, name, value)
