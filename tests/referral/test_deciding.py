"""The toegang decides on what others ask for: a gezinshuis, a budget, several providers at once."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import select

from portal import clock
from portal.model import Application, ApplicationState, Referral, ReferralState
from portal.referral.overdue import tell_of_late_answers
from portal.regions import RegionData
from portal.web.house import House
from portal.working_days import working_day_after
from tests.referral.doing import (
    AREA,
    GEZIN,
    THUIS,
    applications,
    happened,
    hidden_in,
    key_in,
    mails,
    makes,
    page_of,
    referrals,
    sends,
    text_in,
)
from tests.staff import FEMKE_HERSELF
from tests.web.house import FROM_HERE

LIVING = {"gemeente": "0166", "gezocht": ["network"], "voorwaarde": ["needs_first"]}
ELSEWHERE = f"aanbod={THUIS}"


async def asks(bram: httpx.AsyncClient) -> str:
    return key_in(await makes(bram, ELSEWHERE, **LIVING))


async def decides(yusuf: httpx.AsyncClient, key: str, **said: Any) -> httpx.Response:
    path = f"{AREA}/verzoeken/{key}"
    return await sends(yusuf, path, path, said)


async def test_a_gezinshuis_becomes_a_request_to_the_toegang(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    key = await asks(bram)
    (referral,) = await referrals(house)
    assert (referral.state, referral.route, referral.asked_offer) == ("requested", "request", THUIS)
    assert referral.answer_by is not None
    assert await applications(house) == []
    assert await mails(house) == ["referral_news"]
    assert f"{AREA}/verzoeken/{key}" in await page_of(yusuf, AREA)
    text = text_in(await page_of(yusuf, f"{AREA}/verzoeken/{key}"))
    assert "Bij familie of bekenden" in text
    assert "De Wilgenhof" in text


async def test_before_the_toegang_decided_nobody_sends_it_to_a_provider_by_hand(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    key = await asks(bram)
    page = f"{AREA}/berichten/{key}"
    for browser, form in ((bram, "intrekken"), (yusuf, "code")):
        html = await page_of(browser, page)
        assert f'action="{page}/aanbieder"' not in html
        held = {**hidden_in(html, f"{page}/{form}"), "versie": str((await referrals(house))[0].version)}
        sent = {**held, "aanbod": THUIS, "koos": "family", "akkoord": ["parents"]}
        answer = await browser.post(f"{page}/aanbieder", data=sent, headers=FROM_HERE)
        assert answer.status_code == 409, text_in(answer.text)
    assert await applications(house) == []
    assert (await referrals(house))[0].state == "requested"
    assert await happened(house) == ["made", "requested"]


async def test_agreed_it_goes_to_a_provider(bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House) -> None:
    key = await asks(bram)
    assert (await decides(yusuf, key, besluit="agreed")).status_code == 303
    (referral,) = await referrals(house)
    assert (referral.state, referral.decision) == ("choosing", "agreed")
    assert await mails(house) == ["referral_news", "referral_news"]
    page, action = f"{AREA}/berichten/{key}", f"{AREA}/berichten/{key}/aanbieder"
    assert THUIS in await page_of(bram, page)
    answer = await sends(bram, page, action, {"aanbod": THUIS, "koos": "family", "akkoord": ["parents"]})
    assert answer.status_code == 303, text_in(answer.text)
    (application,) = await applications(house)
    assert (application.offer, application.state) == (THUIS, "asked")
    assert application.has_duty  # enrolled on an intensity: known from the moment that it is sent
    assert await happened(house) == ["made", "requested", "agreed", "sent"]


async def test_refused_says_why_and_closes_it(bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House) -> None:
    key = await asks(bram)
    without = await decides(yusuf, key, besluit="refused")
    assert without.status_code == 422
    await decides(yusuf, key, besluit="refused", reden="refused_help_at_home")
    (referral,) = await referrals(house)
    assert referral.state == "refused"
    assert referral.closed_on is not None
    assert "Geweigerd: hulp thuis is genoeg." in text_in(await page_of(bram, f"{AREA}/berichten/{key}"))


async def test_in_another_form_it_is_about_that_form(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    key = await asks(bram)
    assert (await decides(yusuf, key, besluit="other_form")).status_code == 422
    await decides(yusuf, key, besluit="other_form", wat="pleegzorg")
    (referral,) = await referrals(house)
    assert (referral.subject, referral.state, referral.asked_offer) == ("pleegzorg", "choosing", "")


async def test_who_decides_second_sees_what_the_first_did(bram: httpx.AsyncClient, yusuf: httpx.AsyncClient) -> None:
    key = await asks(bram)
    path = f"{AREA}/verzoeken/{key}"
    held = hidden_in(await page_of(yusuf, path), path)
    await decides(yusuf, key, besluit="agreed")
    late = await yusuf.post(path, data={**held, "besluit": "refused", "reden": "refused_lighter"}, headers=FROM_HERE)
    assert late.status_code == 409
    assert "Iemand anders besliste hierover" in text_in(late.text)


async def test_one_provider_at_a_time_and_several_in_an_arrangement(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    key = await asks(bram)
    await decides(yusuf, key, besluit="agreed", regie="toegang")
    page, action = f"{AREA}/berichten/{key}", f"{AREA}/berichten/{key}/aanbieder"
    told = {"koos": "advice", "akkoord": ["parents"]}
    await sends(yusuf, page, f"{action}?wat=gezinshuis", {**told, "aanbod": THUIS})
    other = f"{page}?wat=gezinsbehandeling"
    answer = await sends(yusuf, other, f"{action}?wat=gezinsbehandeling", {**told, "aanbod": GEZIN, "reserve": "1"})
    assert answer.status_code == 303, text_in(answer.text)
    assert [(one.offer, one.reserve) for one in await applications(house)] == [(THUIS, False), (GEZIN, True)]
    assert (await referrals(house))[0].directed_by == "toegang"
    twice = await sends(yusuf, other, f"{action}?wat=gezinsbehandeling", {**told, "aanbod": GEZIN})
    assert twice.status_code == 409


async def budget_too_small(house: House) -> None:
    """As De Wilgenhof answers."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        application = (await session.exec(select(Application))).one()
        application.state, application.answered_at = ApplicationState.BUDGET, clock.now()
        application.clock_from = application.answer_by = clock.today() - timedelta(days=30)
        application.reminded_on = application.referrer_told_on = clock.today() - timedelta(days=10)
        (await session.exec(select(Referral))).one().state = ReferralState.BUDGET


