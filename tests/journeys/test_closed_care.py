"""JeugdzorgPlus, as it goes from the GI to the toegang and back: no provider is chosen, and all read how it goes on."""

import re

from playwright.async_api import Page

from tests.journeys.at_work import AtWork, at_work, cast_database, regions
from tests.journeys.referred import fills_in, follows, opens_list, sends
from tests.journeys.steps import looks_well_everywhere
from tests.referral.conftest import KAMPEN
from tests.servers.chromium import NARROW, Browsing

__all__ = ["at_work", "cast_database", "regions"]

READY = (
    "Dit is gesloten jeugdhulp.",
    "Bel zelf de aanbieder.",
    "De toegang van Kampen",
)


async def test_a_gi_asks_for_closed_care_and_reads_what_to_do_once_it_is_allocated(
    at_work: AtWork, browsing: Browsing
) -> None:
    karim = await at_work.window(browsing, "karim")
    await karim.goto(f"{at_work.address}/verwijzer/nieuw")
    await karim.select_option("#wat", "jeugdzorgplus")
    await karim.click(".door-form button")
    await karim.wait_for_url("**wat=jeugdzorgplus**")
    number = await asks(karim)
    code = await of_letter(karim)

    yusuf = await at_work.window(browsing, "yusuf")
    await at_work.opens_mail(yusuf, "yusuf", f"Een verzoek wacht op uw besluit: {number}")
    assert "Praktijk Karim" in await yusuf.inner_text("#vraag ~ dl")
    await looks_well_everywhere(yusuf, "the request for closed care")
    await yusuf.check("[name=besluit][value=agreed]")
    await yusuf.click("text=Besluit opslaan")
    await yusuf.wait_for_url("**gedaan=besloten**")
    assert "Wat de verwijzer nu leest" in await yusuf.inner_text("main")
    assert await yusuf.locator(".page-head >> text=Besluiten").count() == 0
    await looks_well_everywhere(yusuf, "closed care was allocated")

    await at_work.opens_mail(karim, "karim", f"De toegang besliste over uw verzoek: {number}")
    text = await karim.inner_text("main")
    assert "Toegewezen: het gaat verder buiten deze website" in text
    assert [one for one in READY if one not in await karim.inner_text("[aria-labelledby=verder]")] == []
    assert await karim.locator("#naar").count() == 0
    await looks_well_everywhere(karim, "what a gi does now")

    samira = await browsing.page(width=NARROW)
    await opens_list(samira, at_work.address, code)
    await follows(samira, "De toegang heeft deze hulp toegewezen", "Wie u verwees, regelt de plek", number)
    assert "Zeg wat u wilt" not in await samira.inner_text("main")  # there is nothing to decide any more


async def asks(karim: Page) -> str:
    await fills_in(karim, KAMPEN, "[name=kader][value=forced]", "[value=network]", "[value=family_form]")
    await karim.select_option("#leeftijd", "12-15")
    await karim.select_option("#groepsreden", "safety")
    return await sends(karim, "U beslist dit samen met de toegang")


async def of_letter(karim: Page) -> str:
    await karim.click(".page-head >> text=Brief om te printen")
    await karim.wait_for_url("**/brief")
    assert "Keuzebudget" not in await karim.inner_text("main")
    await looks_well_everywhere(karim, "the letter of closed care")
    found = re.search(r"\b[a-z0-9]+(-[a-z0-9]+){3,}\b", await karim.inner_text("main"), re.IGNORECASE)
    assert found is not None, await karim.inner_text("main")
    return found.group()
