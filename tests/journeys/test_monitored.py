"""The region reads its monitor extract in, and families read how long it really took: a served portal and browsers."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page
from sqlmodel import col, select

from portal import clock
from portal.database import Database
from portal.model import Availability, Contract, MeasuredWait, Offer, Provider, Region, Role
from portal.model.lasting import lasts
from portal.settings import Settings
from portal.web.house import House
from tests.accounts.door import with_password
from tests.journeys.steps import looks_until, looks_well, signs_in
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.databases import sqlite_url
from tests.servers.portal_process import PortalProcess, PortalStarter
from tests.staff import KEY

HEAD = "Aanbieder;Gemeente;Zorgproduct(en);Soort hulp;Verwijzer;Maatregel;Datum toewijzing;Datum start zorg;Datum einde"
WAITS = (28, 35, 42, 49, 56, 63, 70)  # days: mostly 7 weeks


@dataclass
class Told:
    slug: str
    noor: str
    lines: list[str]


@pytest.fixture(scope="module")
def portal(start_portal: PortalStarter, tmp_path_factory: pytest.TempPathFactory) -> PortalProcess:
    nowhere = str(tmp_path_factory.mktemp("no-engine") / "meilisearch")
    return start_portal(prepared=True, encryption_keys=KEY, meilisearch_binary=nowhere)


@pytest.fixture
async def about(portal: PortalProcess) -> Told:
    """A provider of the example with ambulant help, and a contract manager of its region."""
    database = Database(sqlite_url(portal.data_dir / "hulpkeuze.db"))
    house = House(Settings(base_url=portal.address, encryption_keys=(KEY,)), database)
    async with database.reading() as session:
        region = (await session.exec(select(Region.id).where(col(Region.is_default)))).one()
        running = select(Contract.provider_id).where(Contract.region_id == region, lasts(Contract, clock.today()))
        asked = (
            select(Provider, Offer)
            .join(Offer, col(Offer.provider_id) == col(Provider.id))
            .join(Availability, col(Availability.offer_id) == col(Offer.id))
            .where(
                col(Offer.published),
                Offer.audience == "public",
                Offer.help_kind != "",
                col(Provider.id).in_(running),
            )
            .where(col(Provider.id).not_in(select(MeasuredWait.provider_id)))
            .order_by(col(Provider.id))
            .limit(1)
        )
        provider, offer = (await session.exec(asked)).one()
    noor = f"noor-{provider.id}"
    await with_password(house, noor, Role.CONTRACT_MANAGER, app=True, tied={"region_id": region})
    await database.close()
    started = clock.today() - timedelta(days=9)
    days = [(started - timedelta(days=wait), started) for wait in WAITS]
    return Told(
        provider.slug,
        noor,
        [f"{provider.key};;individueel-tg3;{offer.help_kind};gemeente;nee;{a:%d-%m-%Y};{s:%d-%m-%Y};" for a, s in days],
    )


async def sends(page: Page, folder: Path, *lines: str) -> None:
    file = folder / "uitdraai.csv"
    file.write_text("\n".join(lines), "utf-8")
    await page.set_input_files("#bestand", file)
    await page.click("main form button")


@pytest.mark.parametrize(("width", "scripted"), [(NARROW, True), (WIDE, False)])
async def test_what_the_region_reads_in_families_read_as_a_wait(
    portal: PortalProcess, about: Told, browsing: Browsing, tmp_path: Path, width: int, scripted: bool
) -> None:
    noor = await signs_in(await browsing.page(width=width, javascript=scripted), portal.address, about.noor)
    await noor.goto(f"{portal.address}/regio")
    await noor.click("main a[href$='/regio/monitor']")
    await looks_well(noor, scripted, "the page for the extract")
    await sends(noor, tmp_path, f"{HEAD};BSN", f"{about.lines[0]};111222333")
    assert "kan verraden wie iemand is" in await noor.inner_text("[role=alert]")
    assert "111222333" not in await noor.content()
    await looks_well(noor, scripted, "a refused extract")
    await sends(noor, tmp_path, HEAD, *about.lines)
    await looks_well(noor, scripted, "what would change")
    await noor.click("main form button")
    await noor.wait_for_url("**gedaan=bewaard**")
    assert f"Nieuwe rijen: {len(WAITS)}" in await noor.inner_text("[role=status]")
    family = await browsing.page(width=width, javascript=scripted)
    await looks_until(family, f"{portal.address}/aanbieders/{about.slug}", "Gemeten: meestal ongeveer 7 weken")
    assert "8 van de 10 wachtten tussen 4 en 10 weken" in await family.inner_text("main")
    await looks_well(family, scripted, "a provider with a measured wait")
    await noor.goto(f"{portal.address}/regio/keuze")
    await looks_well(noor, scripted, "how families chose")