@pytest.mark.parametrize(
    ("said", "state", "then"),
    [({"akkoord": "ja", "budget": "herstel-6"}, "asked", "asked"), ({"akkoord": "nee"}, "declined", "choosing")],
)
async def test_a_budget_that_is_too_small_is_decided_on(
    bram: httpx.AsyncClient,
    yusuf: httpx.AsyncClient,
    house: House,
    said: dict[str, str],
    state: str,
    then: str,
) -> None:
    key = key_in(await makes(bram, f"aanbod={GEZIN}", gemeente="0166"))
    await budget_too_small(house)
    page = f"{AREA}/verzoeken/{key}"
    assert (await sends(yusuf, page, f"{page}/budget", {"akkoord": "ja", "budget": ""})).status_code == 422
    assert (await sends(yusuf, page, f"{page}/budget", said)).status_code == 303
    (application,), (referral,) = await applications(house), await referrals(house)
    assert (application.state, referral.state) == (state, then)
    assert application.budget == said.get("budget", "")
    assert (application.answered_at is None) == (state == "asked")
    assert ("Wie geeft deze hulp ook" in await page_of(bram, f"{AREA}/berichten/{key}")) == (then == "choosing")


async def test_with_another_budget_the_provider_has_all_its_time_again(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House, ijsselland: RegionData
) -> None:
    key = key_in(await makes(bram, f"aanbod={GEZIN}", gemeente="0166"))
    await budget_too_small(house)
    page = f"{AREA}/verzoeken/{key}"
    await sends(yusuf, page, f"{page}/budget", {"akkoord": "ja", "budget": "herstel-6"})
    (application,), (referral,) = await applications(house), await referrals(house)
    assert application.clock_from == clock.today()
    assert application.answer_by == working_day_after(clock.today(), ijsselland.terms.screening_days)
    assert (application.reminded_on, application.referrer_told_on) == (None, None)
    assert referral.answer_by == application.answer_by
    assert await tell_of_late_answers(house.database, house.settings, house.regions) == 0


async def test_a_toegang_reaches_only_its_own_municipality(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, karim: httpx.AsyncClient
) -> None:
    elsewhere = key_in(await makes(bram, f"aanbod={GEZIN}"))  # Raalte
    for browser in (yusuf, karim):
        assert (await browser.get(f"{AREA}/berichten/{elsewhere}")).status_code == 404
        assert (await browser.get(f"{AREA}/verzoeken/{elsewhere}")).status_code == 404


async def test_withdrawn_it_is_over(bram: httpx.AsyncClient, mieke: httpx.AsyncClient, house: House) -> None:
    key = key_in(await makes(bram, f"aanbod={GEZIN}"))
    page = f"{AREA}/berichten/{key}"
    assert (await sends(bram, page, f"{page}/intrekken", {})).status_code == 303
    (application,), (referral,) = await applications(house), await referrals(house)
    assert (application.state, referral.state) == ("withdrawn", "withdrawn")
    assert referral.closed_on is not None
    assert await mails(house) == ["referral_news", "referral_news"]
    assert f'action="{page}/intrekken"' not in await page_of(bram, page)


async def test_a_gi_works_by_offer_and_tells_the_toegang(
    karim: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    filled = {"gemeente": "0166", "kader": "forced", "koos": "referrer", "akkoord": []}
    key_in(await makes(karim, f"aanbod={GEZIN}", **filled))
    (referral,) = await referrals(house)
    assert (referral.route, referral.budget, referral.state) == ("together", "offerte", "asked")
    assert await mails(house) == ["referral_news"]  # to the toegang
    assert referral.number in await page_of(yusuf, AREA)


async def test_a_toegang_takes_back_no_notice_of_a_practice(bram: httpx.AsyncClient, yusuf: httpx.AsyncClient) -> None:
    key = key_in(await makes(bram, f"aanbod={GEZIN}", gemeente="0166"))
    page = f"{AREA}/berichten/{key}"
    assert f'action="{page}/intrekken"' in await page_of(bram, page)
    assert f'action="{page}/intrekken"' not in await page_of(yusuf, page)
    held = hidden_in(await page_of(yusuf, page), f"{page}/code")
    answer = await yusuf.post(f"{page}/intrekken", data={**held, "versie": "1"}, headers=FROM_HERE)
    assert answer.status_code in (404, 409)
