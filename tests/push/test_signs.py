"""Signs that no offer's key holds: as such a key, on both databases, it is nobody's."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import select

from portal.model import Availability, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.provider_area.offering import GRID
from tests.push.systems import GEZIN, a_new_key, add_offers, sends, system
from tests.push.test_upload import saves, uploads
from tests.staff import a_safe_house, an_account, safe_app, signed_in

ODD = [f"{GEZIN}\0", "\0", f"{GEZIN}\x1b", f"{GEZIN}\u2028", "wilgenhof\u200bgezin"]


@pytest.fixture
async def house(own_database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path, url=own_database_url) as house:
        await add_offers(house)
        yield house


@pytest.fixture
def app(house: House) -> Outer:
    return safe_app(house)


async def nothing_was_said(house: House) -> bool:
    async with house.database.reading() as session:
        return not (await session.exec(select(Availability))).all()


@pytest.mark.parametrize("key", ODD)
async def test_software_is_told_which_row_it_is(house: House, app: Outer, key: str) -> None:
    rows = [{"aanbod": GEZIN, "stand": "open"}, {"aanbod": key, "stand": "open"}]
    async with system(app, await a_new_key(app)) as software:
        answer = await software.post("/api/v1/beschikbaarheid", json={"rijen": rows})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/rijen/1/aanbod"]
    assert await nothing_was_said(house)


@pytest.mark.parametrize("key", ["%00", f"{GEZIN}%00", "%1B", "%E2%80%A8"])
async def test_no_address_of_an_offer_holds_them(app: Outer, key: str) -> None:
    async with system(app, await a_new_key(app)) as software:
        answer = await software.get(f"/api/v1/aanbod/{key}/beschikbaarheid")
        said = await software.put(f"/api/v1/aanbod/{key}/beschikbaarheid", json={"stand": "open"})
        listed = await software.get(f"/api/v1/aanbod?na={key}")
    assert (answer.status_code, said.status_code, listed.status_code) == (404, 404, 200)


async def test_a_file_and_the_grid_hold_none_of_them(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, password_hash="x")
    async with signed_in(app, piet) as browser:
        for key in ODD:
            sent = await uploads(browser, f"Aanbod;Stand;Peildatum\n{key}-x;open;01-11-2026\n".encode())
            assert sent.status_code == 422
            saved = await saves(browser, json.dumps({"rijen": [{"aanbod": key, "stand": "open"}]}))
            assert saved.status_code == 400
            if "\0" not in key:  # which is in no form, once it is read
                row = {"aanbod-0": key, "versie-0": "0", "stand-0": "open", "was-0": ""}
                assert (await sends(browser, GRID, GRID, doe="opslaan", **row)).status_code == 400
    assert await nothing_was_said(house)
