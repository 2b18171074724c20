"""An editor sends a file with availability, sees what would change, and saves it."""

from html import unescape
from threading import get_ident
from typing import Any

import httpx
import pytest
from sqlmodel import select

from portal.exchange.workbook.problems import Problem
from portal.model import Availability, AvailabilityChange, IntakeStatus, Role, SaidBy
from portal.push import csv_file
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.test_kept_form import after_signing_in_again, end_sessions, sends_again
from tests.push.systems import DYSLEXIE, GEZIN, THUIS, a_new_key, field, system
from tests.staff import WILGENHOF, an_account, signed_in
from tests.web.house import FROM_HERE

PAGE = f"/aanbieder/{WILGENHOF}/beschikbaarheid/csv"
HEAD = "Aanbod;Stand;Vrije plaatsen;Aanmeldwachttijd;Behandelwachttijd;Peildatum\n"
GOOD = f"{HEAD}{GEZIN};beperkt;2;4;;01-11-2026\n{THUIS};vol;;26;;01-11-2026\n"


async def uploads(browser: httpx.AsyncClient, data: bytes) -> httpx.Response:
    token = field((await browser.get(PAGE)).text, "sleutel")
    return await browser.post(PAGE, headers=FROM_HERE, data={"sleutel": token}, files={"bestand": ("a.csv", data)})


async def saves(browser: httpx.AsyncClient, rows: str) -> httpx.Response:
    token = field((await browser.get(PAGE)).text, "sleutel")
    sent: Any = {"rijen": (None, rows), "sleutel": (None, token)}
    return await browser.post(f"{PAGE}/bewaren", headers=FROM_HERE, files=sent)


def rows_in(page: str) -> str:
    return unescape(field(page, "rijen"))


async def held(house: House) -> list[Availability]:
    async with house.database.reading() as session:
        return list((await session.exec(select(Availability).order_by(Availability.offer_id))).all())  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
async def test_a_file_is_shown_before_it_is_saved(house: House, app: Outer, encoding: str, sign: str) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, password_hash="x")
    async with signed_in(app, piet) as browser:
        shown = await uploads(browser, GOOD.replace(";", sign).encode(encoding))
        assert shown.status_code == 200, shown.text
        assert GEZIN in shown.text
        assert await held(house) == []
        saved = await saves(browser, rows_in(shown.text))
        assert (saved.status_code, saved.headers["location"]) == (303, f"{PAGE}?gedaan=bewaard")
        again = await uploads(browser, GOOD.encode())
    assert "<table" not in again.text
    first, second = await held(house)
    assert (first.status, first.free_places, first.intake_wait) == (IntakeStatus.LIMITED, 2, 4)
    assert (second.status, second.intake_wait, second.said_by) == (IntakeStatus.FULL, 26, SaidBy.FILE)
    async with house.database.reading() as session:
        actors = (await session.exec(select(AvailabilityChange.actor))).all()
    assert set(actors) == {"account:key-piet"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (HEAD + f"{GEZIN};beperkt;veel;;;01-11-2026\n", "rij 2"), (HEAD + f"{GEZIN};vol;2;;;01-11-2026\n", "2"),
        (HEAD + f"{GEZIN};open;11;;;01-11-2026\n", "10"), (HEAD + f"{DYSLEXIE};open;;;;01-11-2026\n", "2"),
        (HEAD + f"{GEZIN};open;;;;01-11-2999\n", "2"), (HEAD + f"{GEZIN};open;;;;01-11-2026\n" * 2, "3"),
        (HEAD, ""), ("", ""), ("Kleur;Maat\nrood;3\n", "Aanbod"), (GOOD + '"open', "aanhalingsteken"), ("\0\1\2", ""),
        (HEAD + f"{GEZIN};<script>;;;;01-11-2026\n", "&lt;script&gt;"),
    ],
)  # fmt: skip
async def test_a_file_that_is_wrong_says_where_and_changes_nothing(
    house: House, app: Outer, data: str, told: str
) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, password_hash="x")
    async with signed_in(app, piet) as browser:
        answer = await uploads(browser, data.encode())
    assert answer.status_code == 422
    notice = answer.text.split('role="alert"', 1)[1].split("<section", 1)[0]
    assert told in notice
    assert "<li>" in notice
    assert await held(house) == []


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    """Of which the words were made."""
    made: list[Problem] = []

    def noted(problem: Problem, language: str = "nl") -> str:
        made.append(problem)
        return render(problem, language)

    render = Problem.render
    monkeypatch.setattr(Problem, "render", noted)
    return made


async def test_of_a_file_with_nothing_right_the_first_are_told_and_the_others_counted(
    house: House, app: Outer, rendered: list[Problem]
) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, password_hash="x")
    async with signed_in(app, piet) as browser:
        answer = await uploads(browser, (HEAD + ";x;x;x;x;x\n" * 10_000).encode())
    assert answer.status_code == 422
    assert (answer.text.count("Beschikbaarheid, rij "), len(rendered)) == (200, 200)
    assert "59800" in answer.text


