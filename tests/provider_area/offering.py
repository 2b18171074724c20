"""Offers to say something of, and the grid as a browser sends it."""

import re
from datetime import timedelta
from html import unescape

import httpx
from sqlmodel import select

from portal import clock
from portal.model import Availability, AvailabilityChange, IndexMark, IntakeStatus, Location, Offer, SaidBy
from portal.web.house import House
from tests.staff import FEMKE_HERSELF
from tests.web.house import FROM_HERE

HOME = "/aanbieder/de-wilgenhof"
GRID = f"{HOME}/beschikbaarheid"
HELP, LIVING, NEW, FOREIGN = "w-hulp", "w-wonen", "w-nieuw", "p-hulp"


async def add_offers(house: House, more: int = 0) -> None:
    """Of the help something was said today, of the living three weeks ago; of the new one nothing."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(Location(id=1, key="w-l", provider_id=1, name="Het Erf", place="Dijkstad", municipality="1001"))
        await session.flush()
        about = {"region_id": 1, "provider_id": 1}
        session.add_all(
            [
                Offer(id=1, key=HELP, help_kind="opvoedhulp", comes_to=["1001"], **about),
                Offer(id=2, key=LIVING, form="gezinshuis", location_id=1, capacity=4, **about),
                Offer(id=3, key=NEW, help_kind="opvoedhulp", **about),
                Offer(key="w-weg", help_kind="opvoedhulp", published=False, **about),
                Offer(key=FOREIGN, region_id=2, provider_id=2, help_kind="opvoedhulp"),
                *(Offer(key=f"w-{number}", help_kind="opvoedhulp", **about) for number in range(more)),
            ]
        )
        await session.flush()
        for offer, days in ((1, 0), (2, 21)):
            on, at = clock.today() - timedelta(days=days), clock.now() - timedelta(days=days)
            said = {"offer_id": offer, "status": IntakeStatus.OPEN, "intake_wait": 3, "reference_date": on}
            session.add(Availability(**said, confirmed_at=at))
            session.add(AvailabilityChange(**said, said_at=at, said_by=SaidBy.FILE, actor="file"))
    await indexed(house)


async def indexed(house: House) -> None:
    """As the runner leaves it."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        for mark in (await session.exec(select(IndexMark))).all():
            await session.delete(mark)


class Grid:
    """The form as it came, to be changed and sent."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.fields: dict[str, str | list[str]] = {}
        form = html[html.index("sheet-form") :]
        for tag in re.findall(r"<input[^>]*>", form):
            name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            if name and "checkbox" not in tag:
                self.fields[name[1]] = unescape(value[1]) if value else ""
        for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
            chosen = re.search(r'<option value="([^"]*)" selected', options)
            first = re.search(r'<option value="([^"]*)"', options)
            self.fields[name] = chosen[1] if chosen else first[1] if first else ""

    def number(self, offer: str) -> str:
        return next(name.rpartition("-")[2] for name, value in self.fields.items() if value == offer)

    def type(self, offer: str, **values: str) -> None:
        self.fields |= {f"{name}-{self.number(offer)}": value for name, value in values.items()}

    def value(self, offer: str, name: str) -> object:
        return self.fields[f"{name}-{self.number(offer)}"]

    def tick(self, *offers: str) -> None:
        self.fields["klopt"] = [self.number(offer) for offer in offers]

    async def send(self, browser: httpx.AsyncClient, wish: str = "opslaan") -> httpx.Response:
        return await browser.post(GRID, headers=FROM_HERE, data={**self.fields, "doe": wish})

    async def send_one(self, browser: httpx.AsyncClient, offer: str) -> httpx.Response:
        return await self.send(browser, f"rij:{self.number(offer)}")


async def opened(browser: httpx.AsyncClient, language: str = "en") -> Grid:
    answer = await browser.get(f"/{language}{GRID}")
    assert answer.status_code == 200, answer.text
    return Grid(answer.text)


async def stand(house: House) -> dict[str, Availability]:
    async with house.database.reading() as session:
        asked = select(Offer.key, Availability).join(Availability)
        return dict((await session.exec(asked)).all())
