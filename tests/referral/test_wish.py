"""What is asked of the toegang, and what the family wants: two things, each by its own name."""

import httpx
import pytest

from portal.web.house import House
from tests.referral.doing import AREA, GEZIN, THUIS, key_in, looks, makes, page_of, referrals, sends, text_in
from tests.shortlist.family import LIST, makes_list, opens, saves

LIVING = {"gemeente": "0166", "gezocht": ["network"], "voorwaarde": ["needs_first"]}
FORCED = {"gemeente": "0166", "kader": "forced", "koos": "referrer", "akkoord": []}
WANTS, ASKED, YOURS = "Het gezin wil", "Gevraagde aanbieder", "Wat u wilt"


async def chooses(samira: httpx.AsyncClient, offer: str) -> str:
    """The code of a list on which the family chose that."""
    code = await makes_list(samira, offer)
    assert (await saves(samira, doe=f"kies:{offer}")).status_code == 303
    return code


async def opened_by(gi: httpx.AsyncClient, code: str) -> None:
    assert (await sends(gi, AREA, f"{AREA}/lijst", {"code": code})).status_code == 303


async def test_what_the_gi_asks_for_does_not_stand_for_what_the_family_wants(
    samira: httpx.AsyncClient, karim: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    code = await chooses(samira, GEZIN)
    await opened_by(karim, code)
    key = key_in(await makes(karim, f"aanbod={THUIS}", **{**LIVING, **FORCED}))
    (referral,) = await referrals(house)
    assert (referral.state, referral.asked_offer, referral.wish) == ("requested", THUIS, GEZIN)
    for who, page in ((karim, f"{AREA}/berichten/{key}"), (yusuf, f"{AREA}/verzoeken/{key}")):
        text = text_in(await page_of(who, page))
        assert f"{ASKED} De Wilgenhof" in text
        assert f"{WANTS} De Wilgenhof" in text
    await opens(samira, code)
    for page in (f"{LIST}/waar-zijn-we", f"{LIST}/alles"):
        assert f"{YOURS} De Wilgenhof" in text_in(await page_of(samira, page)), page
    file = (await samira.get(f"{LIST}/alles/json")).json()["referrals"][0]
    assert (file["wish"], file["asked_offer"]) == (GEZIN, THUIS)


async def test_of_a_request_by_a_huisarts_nobody_says_what_the_family_wants(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    key = key_in(await makes(bram, f"aanbod={THUIS}", **LIVING))
    (referral,) = await referrals(house)
    assert (referral.asked_offer, referral.wish) == (THUIS, "")
    for who, page in ((bram, f"{AREA}/berichten/{key}"), (yusuf, f"{AREA}/verzoeken/{key}")):
        text = text_in(await page_of(who, page))
        assert f"{ASKED} De Wilgenhof" in text
        assert WANTS not in text
    assert 'name="wens"' not in (await looks(bram, f"aanbod={THUIS}", **LIVING)).text


async def test_what_goes_to_a_provider_at_once_shows_the_wish_too(
    samira: httpx.AsyncClient, karim: httpx.AsyncClient, house: House
) -> None:
    await opened_by(karim, await chooses(samira, GEZIN))
    key = key_in(await makes(karim, f"aanbod={GEZIN}", **FORCED))
    (referral,) = await referrals(house)
    assert (referral.state, referral.asked_offer, referral.wish) == ("asked", "", GEZIN)
    text = text_in(await page_of(karim, f"{AREA}/berichten/{key}"))
    assert f"{WANTS} De Wilgenhof" in text
    assert ASKED not in text


@pytest.mark.parametrize(("says", "wish"), [({"wens": GEZIN}, GEZIN), ({"wens": "geen"}, ""), ({"wens": "x"}, "")])
async def test_the_gi_says_what_the_family_wants_without_a_list(
    karim: httpx.AsyncClient, house: House, says: dict[str, str], wish: str
) -> None:
    looked = (await looks(karim, f"aanbod={GEZIN}", **FORCED)).text
    assert f'<option value="{GEZIN}">' in looked[looked.index('name="wens"') :]
    key_in(await makes(karim, f"aanbod={GEZIN}", **FORCED, **says))
    assert (await referrals(house))[0].wish == wish


async def test_what_the_list_says_stands_in_the_form_and_may_be_left_out(
    samira: httpx.AsyncClient, karim: httpx.AsyncClient, house: House
) -> None:
    await opened_by(karim, await chooses(samira, GEZIN))
    looked = (await looks(karim, f"aanbod={GEZIN}", **FORCED)).text
    assert f'<option value="{GEZIN}" selected' in looked[looked.index('name="wens"') :]
    key_in(await makes(karim, f"aanbod={GEZIN}", **FORCED, wens="geen"))
    assert (await referrals(house))[0].wish == ""


async def test_in_the_voluntary_frame_the_family_chooses_and_no_wish_stands_beside_it(
    bram: httpx.AsyncClient, house: House
) -> None:
    key_in(await makes(bram, f"aanbod={GEZIN}", wens=GEZIN))
    assert (await referrals(house))[0].wish == ""
