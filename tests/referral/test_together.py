"""A huisarts and a family look at the same list: everything that somebody else does on it is visible to the family."""

import httpx
import pytest

from portal.referral.together import MOST_REMARKS
from portal.web.house import House
from tests.referral.doing import AREA, GEZIN, THUIS, key_in, makes, page_of, sends, text_in
from tests.shortlist.family import LIST, code_shown, fields, makes_list, opens, saves
from tests.shortlist.family import sends as sends_plainly

SHARED = f"{AREA}/lijst"
BY = "Praktijk Bram"


async def opens_it(bram: httpx.AsyncClient, code: str) -> httpx.Response:
    return await sends(bram, AREA, SHARED, {"code": code})


async def test_the_family_sees_who_opened_their_list(samira: httpx.AsyncClient, bram: httpx.AsyncClient) -> None:
    code = await makes_list(samira, GEZIN)
    assert "Geen verwijzer heeft de lijst geopend." in text_in(await page_of(samira, LIST))
    answer = await opens_it(bram, code.lower().replace("-", " "))
    assert (answer.status_code, answer.headers["location"]) == (303, SHARED)
    assert "De Wilgenhof" in await page_of(bram, SHARED)
    seen = text_in(await page_of(samira, LIST))
    assert f"{BY}, 20 nov" in seen
    await opens_it(bram, code)
    assert "2 keer" in text_in(await page_of(samira, LIST))


async def test_a_wrong_code_opens_nothing_and_is_not_shown_again(
    samira: httpx.AsyncClient, bram: httpx.AsyncClient
) -> None:
    code = await makes_list(samira)
    swapped = code.replace("-", "")
    mistyped = swapped[1] + swapped[0] + swapped[2:] if swapped[0] != swapped[1] else swapped[:-1]
    assert (await opens_it(bram, mistyped)).status_code == 422
    await sends_plainly(samira, f"{LIST}/code")  # another code in its place
    answer = await opens_it(bram, code)
    assert answer.status_code == 403
    assert "Deze code opent geen lijst." in text_in(answer.text)
    assert code not in answer.text
    assert (await bram.get(SHARED)).headers["location"] == f"{AREA}?gedaan=niet-open"


async def test_what_the_huisarts_adds_stands_in_their_name(samira: httpx.AsyncClient, bram: httpx.AsyncClient) -> None:
    await opens_it(bram, await makes_list(samira, GEZIN))
    added = await sends_plainly(bram, f"{LIST}/aanbod", {"aanbod": THUIS})
    assert added.headers["location"].startswith(f"{SHARED}?gedaan=erbij")
    remark = {"aanbod": GEZIN, "opmerking": "Zij werken ook op school."}
    assert (await sends(bram, SHARED, f"{SHARED}/opmerking", remark)).status_code == 303
    seen = text_in(await page_of(samira, LIST))
    assert f"Op de lijst gezet door {BY}." in seen
    assert f"Zij werken ook op school. {BY}" in seen
    assert (await fields(samira))["aanbod"] == [GEZIN, THUIS]


@pytest.mark.parametrize("text", ["Zijn BSN is 111222333", "Geboren op 3-4-2015"])
async def test_a_remark_says_nothing_about_who_the_child_is(
    samira: httpx.AsyncClient, bram: httpx.AsyncClient, text: str
) -> None:
    await opens_it(bram, await makes_list(samira, GEZIN))
    answer = await sends(bram, SHARED, f"{SHARED}/opmerking", {"aanbod": GEZIN, "opmerking": text})
    assert answer.status_code == 422
    assert "Laat" in text_in(answer.text)
    assert text in answer.text
    assert text not in await page_of(samira, LIST)


async def test_no_remark_makes_room_for_another(samira: httpx.AsyncClient, bram: httpx.AsyncClient) -> None:
    await opens_it(bram, await makes_list(samira, GEZIN))
    for number in range(MOST_REMARKS):
        await sends(bram, SHARED, f"{SHARED}/opmerking", {"aanbod": GEZIN, "opmerking": f"Opmerking nummer {number}."})
    answer = await sends(bram, SHARED, f"{SHARED}/opmerking", {"aanbod": GEZIN, "opmerking": "Nog een."})
    assert answer.status_code == 422
    assert "Er is hier geen plaats voor meer opmerkingen." in text_in(answer.text)
    assert "Nog een." in answer.text  # what was typed
    seen = await page_of(samira, LIST)
    assert "Opmerking nummer 0." in seen
    assert "Nog een." not in seen


async def test_looking_and_remarking_puts_nobodys_typing_aside(
    samira: httpx.AsyncClient, bram: httpx.AsyncClient
) -> None:
    code = await makes_list(samira, GEZIN)
    before = await fields(samira)
    await opens_it(bram, code)
    await sends(bram, SHARED, f"{SHARED}/opmerking", {"aanbod": GEZIN, "opmerking": "Let op de wachttijd."})
    answer = await sends_plainly(samira, LIST, {**before, f"voor.{GEZIN}": "Dichtbij"})
    assert answer.status_code == 303
    text = await page_of(samira, LIST)
    assert "Dichtbij" in text
    assert "Let op de wachttijd." in text


async def test_the_family_chooses_itself_or_tells_it_by_telephone(
    samira: httpx.AsyncClient, bram: httpx.AsyncClient
) -> None:
    await opens_it(bram, await makes_list(samira, GEZIN))
    await sends_plainly(bram, f"{LIST}/aanbod", {"aanbod": THUIS})
    assert (await saves(samira, doe=f"kies:{GEZIN}")).status_code == 303
    assert "Keuze van het gezin" in text_in(await page_of(bram, SHARED))
    await sends(bram, SHARED, f"{SHARED}/keuze", {"aanbod": THUIS})
    seen = text_in(await page_of(samira, LIST))
    assert f"Onze keuze U vertelde dit aan {BY}." in seen
    await saves(samira, doe=f"kies:{THUIS}")
    assert "Onze keuze U" not in text_in(await page_of(samira, LIST))


async def test_a_shared_list_is_no_list_of_ones_own(samira: httpx.AsyncClient, bram: httpx.AsyncClient) -> None:
    """Its code is not shown to who opened it, and they remove nothing."""
    code = await makes_list(samira, GEZIN)
    await opens_it(bram, code)
    assert (await bram.get(LIST)).headers["location"] == SHARED
    assert code not in (await bram.get(f"{LIST}/code")).text
    await opens_it(bram, code)
    await sends_plainly(bram, f"{LIST}/weg")
    assert (await samira.get(LIST)).text.count("De Wilgenhof")


async def test_the_shared_list_ends_with_the_session(samira: httpx.AsyncClient, bram: httpx.AsyncClient) -> None:
    await opens_it(bram, await makes_list(samira, GEZIN))
    names = [name for name in bram.cookies if "lijst" in name]
    assert names
    for name in [name for name in bram.cookies if "lijst" not in name]:
        bram.cookies.delete(name)
    await sends_plainly(bram, f"{LIST}/aanbod", {"aanbod": THUIS})
    assert (await fields(samira))["aanbod"] == [GEZIN]


async def test_a_notice_is_tied_to_the_list_it_was_made_from(
    samira: httpx.AsyncClient, bram: httpx.AsyncClient, house: House
) -> None:
    code = await makes_list(samira, GEZIN)
    await opens_it(bram, code)
    key = key_in(await makes(bram, f"aanbod={GEZIN}"))
    assert code in await page_of(bram, f"{AREA}/berichten/{key}/brief")
    await opens(samira, code)
    assert await code_shown(samira) == code
