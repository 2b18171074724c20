"""A provider's software looks at one offer, and says something else of it."""

import asyncio
from typing import Any

import pytest
from sqlmodel import col, select

from portal import clock
from portal.model import AuditEntry, Availability, AvailabilityChange, IndexMark, IntakeStatus, SaidBy
from portal.web.house import House
from portal.web.outer import Outer
from tests.push.systems import DYSLEXIE, GEZIN, a_new_key, system

ADDRESS = f"/api/v1/aanbod/{GEZIN}/beschikbaarheid"
ROOM: dict[str, Any] = {"stand": "open", "vrije_plaatsen": 2, "aanmeldwachttijd": 3, "behandelwachttijd": 6}


async def test_what_was_said_by_a_key_stands_with_its_name_in_the_audit(house: House, app: Outer) -> None:
    key = await a_new_key(app)
    async with system(app, key) as software:
        before = await software.get(ADDRESS)
        assert before.json() == {
            "aanbod": GEZIN, "stand": None, "vrije_plaatsen": None, "aanmeldwachttijd": None,
            "behandelwachttijd": None, "peildatum": None, "gezegd_op": None, "gezegd_door": None, "versie": 0,
        }  # fmt: skip
        assert (before.headers["etag"], before.headers["cache-control"]) == ('"0"', "no-store")
        done = await software.put(ADDRESS, json=ROOM)
        after = await software.get(ADDRESS)
    assert (done.status_code, done.json()["gebeurd"], done.headers["etag"]) == (200, "gewijzigd", '"1"')
    assert after.json() == {name: value for name, value in done.json().items() if name != "gebeurd"}
    assert (after.json()["gezegd_door"], after.json()["peildatum"]) == ("sleutel", clock.today().isoformat())
    async with house.database.reading() as session:
        said = (await session.exec(select(Availability))).one()
        change = (await session.exec(select(AvailabilityChange))).one()
        entry = (await session.exec(select(AuditEntry).where(AuditEntry.subject_type == "Availability"))).one()
        marks = (await session.exec(select(IndexMark.subject_id).where(IndexMark.what == "offer"))).all()
    assert (said.status, said.free_places, said.said_by) == (IntakeStatus.OPEN, 2, SaidBy.KEY)
    assert entry.actor == change.actor == f"key:ECD ({key.split('_')[1]})"
    assert entry.capacity == "key"
    assert marks == [1]


async def test_the_same_once_more_changes_nothing(house: House, app: Outer) -> None:
    async with system(app, await a_new_key(app)) as software:
        await software.put(ADDRESS, json=ROOM)
        again = await software.put(ADDRESS, json=ROOM)
        same = await software.get(ADDRESS, headers={"if-none-match": '"1"'})
    assert (again.status_code, again.json()["gebeurd"], again.headers["etag"]) == (200, "ongewijzigd", '"1"')
    assert (same.status_code, same.content) == (304, b"")
    async with house.database.reading() as session:
        assert len((await session.exec(select(AvailabilityChange))).all()) == 1


async def test_nothing_is_said_over_what_one_did_not_see(app: Outer) -> None:
    async with system(app, await a_new_key(app)) as software:
        assert (await software.put(ADDRESS, json=ROOM, headers={"if-match": '"0"'})).status_code == 200
        late = await software.put(ADDRESS, json={"stand": "vol"}, headers={"if-match": '"0"'})
        assert late.status_code == 412
        assert late.headers["content-type"] == "application/problem+json"
        assert (late.json()["nu"]["vrije_plaatsen"], late.json()["nu"]["versie"]) == (2, 1)
        right = await software.put(ADDRESS, json={"stand": "vol"}, headers={"if-match": late.json()["nu"] and 'W/"1"'})
        assert (right.status_code, right.json()["stand"]) == (200, "vol")
        for wrong in ("1", '"x"', '"1", "2"', '"-1"'):
            assert (await software.put(ADDRESS, json=ROOM, headers={"if-match": wrong})).status_code == 400


