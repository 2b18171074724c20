"""What a family writes is theirs: nobody reads it in a cookie, an address, or by guessing.
In the database and the log: tests/referral/test_nothing_left_readable.py."""

import asyncio
import json
from datetime import timedelta

import httpx
import pytest

from portal import clock
from portal.access.patience import TooSoon
from portal.jobs.forget import forget
from portal.model import Shortlist
from portal.shortlist import actions, sealing
from portal.shortlist.actions import make_list, open_list
from portal.shortlist.content import Content
from portal.shortlist.held import Held, seal_held, unseal_held
from portal.shortlist.keuzecode import Keuzecode, make_code, read_code
from portal.shortlist.sealing import Closed, make_salt, seal, unseal
from portal.web.house import House
from portal.web.list_cookie import list_cookie_name
from portal.web.outer import Outer
from tests.shortlist.family import LIST, code_shown, fields, makes_list, opens, records, sends

GEZIN = "wilgenhof-gezin"


def test_content_opens_with_its_own_key_place_and_version_only() -> None:
    key, content = b"k" * 32, Content(note="Noordewind")
    sealed = seal(content, key, "K4F29", 3)
    assert unseal(sealed, key, "K4F29", 3) == content
    for other in ((b"x" * 32, "K4F29", 3), (key, "K4F28", 3), (key, "K4F29", 2)):
        with pytest.raises(Closed):
            unseal(sealed, *other)
    with pytest.raises(Closed):
        unseal(sealed[:-8] + "AAAAAAA=", key, "K4F29", 3)


def test_a_long_list_and_a_short_one_look_as_long() -> None:
    short, longer = (seal(Content(note="x" * length), b"k" * 32, "K4F29", 1) for length in (1, 700))
    assert len(short) == len(longer)


async def test_the_code_is_in_no_address_and_the_cookie_says_nothing(samira: httpx.AsyncClient) -> None:
    answer = await sends(samira, f"{LIST}/maken", {"aanbod": GEZIN})
    code = read_code(await code_shown(samira))
    cookie = answer.headers["set-cookie"]
    assert code.secret not in answer.headers["location"] + cookie
    assert cookie.startswith("__Host-hulpkeuze-lijst=")
    for part in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"):
        assert part in cookie
    assert "Max-Age" not in cookie
    assert "xpires" not in cookie


async def test_closing_takes_the_cookie_away(samira: httpx.AsyncClient, house: House) -> None:
    await makes_list(samira, GEZIN)
    answer = await sends(samira, f"{LIST}/sluiten")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert len(await records(house)) == 1
    assert "Lijst maken" in (await samira.get(LIST)).text


async def test_a_visit_ends_by_itself(samira: httpx.AsyncClient) -> None:
    await makes_list(samira, GEZIN)
    for hours, title in ((3, "Uw keuzecode"), (6, "Uw keuzecode"), (11, "Uw lijst is niet open")):
        with clock.stopped_at(clock.now() + timedelta(hours=hours)):
            assert title in (await samira.get(f"{LIST}/code")).text


def test_what_was_sealed_for_something_else_opens_no_list(house: House) -> None:
    held = Held(make_code(), b"k" * 32)
    assert unseal_held(house.secrecy, seal_held(house.secrecy, held)) == held
    assert unseal_held(house.secrecy, house.secrecy.seal(json.dumps(["a", "b", "00", 9e12]), "mail")) is None
    assert unseal_held(house.secrecy, "iets") is None
    assert held.code.secret not in repr(held)


async def test_a_wrong_secret_and_a_list_that_is_not_there_are_answered_alike(
    samira: httpx.AsyncClient, grandmother: httpx.AsyncClient
) -> None:
    there = read_code(await makes_list(samira))
    wrong = Keuzecode(there.locator, make_code().secret).written
    nobodys = make_code().written
    answers = [await opens(grandmother, code) for code in (wrong, nobodys)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].text == answers[1].text
    assert wrong not in answers[0].text


