"""A family makes a list without an account, writes on it, and it is theirs alone."""

from typing import Any

import httpx
import pytest
from sqlmodel import select

from portal.database import SYSTEM
from portal.model import Offer
from portal.shortlist.content import LONGEST, MOST
from portal.web.house import House
from tests.shortlist.family import LIST, code_shown, fields, fields_of, makes_list, opens, records, saves, sends

GEZIN, THUIS, DYSLEXIE = "wilgenhof-gezin", "wilgenhof-thuis", "populier-dyslexie"


@pytest.mark.parametrize("page", ["/aanbod", "/aanbieders/de-wilgenhof", "/vergelijk?a=de-wilgenhof&a=de-populier"])
async def test_an_offer_can_be_put_on_a_list_from_every_page_that_shows_it(
    samira: httpx.AsyncClient, page: str
) -> None:
    text = (await samira.get(page)).text
    assert f'name="aanbod" value="{GEZIN}" form="to-list"' in text
    assert text.count('<form id="to-list"') == 1


async def test_before_anything_is_stored_it_says_that_a_lost_code_is_lost(
    samira: httpx.AsyncClient, house: House
) -> None:
    answer = await sends(samira, f"{LIST}/aanbod", {"aanbod": GEZIN})
    assert answer.status_code == 200
    assert "Een verloren code kunnen wij niet terugvinden" in answer.text
    assert "De Wilgenhof" in answer.text
    assert not answer.headers.get_list("set-cookie")
    assert await records(house) == []


async def test_a_list_begins_with_the_offer_it_was_made_for(samira: httpx.AsyncClient) -> None:
    await makes_list(samira, GEZIN)
    await sends(samira, f"{LIST}/aanbod", {"aanbod": DYSLEXIE})
    answer = await samira.get(LIST)
    assert answer.headers["cache-control"] == "no-store"
    assert 'name="robots" content="noindex"' in answer.text
    assert (await fields(samira))["aanbod"] == [GEZIN, DYSLEXIE]
    assert "Geen nieuwe aanmeldingen" in answer.text  # De Populier has a stop
    assert "Geen cijfers bekend" in answer.text


async def test_what_nobody_offers_here_cannot_be_put_on_it(samira: httpx.AsyncClient) -> None:
    await makes_list(samira)
    for offer in ("wilgenhof-crisisbed", "esdoorn-vaktherapie", "iets", "", "x" * 500):
        assert (await sends(samira, f"{LIST}/aanbod", {"aanbod": offer})).status_code in (400, 404)
    assert (await fields(samira))["aanbod"] == []


async def test_what_is_written_comes_back(samira: httpx.AsyncClient) -> None:
    await makes_list(samira, GEZIN)
    written: dict[str, Any] = {
        f"voor.{GEZIN}": "Dichtbij\r\nen rustig",
        f"tegen.{GEZIN}": "Lang wachten <b>",
        "weging.wait": "important",
        "vraag": ["start", "end"],
        "eigen-vragen": "Mag de hond mee?",
        "niet-nu": "1",
        "anders": "Oma helpt ook",
        "notities": "\n\nEen lijst",
    }
    assert (await saves(samira, **written)).status_code == 303
    held = await fields(samira)
    assert held[f"voor.{GEZIN}"].splitlines() == ["Dichtbij", "en rustig"]
    assert held[f"tegen.{GEZIN}"] == "Lang wachten <b>"
    assert (held["weging.wait"], held["vraag"], held["niet-nu"]) == ("important", ["start", "end"], ["1"])
    assert held["anders"] == "Oma helpt ook"


async def test_offers_are_moved_and_taken_off_with_what_was_just_typed_kept(samira: httpx.AsyncClient) -> None:
    await makes_list(samira, GEZIN)
    for offer in (THUIS, DYSLEXIE):
        await sends(samira, f"{LIST}/aanbod", {"aanbod": offer})
    await saves(samira, doe=f"omhoog:{DYSLEXIE}", notities="blijft")
    held = await fields(samira)
    assert (held["aanbod"], held["notities"]) == ([GEZIN, DYSLEXIE, THUIS], "blijft")
    await saves(samira, doe=f"omlaag:{GEZIN}")
    assert (await fields(samira))["aanbod"] == [DYSLEXIE, GEZIN, THUIS]
    await saves(samira, doe=f"weg:{GEZIN}")
    assert (await fields(samira))["aanbod"] == [DYSLEXIE, THUIS]
    await saves(samira, doe=f"omhoog:{DYSLEXIE}")
    await saves(samira, doe="omhoog:iets")
    assert (await fields(samira))["aanbod"] == [DYSLEXIE, THUIS]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Zijn nummer is 111222333", "Laat het BSN weg"),
        ("BSN 1112.22.333", "Laat het BSN weg"),
        ("hij is van 3 maart 2017", "Laat de geboortedatum weg"),
        ("geb. 12-11-2026", "Laat de geboortedatum weg"),
        ("x" * (LONGEST + 1), "hoogstens 1000 tekens"),
    ],
)
async def test_what_may_not_stand_on_it_is_refused_and_stays_as_typed(
    samira: httpx.AsyncClient, house: House, typed: str, sentence: str
) -> None:
    await makes_list(samira, GEZIN)
    before = (await records(house))[0].sealed
    answer = await saves(samira, **{f"notitie.{GEZIN}": typed, "notities": "Een gesprek op 19-11-2026"})
    assert answer.status_code == 422
    assert sentence in answer.text
    held = fields_of(answer.text)
    assert held[f"notitie.{GEZIN}"] == typed
    assert held["notities"] == "Een gesprek op 19-11-2026"
    assert (await records(house))[0].sealed == before


