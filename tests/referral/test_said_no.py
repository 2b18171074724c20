"""Who said no to a notice is not asked once more for it."""

from datetime import timedelta

import httpx
from sqlmodel import select

from portal import clock
from portal.database import SYSTEM
from portal.model import Application, ApplicationState, DeclineGround, DirectedBy, Referral, ReferralState
from portal.referral.events import By, What, leave_event
from portal.regions import RegionData
from portal.web.house import House
from tests.referral.doing import AREA, GEZIN, applications, happened, hidden_in, key_in, makes, page_of, text_in
from tests.web.house import FROM_HERE

OFFER = f"aanbod={GEZIN}"


async def answered(house: House, state: ApplicationState, ground: DeclineGround | None = None) -> None:
    """By De Wilgenhof, as the page of its inbox does it; three days before it had said something else."""
    async with house.database.writing(SYSTEM) as session:
        application = (await session.exec(select(Application))).one()
        application.state, application.ground = state, ground
        application.answered_at = clock.now() - timedelta(days=3)
        referral = (await session.exec(select(Referral))).one()
        referral.state = ReferralState.CHOOSING
        if state is ApplicationState.DECLINED:
            what, by = (What.DECLINED, By.PROVIDER) if ground else (What.BUDGET_REFUSED, By.TOEGANG)
            leave_event(session, referral, what, by, application=application)


async def tampers(browser: httpx.AsyncClient, key: str, language: str = "") -> httpx.Response:
    """The page of before: that offer stood in it."""
    page = f"{language}{AREA}/berichten/{key}"
    action = f"{page}/aanbieder"
    html = await page_of(browser, page)
    held = hidden_in(html, action) if f'action="{action}"' in html else hidden_in(html, f"{page}/intrekken")
    sent = {**held, "aanbod": GEZIN, "koos": "family", "akkoord": ["parents"]}
    return await browser.post(action, data=sent, headers=FROM_HERE)


async def test_who_said_no_stands_there_with_why_and_cannot_be_chosen(bram: httpx.AsyncClient, house: House) -> None:
    key = key_in(await makes(bram, OFFER, budget="herstel-4"))
    await answered(house, ApplicationState.DECLINED, DeclineGround.TOO_LIGHT)
    html = await page_of(bram, f"{AREA}/berichten/{key}")
    assert "De Wilgenhof heeft nee gezegd op 20 november 2026" in text_in(html)
    assert "Te licht voor deze aanbieder" in text_in(html)
    assert f'value="{GEZIN}"' not in html
    assert "We vonden geen andere aanbieder" in text_in(html)


async def test_a_post_that_names_it_is_refused_in_the_readers_language(bram: httpx.AsyncClient, house: House) -> None:
    key = key_in(await makes(bram, OFFER, budget="herstel-4"))
    await answered(house, ApplicationState.DECLINED, DeclineGround.TOO_HEAVY)
    refused = await tampers(bram, key)
    assert refused.status_code == 422
    assert "Deze aanbieder kunt u voor dit bericht niet opnieuw kiezen" in text_in(refused.text)
    assert "This provider cannot be chosen again" in text_in((await tampers(bram, key, "/en")).text)
    assert [one.state for one in await applications(house)] == ["declined"]
    assert (await happened(house))[-1] == "declined"


async def test_of_a_budget_that_the_toegang_refused_it_says_so(bram: httpx.AsyncClient, house: House) -> None:
    key = key_in(await makes(bram, OFFER, budget="herstel-4"))
    await answered(house, ApplicationState.DECLINED)
    text = text_in(await page_of(bram, f"{AREA}/berichten/{key}"))
    assert "De toegang ging op 20 november 2026 niet akkoord met het budget dat De Wilgenhof vroeg" in text


async def test_who_did_not_answer_may_be_asked_once_more(bram: httpx.AsyncClient, house: House) -> None:
    key = key_in(await makes(bram, OFFER, budget="herstel-4"))
    await answered(house, ApplicationState.RETURNED)
    assert f'value="{GEZIN}"' in await page_of(bram, f"{AREA}/berichten/{key}")
    assert (await tampers(bram, key)).status_code == 303
    assert [one.state for one in await applications(house)] == ["returned", "asked"]


async def test_of_several_at_once_only_the_help_that_was_declined_is_out(
    bram: httpx.AsyncClient, house: House, ijsselland: RegionData
) -> None:
    key = key_in(await makes(bram, OFFER, budget="herstel-4"))
    await answered(house, ApplicationState.DECLINED, DeclineGround.TOO_LIGHT)
    async with house.database.writing(SYSTEM) as session:
        (await session.exec(select(Referral))).one().directed_by = DirectedBy.TOEGANG
    asked = await page_of(bram, f"{AREA}/berichten/{key}?wat=gezinshuis")
    assert 'value="wilgenhof-thuis"' in asked
    assert "(Gezinsbehandeling en systeemtherapie)" in text_in(asked)
