"""JeugdzorgPlus: a GI asks the toegang for an allocation; who has the place is no choice on this website."""

import httpx
import pytest

from portal.web.house import House
from tests.referral.doing import AREA, hidden_in, key_in, looks, makes, page_of, referrals, sends, text_in
from tests.web.house import FROM_HERE

CLOSED = "wat=jeugdzorgplus"
ASKED = {
    "gemeente": "0166", "leeftijd": "12-15", "kader": "forced",
    "gezocht": ["network", "family_form"], "groepsreden": "safety",
}  # fmt: skip


async def test_a_gi_asks_the_toegang_and_reads_beforehand_how_it_goes_on(karim: httpx.AsyncClient) -> None:
    text = text_in((await looks(karim, CLOSED, **ASKED)).text)
    assert "Dit is gesloten jeugdhulp." in text
    assert "Er wordt op deze website geen aanbieder gekozen." in text
    assert "De toegang van Kampen" in text
    assert "De machtiging van de rechter voor gesloten jeugdhulp." in text


async def test_allocated_it_is_over_here_and_the_page_says_what_to_do_and_whom_to_call(
    karim: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    key = key_in(await makes(karim, CLOSED, **ASKED))
    (referral,) = await referrals(house)
    assert (referral.state, referral.group_reason) == ("requested", "safety")
    path = f"{AREA}/verzoeken/{key}"
    assert (await sends(yusuf, path, path, {"besluit": "agreed"})).status_code == 303
    (referral,) = await referrals(house)
    assert (referral.state, referral.decision) == ("allocated", "agreed")
    assert referral.closed_on is not None  # from then on its term of removal counts
    html = await page_of(karim, f"{AREA}/berichten/{key}")
    text = text_in(html)
    assert "Toegewezen: het gaat verder buiten deze website" in text
    assert "Zo gaat het verder" in text
    assert "Bel zelf de aanbieder." in text
    assert "De toegang van Kampen" in text
    assert "Wij vonden geen aanbieder" not in text
    assert f"{AREA}/berichten/{key}/aanbieder" not in html


async def test_it_has_no_budget_to_decide_on(karim: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House) -> None:
    path = f"{AREA}/verzoeken/{key_in(await makes(karim, CLOSED, **ASKED))}"
    html = await page_of(yusuf, path)
    assert "ander budget" not in text_in(html)
    held = hidden_in(html, path)
    answer = await yusuf.post(path, data={**held, "besluit": "other_budget", "budget": "herstel-2"}, headers=FROM_HERE)
    assert "Er is nog niets opgeslagen" in text_in(answer.text)
    assert (await referrals(house))[0].state == "requested"


async def test_of_several_providers_at_once_the_others_are_chosen(
    karim: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    key = key_in(await makes(karim, CLOSED, **ASKED))
    path, page = f"{AREA}/verzoeken/{key}", f"{AREA}/berichten/{key}"
    await sends(yusuf, path, path, {"besluit": "agreed", "regie": "toegang"})
    assert (await referrals(house))[0].state == "choosing"
    assert "Bel zelf de aanbieder." in text_in(await page_of(karim, page))
    assert "wilgenhof-gezin" in await page_of(karim, f"{page}?wat=gezinsbehandeling")


async def test_the_toegang_makes_no_notice_of_it(yusuf: httpx.AsyncClient, house: House) -> None:
    text = text_in(await page_of(yusuf, f"{AREA}/nieuw?{CLOSED}"))
    assert "Geen bericht: dit gaat via de rechter" in text
    assert "bel de gecertificeerde instelling (GI) van het kind" in text
    answer = await looks(yusuf, CLOSED, **{**ASKED, "kader": "voluntary"})
    assert "Dit bericht kan niet worden verstuurd." in text_in(answer.text)
    assert 'value="verstuur"' not in answer.text
    assert await referrals(house) == []


async def test_a_huisarts_reads_whom_to_speak_with(bram: httpx.AsyncClient) -> None:
    text = text_in(await page_of(bram, f"{AREA}/nieuw?{CLOSED}"))
    assert "U kunt hier niet naar verwijzen" in text
    assert "Dit is gesloten jeugdhulp." in text


@pytest.mark.parametrize(("other", "state"), [("jeugdzorgplus", "allocated"), ("crisisbed", "requested")])
async def test_in_another_form_it_may_be_closed_care_and_never_a_crisis(
    karim: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House, other: str, state: str
) -> None:
    key = key_in(await makes(karim, "wat=driemilieuvoorziening", **ASKED))
    path = f"{AREA}/verzoeken/{key}"
    held = hidden_in(await page_of(yusuf, path), path)
    answer = await yusuf.post(path, data={**held, "besluit": "other_form", "wat": other}, headers=FROM_HERE)
    assert ("Dit is hulp bij een crisis." in text_in(answer.text)) == (other == "crisisbed")
    assert (await referrals(house))[0].state == state