@pytest.mark.parametrize(("typed", "sentence"), [("", "18 tekens"), ("K4F", "18 tekens"), (None, "zit een fout")])
async def test_a_typing_mistake_is_told_before_anything_is_looked_up(
    samira: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, typed: str | None, sentence: str
) -> None:
    code = make_code().written
    monkeypatch.setattr("portal.family.pages.code.open_list", None)
    answer = await opens(samira, (code[:-1] + ("2" if code[-1] != "2" else "3")) if typed is None else typed)
    assert answer.status_code == 422
    assert sentence in answer.text


async def test_ten_thousand_guesses_come_to_a_handful(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """From as many places: the list itself is counted. Before any work is done for them."""
    made, tried = 0, []
    region = house.regions.default
    assert region is not None
    held = await make_list(house, region, Content(), "10.0.0.1")

    async def counted(code: Keuzecode, _salt: str) -> bytes:
        tried.append(code)
        return b"x" * 32

    monkeypatch.setattr(actions, "key_of", counted)
    began = clock.now()

    async def guess(number: int) -> None:
        with clock.stopped_at(began + timedelta(seconds=number // 10)):  # ten a second
            try:
                await open_list(house, region, Keuzecode(held.locator, make_code().secret), f"10.{number % 250}.1.1")
            except TooSoon:
                nonlocal made
                made += 1

    for start in range(0, 10_000, 100):
        await asyncio.gather(*(guess(start + number) for number in range(100)))
    assert made + len(tried) == 10_000
    assert len(tried) <= 12
    monkeypatch.undo()
    monkeypatch.setattr(sealing, "COST", sealing.Cost(time=1, memory=64, lanes=1))
    with clock.stopped_at(began + timedelta(seconds=1_000) + timedelta(minutes=16)):  # nobody is shut out for good
        assert await open_list(house, region, held.code, "10.9.9.9") == held


async def test_a_list_goes_by_itself_with_a_warning(samira: httpx.AsyncClient, house: House) -> None:
    code = await makes_list(samira, GEZIN)
    for days, warned in ((76, False), (77, True), (90, True)):
        with clock.stopped_at(clock.now() + timedelta(days=days)):
            await forget(house.database, house.regions)
            await opens(samira, code)
            assert ("Bewaar haar nog 90 dagen" in (await samira.get(LIST)).text) == warned
    with clock.stopped_at(clock.now() + timedelta(days=91)):
        assert (await opens(samira, code)).status_code == 403  # before the job came by, too
        await forget(house.database, house.regions)
    assert await records(house) == []


async def test_it_can_be_kept_longer(samira: httpx.AsyncClient, house: House) -> None:
    code = await makes_list(samira, GEZIN)
    with clock.stopped_at(clock.now() + timedelta(days=80)):
        await opens(samira, code)
        assert (await sends(samira, f"{LIST}/langer")).status_code == 303
    with clock.stopped_at(clock.now() + timedelta(days=91)):
        await forget(house.database, house.regions)
        assert (await opens(samira, code)).status_code == 303
        assert (await fields(samira))["aanbod"] == [GEZIN]


async def test_public_pages_stay_quick_and_know_nothing_of_a_list(
    app: Outer, samira: httpx.AsyncClient, grandmother: httpx.AsyncClient
) -> None:
    await makes_list(samira, GEZIN)
    assert list_cookie_name(app.house.settings) in samira.cookies
    first = await samira.get("/aanbod")
    kept = len(app.kept)
    assert kept > 0
    for visitor in (samira, grandmother):
        answer = await visitor.get("/aanbod")
        assert answer.content == first.content
        assert "set-cookie" not in answer.headers
        assert answer.headers["etag"] == first.headers["etag"]
    assert len(app.kept) == kept


async def test_a_list_of_one_region_is_not_there_in_another(house: House) -> None:
    region = house.regions.default
    assert region is not None
    held = await make_list(house, region, Content(), "10.0.0.1")
    async with house.database.reading() as session:
        other = await actions._record(session, type("R", (), {"id": region.id + 1})(), held.locator)  # type: ignore[arg-type]
    assert other is None


def test_a_salt_is_of_each_list_alone() -> None:
    assert len({make_salt() for _ in range(100)}) == 100
    assert Shortlist.__tablename__ == "shortlist"
