"""Five people with five questions, in a real browser, from the start page to the answer.

Each of them in Dutch and in Arabic, with and without JavaScript, on a phone and on a wide screen; not in all
combinations, but every value for everyone.
"""

import re

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Shown
from tests.journeys.visitor import Visitor
from tests.servers.chromium import NARROW, WIDE, Browsing

KILOMETRES = re.compile(r"(\d+(?:[.,٫]\d+)?)\s*km")
DANGER = {"nl": "ik denk aan zelfmoord", "ar": "أفكر في الانتحار"}
SPECIALIST = "psychologische-hulp-gespecialiseerd"


@pytest.fixture(
    params=[("nl", NARROW, True), ("nl", WIDE, False), ("ar", NARROW, False), ("ar", WIDE, True)],
    ids=["dutch-narrow-script", "dutch-wide-plain", "arabic-narrow-plain", "arabic-wide-script"],
)
async def visitor(request: pytest.FixtureRequest, browsing: Browsing, shown: Shown) -> Visitor:
    language, width, javascript = request.param
    page = await browsing.page(javascript=javascript, width=width)
    page.set_default_timeout(30_000)  # the portal answers in this process, between our own steps
    visitor = Visitor(page, shown.address, language, javascript, shown.region)
    await visitor.arrives()
    return visitor


async def test_a_parent_in_raalte_finds_help_with_anxiety_compares_three_and_prints_them(visitor: Visitor) -> None:
    page = visitor.page
    anxiety = visitor.named(visitor.region.target_groups["angst"].names)
    await visitor.follows(anxiety)  # among what is often looked for
    await visitor.fills_in_where(gemeente="raalte", afstand="15", leeftijd="8")
    await visitor.chooses("Order", visitor.reads("Shortest wait first"), "sorteer", "wachttijd")
    assert await visitor.cards.count() >= 3
    for facts in await visitor.cards.locator(".facts").all_inner_texts():
        near = [float(km.replace(",", ".").replace("٫", ".")) <= 15 for km in KILOMETRES.findall(facts)]
        home = (visitor.reads("Comes to your home"), visitor.reads("Also comes to homes"))
        assert any(near) or any(text in facts for text in home), facts

    names = []
    for card in [visitor.cards.nth(number) for number in range(3)]:
        names.append(await card.locator(".card-title").inner_text())
        box = card.get_by_role("checkbox", name=f"{visitor.reads('Compare')} {names[-1]}")
        await box.check()
        if visitor.scripted:
            await visitor.sees_at(f"a={await box.get_attribute('value')}")
    await visitor.presses("Compare those ticked")

    await expect(page.get_by_role("heading", level=1)).to_have_text(visitor.reads("Compare providers"))
    await expect(page.get_by_role("columnheader")).to_have_count(3)
    for number, name in enumerate(names):
        await expect(page.get_by_role("columnheader").nth(number)).to_contain_text(name)
    await expect(page.locator(".compare-question")).to_contain_text(anxiety)
    await expect(page.get_by_role("rowheader", name=visitor.reads("How soon?"), exact=True)).to_be_visible()
    await visitor.is_well_served()

    printed = await page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    await page.emulate_media(media="print")
    await expect(page.locator(".qr")).to_be_visible()
    await expect(page.locator(".share-address")).to_be_visible()
    await expect(page.locator(".compare-tools")).to_be_hidden()


async def test_a_gp_sees_who_takes_direct_referrals_within_six_weeks_and_copies_the_text(visitor: Visitor) -> None:
    page, region = visitor.page, visitor.region
    help_name = visitor.named(region.help_kinds[SPECIALIST].names)
    budget = visitor.named(region.budgets["herstel-4"].names)
    await visitor.follows(visitor.reads("For GPs and other referrers"))
    await visitor.field("Who are you?").select_option("huisarts")
    await visitor.field("Which help?").select_option(label=help_name)
    await visitor.presses("Show the answer")
    await visitor.sees_at("wie=huisarts", f"wat={SPECIALIST}")
    await expect(page.get_by_role("table").get_by_role("rowheader").first).to_contain_text(budget)

    await page.locator(f'main a[href*="/aanbod?soort={SPECIALIST}"]').click()
    await visitor.ticks(visitor.reads("GP (huisarts)"), "route", "huisarts")
    await visitor.chooses("Longest wait", visitor.counts("%(num)s week", "%(num)s weeks", 6), "wachttijd", "6")
    assert await visitor.cards.count() >= 1
    for facts in await visitor.cards.locator(".facts").all_inner_texts():
        assert visitor.reads("GP may refer directly") in facts

    provider = await visitor.cards.first.locator(".card-title").inner_text()
    await visitor.follows(provider)
    await expect(page.get_by_role("heading", level=1)).to_have_text(provider)
    offer = page.locator(".offer").filter(has_text=visitor.reads("Fits your question")).first
    await visitor.opens(visitor.reads("For the referral (GP)"), offer)
    text = offer.get_by_role("textbox", name=visitor.reads("Text for the referral"))
    await expect(text).to_be_visible()
    said = dict(line.split(": ", 1) for line in (await text.inner_text()).splitlines())
    assert said[visitor.reads("Provider")] == provider
    assert said[visitor.reads("Help")] == help_name
    assert said[visitor.reads("Route")] == visitor.reads("may refer directly")
    assert budget in said[visitor.reads("Budget (advice)")]
    assert "4500" in re.sub(r"\D", "", said[visitor.reads("Budget (advice)")].removeprefix(budget))
    if visitor.scripted:
        await offer.get_by_role("button", name=visitor.reads("Copy the text")).click()
        await expect(offer.get_by_text(visitor.reads("Copied"), exact=True)).to_be_visible()
    else:
        assert await text.evaluate("part => getComputedStyle(part).userSelect") == "all"
    await visitor.is_well_served()


