"""What a dump of the whole database gives away of families and notices: no code, secret, remark, name or address."""

import sqlite3

import httpx

from portal.web.house import House
from tests.referral.doing import AREA, GEZIN, THUIS, key_in, makes, page_of, sends
from tests.shortlist.family import makes_list, saves
from tests.shortlist.family import sends as sends_plainly


def dump_of(house: House) -> str:
    file = str(house.database.engine.url.database)
    connection = sqlite3.connect(file)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


async def test_a_dump_holds_no_code_remark_note_or_address(
    samira: httpx.AsyncClient, bram: httpx.AsyncClient, mieke: httpx.AsyncClient, house: House
) -> None:
    code = await makes_list(samira, GEZIN)
    await saves(samira, notities="Oma Trijntje helpt op dinsdag")
    await sends(bram, AREA, f"{AREA}/lijst", {"code": code})
    await sends_plainly(bram, "/mijn/lijst/aanbod", {"aanbod": THUIS})
    remark = {"aanbod": GEZIN, "opmerking": "Vraag naar hun tuin"}
    await sends(bram, f"{AREA}/lijst", f"{AREA}/lijst/opmerking", remark)
    await sends(bram, f"{AREA}/lijst", f"{AREA}/lijst/keuze", {"aanbod": GEZIN})
    key = key_in(await makes(bram, f"aanbod={GEZIN}"))
    await page_of(bram, f"{AREA}/berichten/{key}/brief")
    await sends(bram, f"{AREA}/berichten/{key}", f"{AREA}/berichten/{key}/intrekken", {})
    dump = dump_of(house)
    assert key in dump  # it is the database that was looked at
    plain, groups = code.replace("-", ""), code.split("-")
    for secret in (code, plain, plain[5:], *("".join(groups[n : n + 2]) for n in range(2, 5))):
        assert secret not in dump
    for text in ("Trijntje", "hun tuin", "voorbeeld.example", "bram@", "mieke@"):
        assert text not in dump
    # Which notice is of which family stands sealed on the list only.
    assert dump.count(key) == 1
