"""What a dump of the whole database gives away after five hundred families: no code, secret, name, note, remark or
mail address. Nor do the mails and the log, but for whom a mail is to."""

import base64
import email
import email.policy
import re
import sqlite3
from collections import Counter
from contextlib import closing
from io import BytesIO
from pathlib import Path

import httpx
import pytest

from portal.jobs.send_mail import Postman
from portal.mail.folder import FolderDelivery
from portal.mail.post import DEVELOPER, Post
from portal.model import Role
from portal.regions import RegionData
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.session_cookie import cookie_name
from tests.referral.doing import AREA, GEZIN, THUIS, applications, consents, key_in, makes, page_of, sends
from tests.referral.families import Around, Family, around, goes_the_whole_way
from tests.referral.readable import found_in, whole_database
from tests.shortlist.family import makes_list, records, saves
from tests.shortlist.family import sends as sends_plainly
from tests.shortlist.logged import logged
from tests.staff import an_account

__all__ = ["logged"]

FAMILIES, EARLY = 500, 24  # early: whose mails were sent, and are gone from the database
REMARK, NOTE = "Vraag naar hun moestuin", "Oma Trijntje helpt op dinsdag"
ADDRESSES = ("@voorbeeld.example", *(f"{name}@voorbeeld" for name in ("bram", "mieke", "samira")))


@pytest.fixture
async def place(bram: httpx.AsyncClient, mieke: httpx.AsyncClient, house: House, ijsselland: RegionData) -> Around:
    cookie = cookie_name(house.settings)
    return await around(house, ijsselland, bram.cookies[cookie], mieke.cookies[cookie])


async def in_their_browsers(samira: httpx.AsyncClient, bram: httpx.AsyncClient) -> tuple[str, str]:
    """The code, and the key of the notice, of a family whose every step went through the pages."""
    code = await makes_list(samira, GEZIN)
    await saves(samira, notities=NOTE)
    await sends(bram, AREA, f"{AREA}/lijst", {"code": code[:-1]})
    await sends(bram, AREA, f"{AREA}/lijst", {"code": code})
    await sends_plainly(bram, "/mijn/lijst/aanbod", {"aanbod": THUIS})
    await sends(bram, f"{AREA}/lijst", f"{AREA}/lijst/opmerking", {"aanbod": GEZIN, "opmerking": REMARK})
    await sends(bram, f"{AREA}/lijst", f"{AREA}/lijst/keuze", {"aanbod": GEZIN})
    key = key_in(await makes(bram, f"aanbod={GEZIN}"))
    await page_of(bram, f"{AREA}/berichten/{key}/brief")
    for part in ("afdrukken", "alles", "alles/json", "waar-zijn-we"):
        await page_of(samira, f"/mijn/lijst/{part}")
    await sends(bram, f"{AREA}/berichten/{key}", f"{AREA}/berichten/{key}/intrekken", {})
    return code, key


async def test_five_hundred_families_leave_nothing_readable(
    place: Around, samira: httpx.AsyncClient, bram: httpx.AsyncClient, app: Outer, logged: BytesIO, tmp_path: Path
) -> None:
    house = place.house
    await an_account(house, "samira", Role.FAMILY)
    code, key = await in_their_browsers(samira, bram)
    families = [await goes_the_whole_way(place, number) for number in range(EARLY)]
    mails = await sent_as_files(house, tmp_path / "mail")
    families += [await goes_the_whole_way(place, number) for number in range(EARLY, FAMILIES)]
    dump = dict(whole_database(file_of(house)))
    await it_is_all_there(house, families, dump, key)
    theirs = {code, code.replace("-", "")[5:17], REMARK, NOTE, *(said for one in families for said in one.said)}
    assert found_in(dump.items(), theirs | set(ADDRESSES)) == {}
    log = logged.getvalue().decode()
    assert "shortlist.save" in log
    assert found_in([("log", log), *mails], theirs) == {}
    locators = {one.held.locator for one in families} | {code.replace("-", "")[:5]}
    assert locators & set(re.findall(r"\w+", log)) == set()  # five signs can stand by chance in a request's number


async def it_is_all_there(house: House, families: list[Family], dump: dict[str, str], key: str) -> None:
    """It is the database that was looked at, and everything happened."""
    states = Counter(one.state.value for one in await applications(house))
    assert {"started", "declined", "withdrawn", "asked"} == set(states)
    assert states["started"] >= FAMILIES // 3 // 6
    assert any(one.withdrawn_at for one in await consents(house))
    lists = await records(house)
    assert len(lists) == FAMILIES + 1
    assert all(one.held.locator in dump["shortlist.locator"] for one in families)
    # Which notice is of which family stands sealed on the list only; what is offered on it, too.
    for notice in (key, families[0].notice):
        assert [where for where, text in dump.items() if notice in text] == ["referral.key"]
    assert not any(
        GEZIN in text or "Wilgenhof" in text for where, text in dump.items() if where.startswith("shortlist.")
    )
    # Nor does the audit tell of a list.
    assert not any("Shortlist" in text for text in dump.values())


async def sent_as_files(house: House, folder: Path) -> list[tuple[str, str]]:
    """What the mails say, to whom they are left out."""
    await Postman(house.database, Post(house.settings, DEVELOPER, FolderDelivery(folder))).send_all()
    found = [email.message_from_bytes(one.read_bytes(), policy=email.policy.default) for one in folder.glob("*.eml")]
    assert found
    parts = [(one["subject"], part) for one in found for part in one.walk() if part.get_content_maintype() == "text"]
    return [("mail", f"{subject}\n{part.get_content()}") for subject, part in parts]


def file_of(house: House) -> Path:
    return Path(str(house.database.engine.url.database))


@pytest.mark.parametrize(
    "left",
    [
        "K4F-299-HJK-MRT-WXY-012",
        "tekst k4f299hjkmrtwxy012 tekst",
        "Bel juf Willemijntje",
        '{"note": "Zo\\u00eb-Fleur"}',
        base64.b64encode(b"Zo zegt juf Willemijntje het").decode(),
        "naar samira@voorbeeld.example",
        b"\x00juf willemijntje\x00",
    ],
)
def test_what_is_left_in_any_column_is_found(tmp_path: Path, left: str | bytes) -> None:
    file = tmp_path / "planted.db"
    sought = ["K4F-299-HJK-MRT-WXY-012", "Willemijntje", "Zoë-Fleur", "samira@voorbeeld.example"]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE someday (id INTEGER, said TEXT, number REAL)")
        connection.execute("INSERT INTO someday VALUES (1, 'Niets', 1.5), (2, NULL, NULL)")
        connection.commit()
        assert found_in(whole_database(file), sought) == {}
        connection.execute("INSERT INTO someday VALUES (3, ?, NULL)", (left,))
        connection.commit()
    assert list(found_in(whole_database(file), sought)) == ["someday.said"]
