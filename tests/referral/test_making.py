"""A huisarts makes a notice: what the rules say is shown first, then it is sent once."""

import httpx
from sqlmodel import select

from portal.database import SYSTEM
from portal.model import Offer
from portal.referral.consent import TOEGANG, Purpose
from portal.referral.taking_back import withdraw_consent
from portal.regions import RegionData
from portal.web.house import House
from tests.referral.doing import (
    AREA,
    GEZIN,
    a_notice,
    action_in,
    applications,
    consents,
    happened,
    hidden_in,
    key_in,
    looks,
    mails,
    makes,
    page_of,
    referrals,
    text_in,
)
from tests.web.house import FROM_HERE

OFFER = f"aanbod={GEZIN}"
PATH = f"{AREA}/nieuw?{OFFER}&wat=gezinsbehandeling"


async def test_a_notice_to_a_provider_is_made_after_a_look(
    bram: httpx.AsyncClient, mieke: httpx.AsyncClient, house: House
) -> None:
    looked = await looks(bram, OFFER, budget="herstel-4")
    text = text_in(looked.text)
    assert "U kunt dit zelf" in text
    assert "De Wilgenhof" in text
    assert await referrals(house) == []
    key = key_in(await makes(bram, OFFER, budget="herstel-4"))
    (referral,), (application,) = await referrals(house), await applications(house)
    assert (referral.key, referral.state, referral.route, referral.budget) == (key, "asked", "direct", "herstel-4")
    assert (referral.who_chose, referral.options_shown, referral.municipality) == ("family", 1, "0177")
    assert (application.offer, application.state, application.budget) == (GEZIN, "asked", "herstel-4")
    assert await happened(house) == ["made", "sent"]
    assert [(one.purpose, one.given_by) for one in await consents(house)] == [
        ("screen", ["parents"]), ("hear", ["parents"]),
    ]  # fmt: skip
    assert await mails(house) == ["referral_news"]
    shown = text_in(await page_of(bram, f"{AREA}/berichten/{key}"))
    assert referral.number in shown
    assert "Ligt bij een aanbieder" in shown


async def test_what_a_family_agreed_to_it_takes_back_one_by_one(
    bram: httpx.AsyncClient, house: House, ijsselland: RegionData
) -> None:
    key = key_in(await makes(bram, OFFER))
    screen, hear = await consents(house)
    assert (screen.purpose, screen.receiver) == (Purpose.SCREEN, "de-wilgenhof")
    assert (hear.purpose, hear.receiver) == (Purpose.HEAR, TOEGANG)
    assert await withdraw_consent(house, ijsselland, [key], hear.key)
    (referral,), (application,) = await referrals(house), await applications(house)
    assert (referral.tell_toegang, referral.state, application.state) == (False, "asked", "asked")
    assert await withdraw_consent(house, ijsselland, [key], screen.key)
    (referral,), (application,) = await referrals(house), await applications(house)
    assert (referral.state, application.state) == ("choosing", "withdrawn")
    assert not await withdraw_consent(house, ijsselland, [key], screen.key)
    assert await happened(house) == ["made", "sent", "consent_withdrawn", "consent_withdrawn", "withdrawn"]


async def test_sent_twice_it_is_made_once(bram: httpx.AsyncClient, house: House) -> None:
    looked = await looks(bram, OFFER)
    sent = {**hidden_in(looked.text, action_in(looked.text)), **a_notice(), "doe": "verstuur"}
    first, second = [await bram.post(PATH, data=sent, headers=FROM_HERE) for _ in range(2)]
    assert key_in(first) == key_in(second)
    assert len(await referrals(house)) == len(await applications(house)) == 1


async def test_nothing_is_sent_that_was_not_looked_at(bram: httpx.AsyncClient, house: House) -> None:
    """The rules say something else since, or the form was changed after the look."""
    looked = await looks(bram, OFFER)
    sent = {**hidden_in(looked.text, action_in(looked.text)), **a_notice(loopt="ja"), "doe": "verstuur"}
    answer = await bram.post(PATH, data=sent, headers=FROM_HERE)
    assert answer.status_code == 200
    assert "Dit wordt een verzoek aan de toegang van Raalte" in text_in(answer.text)
    assert await referrals(house) == []


async def test_without_the_agreement_of_who_must_agree_it_goes_nowhere(bram: httpx.AsyncClient, house: House) -> None:
    for age, given in (("5-11", []), ("12-15", ["parents"]), ("16-17", ["parents"])):
        answer = await looks(bram, OFFER, leeftijd=age, akkoord=given)
        assert "Zonder dit akkoord kan het bericht niet naar een aanbieder." in text_in(answer.text)
        assert 'value="verstuur"' not in answer.text
    answer = await looks(bram, OFFER, koos="no_choice")
    assert "Geef aan waarom er geen keuze was." in text_in(answer.text)
    assert await referrals(house) == []


async def test_what_ended_between_list_and_notice_is_said_in_place(bram: httpx.AsyncClient, house: House) -> None:
    looked = await looks(bram, OFFER)
    async with house.database.writing(SYSTEM) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == GEZIN))).one()
        offer.published = False
    sent = {**hidden_in(looked.text, action_in(looked.text)), **a_notice(), "doe": "verstuur"}
    answer = await bram.post(PATH, data=sent, headers=FROM_HERE)
    assert answer.status_code == 422
    assert "Deze hulp wordt hier niet meer aangeboden." in text_in(answer.text)
    assert 'value="5-11" selected' in answer.text
    assert "Kies hieronder andere hulp." in text_in(await page_of(bram, f"{AREA}/nieuw?{OFFER}"))
    assert await referrals(house) == []


async def test_the_letter_has_number_agb_and_the_code_of_the_family(bram: httpx.AsyncClient, house: House) -> None:
    key = key_in(await makes(bram, OFFER))
    text = await page_of(bram, f"{AREA}/berichten/{key}/brief")
    (referral,) = await referrals(house)
    assert referral.number in text
    assert "01012345" in text
    assert "Wilgenpad 12" in text
    assert 'class="list-code"' in text
    assert "<svg" in text
    assert "Naam van het kind" in text


async def test_everybody_can_print_a_letter_for_an_offer(samira: httpx.AsyncClient) -> None:
    text = await page_of(samira, f"/verwijsbrief?aanbod={GEZIN}")
    assert "De Wilgenhof" in text
    assert "Naam van het kind" in text
    assert "<input" not in text.partition("<main")[2].partition("</main")[0]
    assert "Geheimelaan" not in await page_of(samira, "/verwijsbrief?aanbod=wilgenhof-thuis")
    for offer in ("wilgenhof-crisisbed", "esdoorn-vaktherapie", "iets", ""):
        assert (await samira.get(f"/verwijsbrief?aanbod={offer}")).status_code == 404
    assert f"/verwijsbrief?aanbod={GEZIN}" in await page_of(samira, "/aanbieders/de-wilgenhof")


async def test_where_nobody_reads_notices_the_page_says_to_call(bram: httpx.AsyncClient) -> None:
    key = key_in(await makes(bram, OFFER))
    assert "Niemand van De Wilgenhof leest hier al berichten." in text_in(
        await page_of(bram, f"{AREA}/berichten/{key}")
    )


async def test_where_somebody_does_it_says_nothing(bram: httpx.AsyncClient, mieke: httpx.AsyncClient) -> None:
    key = key_in(await makes(bram, OFFER))
    assert "Niemand van" not in text_in(await page_of(bram, f"{AREA}/berichten/{key}"))
