"""Reports of visitors, and answers as a browser sends them."""

import re
from datetime import timedelta

import httpx
from sqlmodel import col, select

from portal import clock
from portal.model import MistakeReport
from portal.web.house import House
from tests.catalogue.reading import part
from tests.staff import FEMKE_HERSELF
from tests.web.house import FROM_HERE

REPORTS = "/aanbieder/de-wilgenhof/meldingen"
IN_REGION = "/regio/meldingen"
HELP = "w-hulp"


async def report(
    house: House, about: str = "availability", offer: str = "", times: int = 1, provider: int = 1, days_ago: int = 0
) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add_all(
            MistakeReport(
                region_id=provider,  # each in a region of its own
                provider_id=provider,
                offer_key=offer,
                about=about,
                reported_at=clock.now() - timedelta(days=days_ago),
            )
            for _ in range(times)
        )


async def reports(house: House) -> list[MistakeReport]:
    async with house.database.reading() as session:
        return list((await session.exec(select(MistakeReport).order_by(col(MistakeReport.id)))).all())


def form_of(page: str, about: str) -> dict[str, str]:
    """The fields of the form that answers what is reported about this."""
    for form in re.findall(r'<form class="report-answer".*?</form>', page, re.DOTALL):
        fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', part(form, "<form", "<button")))
        if fields["over"] == about:
            return fields
    raise AssertionError(f"no form about {about}")


async def answers(
    browser: httpx.AsyncClient, fields: dict[str, str], answer: str, path: str = REPORTS
) -> httpx.Response:
    return await browser.post(path, data={**fields, "uitkomst": answer}, headers=FROM_HERE)
