"""What a family, a huisarts and providers do with one referral, each in a window of their own."""

import re
from datetime import date

from playwright.async_api import Page

from portal import clock
from tests.journeys.at_work import AtWork
from tests.journeys.steps import looks_well_everywhere

WISHES = "Zij werken ook op school."


async def makes_list(samira: Page, address: str) -> str:
    """Her keuzecode."""
    await samira.goto(f"{address}/aanbieders/de-wilgenhof")
    await samira.click("button[name=aanbod][value=wilgenhof-gezin]")
    await samira.click("text=Lijst maken")
    await samira.wait_for_url("**/mijn/lijst/code**")
    return await samira.inner_text(".list-code")


async def chooses_together(bram: Page, samira: Page, address: str, code: str) -> None:
    await bram.goto(f"{address}/verwijzer")
    await looks_well_everywhere(bram, "the area of a huisarts")
    await bram.fill("#code", code)
    await bram.click(".door-form button")
    await bram.wait_for_url("**/verwijzer/lijst")
    await bram.click("summary:has-text('Opmerking toevoegen')")
    await bram.fill("[name=opmerking]", WISHES)
    await bram.click("text=Opmerking op de lijst zetten")
    await bram.wait_for_url("**gedaan=opmerking**")
    await looks_well_everywhere(bram, "the shared list")

    await samira.goto(f"{address}/mijn/lijst")
    assert WISHES in await samira.inner_text("main")
    assert "Praktijk Bram, 20 nov" in await samira.inner_text("main")
    await samira.click("[value='kies:wilgenhof-gezin']")
    await samira.wait_for_url("**gedaan=bewaard**")
    await looks_well_everywhere(samira, "the list that somebody else opened")

    await bram.reload()
    assert "Keuze van het gezin" in await bram.inner_text("main")


async def fills_in(page: Page, town: str, *ticks: str) -> None:
    await page.select_option("#gemeente", town)
    await page.select_option("#leeftijd", "5-11")
    await page.check("[name=loopt][value=nee]")
    for tick in ticks:
        await page.check(tick)


async def sends(page: Page, told: str) -> str:
    """After the rules said so much. The number of the notice that was made."""
    await page.click("text=Bekijk wat de regels zeggen")
    await page.wait_for_selector("text=Dit bericht versturen")
    assert told in await page.inner_text("#besluit")
    await looks_well_everywhere(page, f"before it is sent: {told}")
    await page.click("button:has-text('Dit bericht versturen')")
    await page.wait_for_url("**/verwijzer/berichten/**")
    await looks_well_everywhere(page, "the notice")
    found = re.search(r"\d{8}", await page.inner_text("h1"))
    assert found is not None
    return found.group()


async def prints_letter(bram: Page, code: str) -> None:
    await bram.click(".page-head >> text=Brief om te printen")
    await bram.wait_for_url("**/brief")
    assert code in await bram.inner_text("main")
    assert await bram.is_visible("main svg.qr")
    await looks_well_everywhere(bram, "the letter")


async def follows(samira: Page, *told: str) -> None:
    text = await samira.inner_text("main")
    assert [one for one in told if one not in text] == [], text
    assert await samira.locator("script").count() == 0  # so nobody needs one
    await looks_well_everywhere(samira, f"as the family follows it: {told[0]}")


async def declines_as_too_light(piet: Page, address: str, number: str) -> None:
    await piet.goto(f"{address}/aanbieder/de-wilgenhof")
    await piet.click("text=Aanmeldingen bekijken")
    await piet.wait_for_url("**/aanmeldingen")
    await looks_well_everywhere(piet, "the inbox")
    await piet.click(f"text={number}")
    await piet.wait_for_selector("#klok-dag")
    assert "Keuzebudget herstel 4" in await piet.inner_text("main")
    await looks_well_everywhere(piet, "an application")
    await piet.fill("#klok-dag", clock.today().isoformat())
    await piet.click("text=Laat de tijd ingaan")
    await piet.wait_for_url("**gedaan=klok**")
    await piet.check("[value=te-licht]")
    await piet.click("text=Bekijk het voordat u het verstuurt")
    await piet.wait_for_selector("#geregeld-error")
    await piet.check("[value=family_knows]")
    await piet.click("text=Bekijk het voordat u het verstuurt")
    await piet.wait_for_selector("#anderen")
    assert "De Es" in await piet.inner_text("#anderen ~ ul")
    await looks_well_everywhere(piet, "before the answer is sent")
    await piet.click("text=Versturen")
    await piet.wait_for_url("**gedaan=te-licht**")
    assert "Niet aangenomen" in await piet.inner_text("main")


async def chooses_anew(samira: Page) -> None:
    """From who else gives this help, onto the list."""
    await samira.click("text=Wie geeft deze hulp ook")
    await samira.wait_for_url("**/aanbod?**")
    await samira.click("[form=to-list][value=es-gezin]")
    await samira.wait_for_url("**gedaan=erbij**")
    await samira.click("[value='kies:es-gezin']")
    await samira.wait_for_url("**gedaan=bewaard**")


async def sends_on(page: Page) -> None:
    await page.check("[name=akkoord][value=parents]")
    await page.click("button:has-text('Versturen')")
    await page.wait_for_url("**gedaan=verstuurd**")


async def accepts(els: Page, first_day: date) -> None:
    await els.fill("#eerste-datum", first_day.isoformat())
    await els.click("#aannemen + form button")
    await els.wait_for_url("**gedaan=aannemen**")
    await looks_well_everywhere(els, "accepted")


async def starts(els: Page) -> None:
    await els.fill("#start-dag", clock.today().isoformat())
    await els.click("text=Start bewaren")
    await els.wait_for_url("**gedaan=start**")
    await looks_well_everywhere(els, "started")


async def opens_list(samira: Page, address: str, code: str) -> None:
    """Weeks later: on the phone it had closed by itself."""
    await samira.goto(f"{address}/mijn/lijst/openen")
    await samira.fill("#code", code)
    await samira.press("#code", "Enter")
    await samira.click("text=Waar zijn we nu?")
    await samira.wait_for_url("**/waar-zijn-we")


async def reads_wait(visitor: Page, place: AtWork) -> str:
    """As anybody reads it, without an account."""
    await visitor.goto(f"{place.address}/aanbieders/de-es")
    return await visitor.inner_text("#es-gezin .offer-when")
