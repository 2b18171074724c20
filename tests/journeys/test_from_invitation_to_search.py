"""The whole way of a provider: invited, in with a passkey, a profile approved, thirty offers kept, and found."""

import io
from dataclasses import dataclass, field
from itertools import count

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from tests.accounts.door import code_now
from tests.accounts.inviting import NEW
from tests.journeys.newcomer import OFFERS, Newcomer, a_newcomer, reminded
from tests.journeys.steps import link_in, looks_until, looks_well, mailed, signs_in
from tests.journeys.the_door import authenticator
from tests.journeys.trespass import Trail, refused, trespass
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.meilisearch import MeilisearchServer
from tests.servers.portal_process import PortalProcess, PortalStarter
from tests.staff import KEY

WORD = "Trapveldje"  # that no other provider says
LIMITED = "zoeken is nu beperkt"
numbers = count(1)


@pytest.fixture(scope="module")
def portal(start_portal: PortalStarter, meilisearch_server: MeilisearchServer) -> PortalProcess:
    return start_portal(
        prepared=True, name="localhost", encryption_keys=KEY, meilisearch_url=meilisearch_server.url,
        meilisearch_key=meilisearch_server.key, meilisearch_prefix="whole-journey",
    )  # fmt: skip


@dataclass
class Here:
    """What the steps of the journey share."""

    portal: PortalProcess
    who: Newcomer
    browsing: Browsing
    width: int
    scripted: bool
    trail: Trail = field(init=False)

    def __post_init__(self) -> None:
        self.trail = Trail((f"/aanbieder/{self.who.slug}/", "/regio/"))

    @property
    def address(self) -> str:
        return self.portal.address

    @property
    def area(self) -> str:
        return f"{self.address}/aanbieder/{self.who.slug}"

    @property
    def public(self) -> str:
        return f"{self.address}/aanbieders/{self.who.slug}"

    async def page(self) -> Page:
        """Of a new visitor."""
        return await self.browsing.page(width=self.width, javascript=self.scripted)

    async def looks(self, page: Page, what: str) -> None:
        await looks_well(page, self.scripted, what)

    async def mailed(self, page: Page, text: str) -> str:
        return await mailed(page, self.portal.data_dir, self.who.lotte, text)


async def noor_invites(here: Here, noor: Page) -> str:
    await signs_in(noor, here.address, here.who.noor)
    await noor.goto(f"{here.address}/regio")
    await noor.click("main a[href$='/regio/mensen']")
    await noor.select_option("#aanbieder", here.who.slug)
    await noor.fill("#aanbieder-mail", f"{here.who.lotte}@voorbeeld.example")
    await noor.click("form[action$='/aanbieder'] button")
    await noor.wait_for_url("**gedaan=uitgenodigd**")
    return link_in(await here.mailed(noor, here.who.name), "/uitnodiging/")


async def lotte_comes_in(here: Here, lotte: Page, invitation: str) -> None:
    await lotte.goto(invitation)
    await lotte.fill("#naam", "Lotte Bouwmeester")
    await lotte.fill("#nieuw", NEW)
    await lotte.click(".door-form button")
    await lotte.wait_for_url("**/mijn/account/tweede-stap**")
    if not here.scripted:  # browsers make no passkey without a script
        await lotte.fill("#code", code_now(await lotte.inner_text(".secret")))
        await lotte.fill("#set-wachtwoord", NEW)
        await lotte.click("button:has-text('app'):not(:has-text('passkey'))")
        await lotte.goto(f"{here.address}/aanbieder")
    else:
        await authenticator(lotte)
        await lotte.fill("#passkey-wachtwoord", NEW)
        await lotte.click("form[data-passkey=create] button")
        await lotte.wait_for_selector(".secrets")
        await lotte.context.clear_cookies()  # the next day
        await lotte.goto(f"{here.address}/inloggen")
        await lotte.click("form[data-passkey=get] button")
    await lotte.wait_for_url(f"**/aanbieder/{here.who.slug}")
    await here.looks(lotte, "the area, at first")


async def opens_part(here: Here, lotte: Page, word: str) -> None:
    await lotte.goto(f"{here.area}/profiel")
    await lotte.click(f"main a[href$='/deel/{word}']")


async def saves_part(lotte: Page) -> None:
    await lotte.locator(".part-form button").click()
    await lotte.wait_for_url("**gedaan=bewaard**")


async def lotte_completes_the_profile(here: Here, lotte: Page) -> None:
    await lotte.click("main a[href$='/profiel']")
    await opens_part(here, lotte, "teksten")
    await lotte.fill("[name='about.nl']", f"Wij helpen gezinnen rond het {WORD}.")
    await lotte.fill("[name='approach.nl']", "Na een gesprek maken wij samen een plan.")
    await saves_part(lotte)
    await opens_part(here, lotte, "kenmerken")
    for name in ("languages", "sectors", "quality"):
        await lotte.locator(f"#veld-{name} input").first.check()
    await saves_part(lotte)
    await opens_part(here, lotte, "mensen")
    await lotte.locator(".people-group summary").first.click()
    await lotte.locator(".people-rows input[type=checkbox]").first.check()
    await saves_part(lotte)
    await opens_part(here, lotte, "fotos")
    garden = io.BytesIO()
    Image.new("RGB", (1200, 800), "seagreen").save(garden, "PNG")
    await lotte.set_input_files("#bestand", {"name": "tuin.png", "mimeType": "image/png", "buffer": garden.getvalue()})
    await lotte.fill("#alt-nl", "De tuin met een schommel")
    await lotte.check("[name=kinderen][value=nee]")
    await lotte.click(".door-form button")
    await lotte.goto(f"{here.area}/profiel")
    filled = await lotte.inner_text("#delen + p")
    assert filled.split()[0] == filled.split()[3], filled  # all that families ask for
    await here.looks(lotte, "the profile, complete")
    await lotte.goto(f"{here.area}/profiel/voorbeeld")
    assert WORD in await lotte.inner_text("main")
    await lotte.goto(f"{here.area}/profiel")
    await lotte.locator("form[action$='/insturen'] button").click()
    await lotte.wait_for_url("**gedaan=ingestuurd**")