async def test_a_file_of_five_megabytes_is_refused_by_its_rows_and_keeps_nobody_waiting(
    house: House, app: Outer, rendered: list[Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    where: list[int] = []

    def noted(data: bytes) -> csv_file.Read:
        where.append(get_ident())
        return read_file(data)

    read_file = csv_file.read_file
    monkeypatch.setattr(csv_file, "read_file", noted)
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, password_hash="x")
    async with signed_in(app, piet) as browser:
        answer = await uploads(browser, (HEAD + "x;x\n" * 1_200_000).encode())
    assert (answer.status_code, rendered) == (422, [])
    assert "hoogstens 10000 rijen" in answer.text
    assert where != [get_ident()]


@pytest.mark.parametrize("open_rows", ["", "\n" * 20_000, ";;;;;\n" * 20_000], ids=["none", "empty", "signs only"])
async def test_ten_thousand_rows_are_the_most(open_rows: str) -> None:
    right = f"{HEAD}{open_rows}" + "".join(f"es-{number};open;;;;01-11-2026\n" for number in range(10_000))
    assert len(csv_file.read_file(right.encode()).rows) == 10_000
    (told,) = csv_file.read_file(f"{right}es;open;;;;01-11-2026\n".encode()).wrong
    assert told.message == csv_file.TOO_MANY


async def test_what_somebody_said_since_the_preview_is_not_written_over(house: House, app: Outer) -> None:
    key = await a_new_key(app)
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, password_hash="x")
    async with signed_in(app, piet) as browser:
        shown = await uploads(browser, GOOD.encode())
        async with system(app, key) as software:
            await software.put(f"/api/v1/aanbod/{GEZIN}/beschikbaarheid", json={"stand": "stop"})
        answer = await saves(browser, rows_in(shown.text))
    assert answer.status_code == 409
    assert GEZIN in answer.text
    assert [one.status for one in await held(house)] == [IntakeStatus.STOP]


@pytest.mark.parametrize("rows", ["", "{", '{"rijen": []}', '{"rijen": [{"aanbod": "x"}]}', "\ud800"])
async def test_rows_that_no_preview_of_ours_made_are_refused(house: House, app: Outer, rows: str) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, password_hash="x")
    async with signed_in(app, piet) as browser:
        answer = await saves(browser, rows.encode("utf-8", "replace").decode())
    assert answer.status_code == 400
    assert await held(house) == []


async def test_a_preview_of_a_strangers_offers_saves_nothing_of_them(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, password_hash="x")
    async with signed_in(app, piet) as browser:
        answer = await saves(browser, f'{{"rijen": [{{"aanbod": "{DYSLEXIE}", "stand": "vol"}}]}}')
        elsewhere = await browser.get("/aanbieder/de-populier/beschikbaarheid/csv")
    assert (answer.status_code, elsewhere.status_code) == (409, 404)
    assert await held(house) == []


async def test_after_signing_in_again_the_file_is_chosen_again(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, password_hash="x")
    async with signed_in(app, piet) as browser:
        token = field((await browser.get(PAGE)).text, "sleutel")
        nothing = await browser.post(PAGE, headers=FROM_HERE, data={"sleutel": token}, files={"bestand": ("", b"")})
        assert (nothing.status_code, "Kies eerst een bestand" in nothing.text) == (422, True)
        await end_sessions(house)
        sent: Any = {"sleutel": (None, token), "bestand": ("a.csv", GOOD.encode())}
        refused = await browser.post(PAGE, headers=FROM_HERE, files=sent)
        async with after_signing_in_again(house, app, piet, refused) as (again, kept):
            assert "Kies uw bestand opnieuw" in kept
            assert "Wat u typte" not in kept
            answer = await sends_again(again, kept)
            assert answer.status_code == 422
            assert "een bestand bewaren we niet. Kies het opnieuw" in answer.text
            assert (await uploads(again, GOOD.encode())).status_code == 200


async def test_what_a_preview_showed_is_saved_after_signing_in_again(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, password_hash="x")
    async with signed_in(app, piet) as browser:
        shown = (await uploads(browser, GOOD.encode())).text
        await end_sessions(house)
        data = {"sleutel": field(shown, "sleutel"), "rijen": rows_in(shown)}
        refused = await browser.post(f"{PAGE}/bewaren", headers=FROM_HERE, data=data)
        async with after_signing_in_again(house, app, piet, refused) as (again, kept):
            assert "Kies uw bestand opnieuw" not in kept
            assert (await sends_again(again, kept)).status_code == 303
    assert len(await held(house)) == 2
