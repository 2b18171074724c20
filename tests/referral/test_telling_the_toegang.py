"""Whether the toegang may hear of a decline is asked each time, and what is said counts; where it hears it by its own
task nothing is asked."""

import re

import httpx
from sqlmodel import select

from portal.database import SYSTEM
from portal.model import Application, ApplicationState, Frame, Referral, ReferralState
from portal.web.house import House
from tests.referral.doing import (
    AREA,
    GEZIN,
    THUIS,
    consents,
    happened,
    key_in,
    looks,
    makes,
    page_of,
    referrals,
    sends,
    text_in,
)

OFFER = f"aanbod={GEZIN}"
TICK = re.compile(r'name="terugmelden" value="1"( checked)?')


async def comes_back(house: House) -> None:
    """From De Wilgenhof, without an answer."""
    async with house.database.writing(SYSTEM) as session:
        for application in (await session.exec(select(Application))).all():
            application.state = ApplicationState.RETURNED
        (await session.exec(select(Referral))).one().state = ReferralState.CHOOSING


async def ticked(browser: httpx.AsyncClient, key: str) -> bool | None:
    """None: it is not asked."""
    found = TICK.search(await page_of(browser, f"{AREA}/berichten/{key}"))
    return bool(found[1]) if found else None


async def sends_on(browser: httpx.AsyncClient, key: str, query: str = "", **said: str) -> None:
    page = f"{AREA}/berichten/{key}"
    data = {"aanbod": GEZIN, "koos": "family", "akkoord": ["parents"], **said}
    assert (await sends(browser, page, f"{page}/aanbieder{query}", data)).status_code == 303


async def heard(house: House) -> list[bool]:
    """Of each agreement that the toegang hears, whether it still stands."""
    return [one.withdrawn_at is None for one in await consents(house) if one.purpose == "hear"]


async def test_a_no_the_second_time_is_a_no(bram: httpx.AsyncClient, house: House) -> None:
    key = key_in(await makes(bram, OFFER))
    await comes_back(house)
    assert await ticked(bram, key) is True  # what the family said before
    await sends_on(bram, key, terugmelden="1")
    assert ((await referrals(house))[0].tell_toegang, await heard(house)) == (True, [True])
    await comes_back(house)
    await sends_on(bram, key)
    assert ((await referrals(house))[0].tell_toegang, await heard(house)) == (False, [False])
    assert (await happened(house))[-2:] == ["consent_withdrawn", "sent"]
    await comes_back(house)
    assert await ticked(bram, key) is False
    await sends_on(bram, key, terugmelden="1")
    assert ((await referrals(house))[0].tell_toegang, await heard(house)) == (True, [False, True])


async def test_what_was_left_out_stays_out_after_a_mistake(bram: httpx.AsyncClient, house: House) -> None:
    key = key_in(await makes(bram, OFFER))
    await comes_back(house)
    page = f"{AREA}/berichten/{key}"
    wrong = await sends(bram, page, f"{page}/aanbieder", {"aanbod": GEZIN, "koos": "", "akkoord": ["parents"]})
    assert wrong.status_code == 422
    assert 'name="terugmelden" value="1" checked' not in wrong.text


async def test_in_the_forced_frame_the_gi_says_it_and_nobodys_consent_is_asked(
    karim: httpx.AsyncClient, house: House
) -> None:
    forced = {"gemeente": "0166", "kader": Frame.FORCED.value, "koos": "referrer", "akkoord": []}
    looked = text_in((await looks(karim, OFFER, **forced)).text)
    assert "Ja. De toegang kan dan meedenken." in looked
    key = key_in(await makes(karim, OFFER, **forced))
    assert ((await referrals(house))[0].tell_toegang, await consents(house)) == (True, [])
    await comes_back(house)
    html = await page_of(karim, f"{AREA}/berichten/{key}")
    assert "Ja. De toegang kan dan meedenken." in text_in(html)
    assert 'name="akkoord"' not in html
    await sends_on(karim, key, koos="referrer")
    assert ((await referrals(house))[0].tell_toegang, await consents(house)) == (False, [])


async def test_where_the_toegang_decided_it_is_not_asked(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    living = {"gemeente": "0166", "gezocht": ["network"], "voorwaarde": ["needs_first"]}
    key = key_in(await makes(bram, f"aanbod={THUIS}", **living))
    await sends(yusuf, f"{AREA}/verzoeken/{key}", f"{AREA}/verzoeken/{key}", {"besluit": "agreed"})
    assert await ticked(bram, key) is None
    text = text_in(await page_of(bram, f"{AREA}/berichten/{key}"))
    assert "De toegang besliste over deze hulp. Daarom krijgt de toegang bericht" in text
    await sends_on(bram, key, aanbod=THUIS)
    assert await heard(house) == []


async def test_what_was_agreed_before_stands_while_several_help_at_once(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    key = key_in(await makes(bram, OFFER, gemeente="0166"))
    page = f"{AREA}/verzoeken/{key}"
    await sends(yusuf, page, f"{page}/samen", {"regie": "toegang"})
    await comes_back(house)
    assert await ticked(bram, key) is None
    await sends_on(bram, key, "?wat=gezinsbehandeling")
    assert ((await referrals(house))[0].tell_toegang, await heard(house)) == (True, [True])


async def test_a_toegang_that_refers_itself_is_not_asked(yusuf: httpx.AsyncClient, house: House) -> None:
    looked = await looks(yusuf, OFFER, gemeente="0166")
    assert TICK.search(looked.text) is None
    key = key_in(await makes(yusuf, OFFER, gemeente="0166"))
    await comes_back(house)
    assert await ticked(yusuf, key) is None
    assert "De toegang besliste over deze hulp" not in text_in(await page_of(yusuf, f"{AREA}/berichten/{key}"))
    assert await heard(house) == []