async def noor_approves(here: Here, noor: Page) -> None:
    await noor.goto(f"{here.address}/regio")
    await noor.click("main a[href$='/regio/profielen']")
    await noor.click(f"main a:has-text('{here.who.name}')")
    await here.looks(noor, "what was sent in")
    await noor.click("button.nl-button--primary")
    await noor.wait_for_url("**gedaan=goedgekeurd**")


async def lotte_sees_it_approved(here: Here, lotte: Page) -> None:
    await here.mailed(lotte, "goedgekeurd")
    await lotte.goto(f"{here.area}/profiel/versies")
    assert "Op de website" in await lotte.inner_text("main")
    await looks_until(lotte, here.public, WORD)


async def lotte_states_all(here: Here, lotte: Page, weeks: int) -> None:
    """In one save: half of the wait before the first talk, half of it before the help."""
    await lotte.goto(here.area)
    await lotte.click("main a.nl-button--primary")
    await lotte.locator(".sheet-table tbody tr").nth(OFFERS - 1).wait_for()
    await expect(lotte.locator(".sheet-table tbody tr")).to_have_count(OFFERS)
    for n in range(1, OFFERS + 1):
        await lotte.select_option(f"#stand-{n}", "limited")
        await lotte.fill(f"#aanmeld-{n}", str(weeks - 2))
        await lotte.fill(f"#behandel-{n}", "2")
    await lotte.locator("button[value=opslaan]").first.click()
    await lotte.wait_for_url("**gedaan=opgeslagen**")
    assert f"Opgeslagen: {OFFERS}" in await lotte.inner_text("main")
    if here.scripted:
        await expect(lotte.locator("#in-search")).to_contain_text("staat in de zoekresultaten")
    await here.looks(lotte, "the grid, saved")


async def a_family_finds(here: Here, family: Page, weeks: int) -> None:
    said = f"Ongeveer {weeks} weken wachten"
    await looks_until(family, f"{here.address}/aanbod?q={here.who.name.replace(' ', '+')}", said)
    assert LIMITED not in (await family.inner_text("main")).lower()  # the real engine answered
    await looks_until(family, here.public, said)
    await looks_until(family, f"{here.address}/aanbod?q={WORD}", here.who.name)


async def the_reminder_is_answered(here: Here, weeks: int) -> str:
    await reminded(here.portal, here.who)
    phone = await here.page()  # where nobody signed in
    await phone.goto(here.public)
    link = link_in(await here.mailed(phone, "/klopt-nog/"), "/klopt-nog/")
    await phone.goto(link)
    await here.looks(phone, "the answer to a reminder")
    await phone.fill("#aanmeld", str(weeks))
    await phone.fill("#behandel", "1")
    await phone.click("button[value=veranderen]")
    await phone.locator("main", has_text="Dank u wel").wait_for()
    await looks_until(phone, here.public, f"Ongeveer {weeks + 1} weken wachten")
    return link


async def log_of(here: Here, lotte: Page) -> str:
    await lotte.goto(f"{here.area}/logboek")
    return await lotte.inner_text("main")


async def nobody_else_can(here: Here, lotte: Page, used: list[str]) -> None:
    asked = here.trail.asked
    assert len([path for path in here.trail.paths("POST") if path.startswith("/aanbieder/")]) > 5, sorted(asked)
    before = await log_of(here, lotte)
    visitor = await here.page()
    assert await trespass(visitor, here.address, here.trail) == refused(here.trail, 303, "/inloggen")
    for name in (here.who.samira, here.who.olaf):
        page = await here.page()
        await signs_in(page, here.address, name)
        assert await trespass(page, here.address, here.trail) == refused(here.trail, 404), name
    of_region = Trail(())
    of_region.asked = {asked: fields for asked, fields in here.trail.asked.items() if asked[1].startswith("/regio")}
    assert await trespass(lotte, here.address, of_region) == refused(of_region, 404)
    for link in used:
        await visitor.goto(link)
        assert await visitor.locator("main form[method=post]").count() == 0, link
    assert await log_of(here, lotte) == before  # nothing came of it


@pytest.mark.parametrize(("width", "scripted"), [(NARROW, True), (WIDE, False)])
async def test_from_an_invitation_to_what_a_family_finds(
    portal: PortalProcess, browsing: Browsing, width: int, scripted: bool
) -> None:
    number = next(numbers)
    here = Here(portal, await a_newcomer(portal, number), browsing, width, scripted)
    noor, lotte, family = [await here.page() for _ in range(3)]
    for page in (noor, lotte):
        here.trail.follow(page)
    invitation = await noor_invites(here, noor)
    await lotte_comes_in(here, lotte, invitation)
    await lotte_completes_the_profile(here, lotte)
    await family.goto(here.public)
    assert WORD not in await family.inner_text("main")
    await noor_approves(here, noor)
    await lotte_sees_it_approved(here, lotte)
    weeks = 40 + number
    await lotte_states_all(here, lotte, weeks)
    await a_family_finds(here, family, weeks)
    reminder = await the_reminder_is_answered(here, weeks + 10)
    await nobody_else_can(here, lotte, [invitation, reminder])
