"""A huisarts asks for a place to live: where else was looked, and of a group why."""

import re

import httpx
import pytest

from portal.web.house import House
from tests.referral.doing import AREA, key_in, looks, makes, page_of, referrals, sends, text_in

LIVING = {"gemeente": "0166", "gezocht": ["network"], "voorwaarde": ["needs_first"]}


@pytest.mark.parametrize(
    ("what", "looked", "problem"),
    [
        ("gezinshuis", [], "Kijk eerst bij familie of bekenden."),
        ("leefgroep", [], "Kijk eerst bij familie of bekenden."),
        ("leefgroep", ["network"], "Kijk eerst naar een gezinsvorm"),
        ("leefgroep", ["network", "family_form"], "Geef aan waarom het een groep is."),
        ("respijtzorg", [], "Geef aan waar u een plek zocht."),
        ("respijtzorg", ["network", "family_form", "group"], "Geef aan waarom het een groep is."),
    ],
)
async def test_one_looks_first_with_family_then_in_a_family_then_in_a_group(
    bram: httpx.AsyncClient, what: str, looked: list[str], problem: str
) -> None:
    answer = await looks(bram, f"wat={what}", **{**LIVING, "gezocht": looked})
    assert problem in text_in(answer.text)
    assert 'value="verstuur"' not in answer.text


@pytest.mark.parametrize(
    ("what", "asked", "reason"),
    [
        ("pleegzorg-netwerk", [], False),
        ("gezinshuis", ["network"], False),
        ("leefgroep", ["network", "family_form"], True),
        ("respijtzorg", ["network", "family_form", "group"], False),  # it differs: until a group is ticked
    ],
)
async def test_why_it_is_a_group_is_asked_of_a_group_only(
    bram: httpx.AsyncClient, what: str, asked: list[str], reason: bool
) -> None:
    text = await page_of(bram, f"{AREA}/nieuw?wat={what}")
    assert re.findall(r'name="gezocht" value="([^"]*)"', text) == asked
    assert ('name="groepsreden"' in text) is reason


async def test_a_group_is_asked_for_with_its_reason(bram: httpx.AsyncClient, house: House) -> None:
    filled = {**LIVING, "gezocht": ["network", "family_form"], "groepsreden": "safety"}
    key_in(await makes(bram, "wat=leefgroep", **filled))
    (referral,) = await referrals(house)
    assert (referral.considered, referral.group_reason) == (["network", "family_form", "group"], "safety")


async def decides(yusuf: httpx.AsyncClient, key: str, **said: str) -> httpx.Response:
    path = f"{AREA}/verzoeken/{key}"
    return await sends(yusuf, path, path, {"besluit": "other_form", **said})


async def test_a_toegang_that_agrees_to_a_group_instead_says_why(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    key = key_in(await makes(bram, "wat=gezinshuis", **LIVING))
    without = await decides(yusuf, key, wat="leefgroep")
    assert without.status_code == 422
    assert "Geef aan waarom het een groep is." in text_in(without.text)
    assert (await decides(yusuf, key, wat="leefgroep", groepsreden="treatment")).status_code == 303
    (referral,) = await referrals(house)
    assert (referral.subject, referral.considered) == ("leefgroep", ["network", "family_form", "group"])
    assert referral.group_reason == "treatment"


async def test_a_toegang_that_agrees_to_a_family_form_instead_needs_no_reason(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    asked = {**LIVING, "gezocht": ["network", "family_form"], "groepsreden": "safety"}
    key = key_in(await makes(bram, "wat=leefgroep", **asked))
    assert (await decides(yusuf, key, wat="gezinshuis")).status_code == 303
    (referral,) = await referrals(house)
    assert (referral.considered, referral.group_reason) == (["network", "family_form"], "")


async def test_the_reason_that_who_referred_gave_holds_for_another_group(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    asked = {**LIVING, "gezocht": ["network", "family_form"], "groepsreden": "safety"}
    key = key_in(await makes(bram, "wat=leefgroep", **asked))
    assert (await decides(yusuf, key, wat="driemilieuvoorziening")).status_code == 303
    assert (await referrals(house))[0].group_reason == "safety"


async def test_a_reason_for_a_group_is_not_kept_of_a_family_form(bram: httpx.AsyncClient, house: House) -> None:
    key_in(await makes(bram, "wat=gezinshuis", **LIVING, groepsreden="safety"))
    (referral,) = await referrals(house)
    assert (referral.considered, referral.group_reason) == (["network", "family_form"], "")
