"""A provider's software says of all its offers at once whether there is room."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import func, select

from portal import clock
from portal.model import AccessKey, AnsweredOnce, Availability, AvailabilityChange, Offer
from portal.push import keys
from portal.push.api import many
from portal.push.api.bodies import Many
from portal.push.api.reading import read
from portal.push.api.refusals import Refusal
from portal.web.house import House
from portal.web.outer import Outer
from tests.push.systems import DYSLEXIE, GEZIN, THUIS, a_new_key, system
from tests.staff import FEMKE_HERSELF

ADDRESS = "/api/v1/beschikbaarheid"
TWO: dict[str, Any] = {
    "rijen": [
        {"aanbod": GEZIN, "stand": "beperkt", "vrije_plaatsen": 1, "aanmeldwachttijd": 4},
        {"aanbod": THUIS, "stand": "vol"},
    ]
}


async def count(house: House, kind: Any = AvailabilityChange) -> int:
    async with house.database.reading() as session:
        return (await session.exec(select(func.count()).select_from(kind))).one()


async def test_all_that_is_right_is_saved_and_counted(house: House, app: Outer) -> None:
    async with system(app, await a_new_key(app)) as software:
        first = await software.post(ADDRESS, json=TWO)
        again = await software.post(ADDRESS, json=TWO)
    assert first.json() == {"rijen": 2, "gewijzigd": 2, "bevestigd": 0, "ongewijzigd": 0}
    assert again.json() == {"rijen": 2, "gewijzigd": 0, "bevestigd": 0, "ongewijzigd": 2}
    assert await count(house) == 2


@pytest.mark.parametrize(
    ("row", "pointer"),
    [
        ({"aanbod": DYSLEXIE, "stand": "vol"}, "/rijen/1/aanbod"), ({"aanbod": "x", "stand": "vol"}, "/rijen/1/aanbod"),
        ({"aanbod": GEZIN, "stand": "open"}, "/rijen/1/aanbod"), ({"aanbod": THUIS}, "/rijen/1/stand"),
        ({"aanbod": THUIS, "stand": "open", "versie": "1"}, "/rijen/1/versie"), (7, "/rijen/1"),
    ],
)  # fmt: skip
async def test_one_row_that_is_wrong_is_named_and_nothing_changes(
    house: House, app: Outer, row: Any, pointer: str
) -> None:
    async with system(app, await a_new_key(app)) as software:
        answer = await software.post(ADDRESS, json={"rijen": [TWO["rijen"][0], row]})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert await count(house) == 0


async def test_a_row_that_somebody_was_before_with_is_told_with_what_stands(house: House, app: Outer) -> None:
    async with system(app, await a_new_key(app)) as software:
        await software.post(ADDRESS, json=TWO)
        rows = [{"aanbod": THUIS, "stand": "open", "versie": 0}, {"aanbod": GEZIN, "stand": "open", "versie": 1}]
        answer = await software.post(ADDRESS, json={"rijen": rows})
    assert answer.status_code == 412
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/rijen/0/versie"]
    assert [(now["aanbod"], now["stand"], now["versie"]) for now in answer.json()["nu"]] == [(THUIS, "vol", 1)]
    assert await count(house) == 2


async def test_of_ten_thousand_rows_one_wrong_one_is_named_and_without_it_all_are_saved(
    house: House, app: Outer
) -> None:
    key = await a_new_key(app)
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add_all(
            Offer(key=f"veel-{n}", region_id=1, provider_id=1, help_kind="opvoedhulp") for n in range(10_000)
        )
    rows: list[Any] = [{"aanbod": f"veel-{n}", "stand": "open", "vrije_plaatsen": n % 9} for n in range(10_000)]
    async with system(app, key) as software:
        rows[7_777]["vrije_plaatsen"] = -1
        wrong = await software.post(ADDRESS, json={"rijen": rows})
        assert [error["pointer"] for error in wrong.json()["errors"]] == ["/rijen/7777/vrije_plaatsen"]
        rows[7_777] = {"aanbod": DYSLEXIE, "stand": "open"}
        foreign = await software.post(ADDRESS, json={"rijen": rows})
        assert [error["pointer"] for error in foreign.json()["errors"]] == ["/rijen/7777/aanbod"]
        assert await count(house) == 0
        rows[7_777] = {"aanbod": "veel-7777", "stand": "stop"}
        assert (await software.post(ADDRESS, json={"rijen": rows})).json()["gewijzigd"] == 10_000
        assert (await software.post(ADDRESS, json={"rijen": [*rows, rows[0]]})).status_code == 422
    assert await count(house, Availability) == 10_000


async def test_five_megabytes_are_the_most(app: Outer) -> None:
    async with system(app, await a_new_key(app)) as software:
        json_type = {"content-type": "application/json"}
        full = json.dumps(TWO).encode()
        assert (await software.post(ADDRESS, content=full + b" " * 4_900_000, headers=json_type)).status_code == 200
        assert (await software.post(ADDRESS, content=full + b" " * 5_000_000, headers=json_type)).status_code == 413


async def test_a_request_that_is_sent_again_is_answered_as_before(house: House, app: Outer) -> None:
    once = {"idempotency-key": "nacht-1"}
    async with system(app, await a_new_key(app)) as software, system(app, await a_new_key(app)) as other:
        first = await software.post(ADDRESS, json=TWO, headers=once)
        again = await software.post(ADDRESS, json=TWO, headers=once)
        assert again.json() == first.json() == {"rijen": 2, "gewijzigd": 2, "bevestigd": 0, "ongewijzigd": 0}
        assert "idempotency-replayed" not in first.headers
        assert again.headers["idempotency-replayed"] == "true"
        changed = await software.post(ADDRESS, json={"rijen": TWO["rijen"][:1]}, headers=once)
        assert (changed.status_code, changed.json()["type"]) == (422, "/api/v1#sleutel-hergebruikt")
        # Another key may call its own request the same.
        assert (await other.post(ADDRESS, json=TWO, headers=once)).json()["ongewijzigd"] == 2
        wrong = await software.post(ADDRESS, json=TWO, headers={"idempotency-key": "x" * 256})
        assert wrong.status_code == 400
        with clock.stopped_at(clock.now() + many.REMEMBERED):
            assert (await software.post(ADDRESS, json=TWO, headers=once)).json()["gewijzigd"] == 0
            async with house.database.writing(FEMKE_HERSELF) as session:
                await many.forget_answered(session)
    assert await count(house, AnsweredOnce) == 1  # of after a day


async def test_a_request_that_failed_may_be_sent_again_when_it_is_right(app: Outer) -> None:
    once = {"idempotency-key": "nacht-2"}
    async with system(app, await a_new_key(app)) as software:
        wrong = {"rijen": [{"aanbod": DYSLEXIE, "stand": "open"}]}
        assert (await software.post(ADDRESS, json=wrong, headers=once)).status_code == 422
        assert (await software.post(ADDRESS, json=TWO, headers=once)).status_code == 200


async def test_the_same_request_several_times_at_once_is_done_once(house: House, app: Outer) -> None:
    once = {"idempotency-key": "nacht-3"}
    async with system(app, await a_new_key(app)) as software:
        answers = await asyncio.gather(*(software.post(ADDRESS, json=TWO, headers=once) for _ in range(5)))
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert all(answer.json()["gewijzigd"] == 2 for answer in answers if answer.status_code == 200)
    assert await count(house) == 2


async def test_a_key_that_is_revoked_halfway_saves_nothing(
    house: House, app: Outer, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await a_new_key(app)

    async def revoked_just_now(session: Any, held: keys.Held) -> None:
        record = (await session.exec(select(AccessKey).where(AccessKey.id == held.id))).one()
        record.revoked_at = clock.now()
        await session.flush()
        await keys.still_holds(session, held)

    monkeypatch.setattr(many, "still_holds", revoked_just_now)
    async with system(app, key) as software:
        answer = await software.post(ADDRESS, json=TWO)
    assert answer.status_code == 401
    assert await count(house) == 0


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=5), parts, max_size=3),
    max_leaves=6,
)
FIELDS = ("aanbod", "stand", "vrije_plaatsen", "aanmeldwachttijd", "behandelwachttijd", "peildatum", "versie")
VALUES = ANY_JSON | st.sampled_from([GEZIN, THUIS, "open", "vol", 1, "2026-11-01"])
ROWS = st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES), max_size=3)
BODIES = st.binary(max_size=50) | st.builds(json.dumps, ANY_JSON | st.fixed_dictionaries({"rijen": ROWS}))


@settings(max_examples=120)
@given(body=BODIES)
def test_whatever_is_sent_is_saved_or_refused_and_never_an_error_of_ours(body: bytes | str) -> None:
    sent = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    try:
        said = read(Many, sent)
    except Refusal as refused:
        problem = refused
    else:
        assert all(0 <= (row.free_places or 0) <= 999 for row in said.rows)
        return
    assert problem.status == 400 or (problem.status == 422 and problem.errors)