async def test_of_two_systems_at_once_the_second_sees_what_the_first_said(app: Outer) -> None:
    one, other = await a_new_key(app), await a_new_key(app, name="Rooster")
    async with system(app, one) as first, system(app, other) as second:
        answers = await asyncio.gather(
            *(
                software.put(ADDRESS, json={"stand": "open", "vrije_plaatsen": n}, headers={"if-match": '"0"'})
                for n, software in enumerate((first, second), start=1)
            )
        )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    late, well = sorted(answers, key=lambda answer: -answer.status_code)
    assert late.json()["nu"]["vrije_plaatsen"] == well.json()["vrije_plaatsen"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/stand"), ({"stand": "full"}, "/stand"), ({"stand": 1}, "/stand"), ({"stand": None}, "/stand"),
        ({**ROOM, "vrije_plaatsen": "2"}, "/vrije_plaatsen"), ({**ROOM, "vrije_plaatsen": -1}, "/vrije_plaatsen"),
        ({**ROOM, "vrije_plaatsen": 1000}, "/vrije_plaatsen"), ({**ROOM, "vrije_plaatsen": 11}, "/vrije_plaatsen"),
        ({**ROOM, "vrije_plaatsen": 2.0}, "/vrije_plaatsen"), ({**ROOM, "vrije_plaatsen": True}, "/vrije_plaatsen"),
        ({**ROOM, "vrije_plaatsen": 10**30}, "/vrije_plaatsen"), ({**ROOM, "vrije_plaatsen": []}, "/vrije_plaatsen"),
        ({**ROOM, "aanmeldwachttijd": 261}, "/aanmeldwachttijd"), ({**ROOM, "stand": "vol"}, "/vrije_plaatsen"),
        ({**ROOM, "peildatum": "2999-01-01"}, "/peildatum"), ({**ROOM, "peildatum": "2019-12-31"}, "/peildatum"),
        ({**ROOM, "peildatum": "1-11-2026"}, "/peildatum"), ({**ROOM, "peildatum": 20261101}, "/peildatum"),
        ({**ROOM, "status": "open"}, "/status"), ({**ROOM, "a/b~c": 1}, "/a~1b~0c"), ([], ""), ("open", ""),
    ],
)  # fmt: skip
async def test_what_is_wrong_is_named_and_changes_nothing(house: House, app: Outer, body: Any, pointer: str) -> None:
    async with system(app, await a_new_key(app)) as software:
        answer = await software.put(ADDRESS, json=body)
    assert answer.status_code == 422
    errors = answer.json()["errors"]
    assert [error["pointer"] for error in errors] == [pointer]
    assert all(error["detail"] for error in errors)
    async with house.database.reading() as session:
        assert (await session.exec(select(Availability))).all() == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"stand":"open"} x', b"\xff", b'{"stand":"\\ud800"}', b"[" * 300 + b"]" * 300, b"stand=open"]
)
async def test_what_is_no_json_cannot_be_read(app: Outer, body: bytes) -> None:
    async with system(app, await a_new_key(app)) as software:
        answer = await software.put(ADDRESS, content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (400, "/api/v1#onleesbaar")


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"}, {"content-type": "application/x-www-form-urlencoded"}, {},
        {"content-type": "application/json; charset=latin-1"},
        {"content-type": "application/json", "content-encoding": "gzip"},
    ],
)  # fmt: skip
async def test_another_kind_of_body_is_not_taken(app: Outer, headers: dict[str, str]) -> None:
    async with system(app, await a_new_key(app)) as software:
        answer = await software.put(ADDRESS, content=b'{"stand":"open"}', headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (415, 415)


async def test_too_much_is_not_taken(app: Outer) -> None:
    async with system(app, await a_new_key(app)) as software:
        answer = await software.put(ADDRESS, content=b" " * 70_000, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


async def test_offers_of_others_are_not_there(house: House, app: Outer) -> None:
    async with system(app, await a_new_key(app)) as software:
        for key in (DYSLEXIE, "nergens"):
            address = f"/api/v1/aanbod/{key}/beschikbaarheid"
            seen, said = await software.get(address), await software.put(address, json=ROOM)
            assert (seen.status_code, said.status_code) == (404, 404)
            assert seen.json() == said.json()
        nowhere = await software.get("/api/v1/nergens")
        other = await software.delete(ADDRESS)
    assert (nowhere.status_code, nowhere.headers["content-type"]) == (404, "application/problem+json")
    assert (other.status_code, other.headers["content-type"]) == (405, "application/problem+json")
    assert "PUT" in other.headers["allow"]
    async with house.database.reading() as session:
        assert (await session.exec(select(Availability).where(col(Availability.offer_id) == 3))).all() == []


@pytest.mark.parametrize(
    ("accepted", "word", "language"),
    [("", "Er", "nl"), ("en", "There", "en"), ("en-GB,nl;q=0.5", "There", "en"), ("nl,en;q=0.9", "Er", "nl"),
     ("de", "Er", "nl"), ("q=;;,", "Er", "nl"), ("en;q=x", "Er", "nl")],
)  # fmt: skip
async def test_what_is_wrong_is_told_in_dutch_or_english(app: Outer, accepted: str, word: str, language: str) -> None:
    async with system(app, await a_new_key(app), **{"accept-language": accepted}) as software:
        answer = await software.get("/api/v1/aanbod/nergens/beschikbaarheid")
    assert answer.headers["content-language"] == language
    assert answer.json()["detail"].startswith(word)