async def test_a_foster_family_finds_a_place_to_stay_over_that_is_free_now_in_deventer(visitor: Visitor) -> None:
    page, region = visitor.page, visitor.region
    respite = [visitor.named(form.names) for form in region.forms.values() if "respijtzorg" in (form.key, form.parent)]
    part_time = visitor.named(region.forms["pleegzorg-deeltijd"].names)
    await visitor.follows(visitor.named(region.situations["even-rust"].names))
    await page.locator(".chip").filter(has_text=part_time).click()  # they are foster parents already
    await page.wait_for_url(re.compile(r"vorm=respijtzorg$"))
    await visitor.fills_in_where(gemeente="deventer")
    await visitor.ticks(visitor.reads("Free place now"), "plek", "1")
    found = await visitor.cards.count()
    assert found >= 1
    await expect(visitor.cards.locator(".room-places, .room-open, .room-limited")).to_have_count(found)

    lighter = page.get_by_role("complementary", name=visitor.reads("Lighter help first"))
    if not await lighter.get_by_role("listitem").first.is_visible():  # folded on a phone, open where there is room
        title = visitor.reads("Lighter help first: free in %(municipality)s", municipality="Deventer")
        await visitor.opens(title, lighter)
    await expect(lighter.get_by_role("listitem").first).to_be_visible()
    everything = visitor.reads("All free help in %(municipality)s", municipality="Deventer")
    await expect(lighter.get_by_role("link", name=everything)).to_be_visible()
    await visitor.is_well_served()

    provider = await visitor.cards.first.locator(".card-title").inner_text()
    await visitor.follows(provider)
    await expect(page.get_by_role("heading", level=1)).to_have_text(provider)
    fitting = page.locator(".group").filter(has_text=visitor.reads("Fits your question")).first
    await expect(fitting.get_by_role("heading", level=3)).to_have_text(re.compile("|".join(map(re.escape, respite))))
    await visitor.is_well_served()


async def test_someone_of_17_in_a_leefgroep_reads_what_happens_at_18(visitor: Visitor) -> None:
    page = visitor.page
    form = visitor.region.forms["leefgroep"]
    await visitor.follows(visitor.reads("For you (12+)"))
    await expect(page.get_by_role("heading", level=1)).to_have_text(visitor.reads("For you (12+)"))
    await visitor.follows(visitor.reads("Almost 18: what changes?"))
    await expect(page.get_by_role("heading", level=1)).to_have_text(visitor.reads("Almost 18: what changes?"))
    mine = page.get_by_role("region", name=visitor.reads("This stops at 18")).locator("#vorm-leefgroep")
    await expect(mine).to_contain_text(visitor.named(form.names))
    await visitor.opens(visitor.named(form.names), mine)
    await expect(mine.get_by_text(visitor.named(form.texts["after_18"]))).to_be_visible()
    assert await page.locator('main a[href^="tel:"]').count() >= 1  # somebody to talk to
    await visitor.is_well_served()


async def test_who_types_about_suicide_sees_112_and_113_before_anything_else(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.field("What do you need help with?").fill(DANGER[visitor.language])
    if visitor.scripted:  # while typing
        await expect(page.locator("#suggestions .danger-first")).to_be_visible()
        await numbers_come_first(visitor)
        for number in ("112", "08000113"):
            await expect(visitor.main.locator(f'a[href="tel:{number}"]')).to_be_in_viewport()
        await visitor.is_well_served()
    await visitor.presses("Find help")
    await visitor.sees_at("/aanbod?", "q=")
    if page.viewport_size and page.viewport_size["width"] == NARROW:
        await page.set_viewport_size({"width": NARROW, "height": 640})  # a small phone
    await numbers_come_first(visitor)
    await both_are_on_the_first_screen(visitor)
    await visitor.is_well_served()

    if visitor.scripted:  # without a new page they go with the words, and come back with them
        await visitor.field("What do you need help with?").fill("")
        await visitor.presses("Search")
        await expect(page.locator(".danger-first")).to_have_count(0)
        await visitor.field("What do you need help with?").fill(DANGER[visitor.language])
        await visitor.presses("Search")
        await both_are_on_the_first_screen(visitor)


async def numbers_come_first(visitor: Visitor) -> None:
    """Of all that can be followed on the page."""
    links = visitor.main.get_by_role("link")
    assert [await links.nth(n).get_attribute("href") for n in (0, 1)] == ["tel:112", "tel:08000113"]


async def both_are_on_the_first_screen(visitor: Visitor) -> None:
    """As a whole, above the question, with what they are for as their heading."""
    urgent = visitor.reads("Is it urgent? Then do not search, but call")
    await expect(visitor.page.get_by_role("heading", name=urgent)).to_be_in_viewport(ratio=1)
    for number in ("112", "08000113"):
        await expect(visitor.main.locator(f'a[href="tel:{number}"]')).to_be_in_viewport(ratio=1)