async def test_two_at_once_see_each_others_words_and_lose_none(
    samira: httpx.AsyncClient, grandmother: httpx.AsyncClient
) -> None:
    code = await makes_list(samira, GEZIN)
    await opens(grandmother, code)
    seen = await fields(grandmother)
    await saves(samira, **{f"voor.{GEZIN}": "Van Samira", "weging.wait": "nice"})
    await sends(samira, f"{LIST}/aanbod", {"aanbod": THUIS})
    answer = await sends(grandmother, LIST, {**seen, f"voor.{GEZIN}": "Van oma", "tegen." + GEZIN: "Ver"})
    assert answer.status_code == 409
    assert "Van Samira" in answer.text
    typed = fields_of(answer.text)
    assert (typed[f"voor.{GEZIN}"], typed[f"tegen.{GEZIN}"]) == ("Van oma", "Ver")
    assert typed["aanbod"] == [GEZIN, THUIS]
    assert (await fields(samira))[f"voor.{GEZIN}"] == "Van Samira"
    assert (await sends(grandmother, LIST, typed)).status_code == 303
    assert (await fields(samira))[f"voor.{GEZIN}"] == "Van oma"


async def test_who_takes_an_offer_off_meanwhile_takes_no_words_of_others_away(
    samira: httpx.AsyncClient, grandmother: httpx.AsyncClient
) -> None:
    await opens(grandmother, await makes_list(samira, GEZIN))
    seen = await fields(grandmother)
    await saves(samira, doe=f"weg:{GEZIN}")
    answer = await sends(grandmother, LIST, {**seen, f"notitie.{GEZIN}": "Toch goed"})
    assert answer.status_code == 409
    assert "De Wilgenhof" in answer.text
    await sends(grandmother, LIST, fields_of(answer.text))
    held = await fields(samira)
    assert (held["aanbod"], held[f"notitie.{GEZIN}"]) == ([GEZIN], "Toch goed")


async def test_a_list_holds_eight_offers(samira: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST == 8
    monkeypatch.setattr("portal.shortlist.content.MOST", 1)
    await makes_list(samira, GEZIN)
    await sends(samira, f"{LIST}/aanbod", {"aanbod": THUIS})
    assert (await fields(samira))["aanbod"] == [GEZIN]
    assert "De lijst is vol" in (await samira.get(LIST)).text


async def test_an_offer_that_ended_stays_to_be_read_about(samira: httpx.AsyncClient, house: House) -> None:
    await makes_list(samira, GEZIN)
    await saves(samira, **{f"notitie.{GEZIN}": "Fijn gesprek"})
    async with house.database.writing(SYSTEM) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == GEZIN))).one()
        offer.published = False
    text = (await samira.get(LIST)).text
    assert "Deze hulp wordt hier niet meer aangeboden" in text
    assert "De Wilgenhof" in text
    assert "Fijn gesprek" in text
    assert "Deze hulp wordt hier niet meer aangeboden" in (await samira.get(f"{LIST}/afdrukken")).text


async def test_a_sheet_to_print_has_the_list_and_a_drawing_of_the_code(samira: httpx.AsyncClient) -> None:
    code = await makes_list(samira, GEZIN)
    await saves(samira, **{f"voor.{GEZIN}": "Dichtbij", "vraag": ["start"], "weging.wait": "important"})
    text = (await samira.get(f"{LIST}/afdrukken")).text
    assert code in text
    assert "<svg" in text
    assert "Dichtbij" in text
    assert f"{LIST}/openen#" not in text  # the code with the address is in the drawing only


async def test_a_removed_list_is_gone(samira: httpx.AsyncClient, grandmother: httpx.AsyncClient, house: House) -> None:
    code = await makes_list(samira, GEZIN)
    await opens(grandmother, code)
    assert "Lijst voorgoed verwijderen" in (await samira.get(f"{LIST}/weg")).text
    assert len(await records(house)) == 1
    assert (await sends(samira, f"{LIST}/weg")).status_code == 303
    assert await records(house) == []
    assert (await opens(samira, code)).status_code == 403
    typed = await sends(grandmother, LIST, {"versie": "1", "aanbod": [GEZIN], f"voor.{GEZIN}": "Nog getypt"})
    assert typed.status_code == 409
    assert "Nog getypt" in typed.text


async def test_a_new_code_ends_the_one_before(samira: httpx.AsyncClient, grandmother: httpx.AsyncClient) -> None:
    old = await makes_list(samira, GEZIN)
    await opens(grandmother, old)
    await sends(samira, f"{LIST}/code")
    new = await code_shown(samira)
    assert new != old
    assert "is niet open" in (await grandmother.get(LIST)).text
    assert (await opens(grandmother, old)).status_code == 403
    assert (await opens(grandmother, new)).status_code == 303
    assert (await fields(grandmother))["aanbod"] == [GEZIN]
