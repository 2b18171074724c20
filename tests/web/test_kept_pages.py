from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from portal import clock
from portal.web.house import House
from portal.web.kept import KeptPage, KeptPages, Key, State
from portal.web.outer import Outer
from tests.web.house import FROM_HERE, a_region, regions_of
from tests.web.pages_to_try import made

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
JUST_BEFORE_MIDNIGHT = datetime(2026, 11, 23, 22, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)  # in the Netherlands, in winter


async def test_a_page_is_made_once_for_all_who_ask_the_same(visitor: httpx.AsyncClient) -> None:
    first = await visitor.get("/bewaard?q=boos&soort=a")
    again = await visitor.get("/bewaard?soort=a&utm_source=nieuwsbrief&q=+boos+&leeg=")
    assert (len(made), again.text) == (1, first.text)
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["x-request-id"] != first.headers["x-request-id"]
    assert {n: v for n, v in again.headers.items() if n != "x-request-id"} == {
        n: v for n, v in first.headers.items() if n != "x-request-id"
    }


async def test_a_page_sees_nothing_of_the_question_that_it_is_not_kept_by(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/bewaard?geheim=van-noor&q=x", headers={"cookie": "a=b"})
    assert "van-noor" not in answer.text
    assert "q=x" in answer.text


@pytest.mark.parametrize(
    "other",
    [
        "/en/bewaard",
        "/bewaard?q=anders",
        "/bewaard?soort=a&soort=b",
        "/bewaard?soort=b&soort=a",
        "/bewaard/een",
    ],
)
async def test_another_question_is_another_page(visitor: httpx.AsyncClient, other: str) -> None:
    await visitor.get("/bewaard")
    await visitor.get(other)
    assert len(made) == 2
    await visitor.get(other)
    assert len(made) == 2


async def test_a_part_for_htmx_and_another_region_are_other_pages(visitor: httpx.AsyncClient) -> None:
    for number, headers in enumerate(({}, {"hx-request": "true"}, {"host": "bovenland.example"}), start=1):
        for _ in range(2):
            await visitor.get("/bewaard", headers=headers)
        assert len(made) == number
    await visitor.get("/bewaard", headers={"host": "verzonnen-naam.example"})  # the same region as ours
    await visitor.get("/bewaard", headers={"hx-request": "true", "hx-request-type": "full"})
    assert len(made) == 3


def index_is_newer(house: House) -> None:
    house.index_version += 1


def regions_are_read_again(house: House) -> None:
    house.regions = regions_of(a_region())


def engine_is_away(house: House) -> None:
    house.limited = True


@pytest.mark.parametrize("change", [index_is_newer, regions_are_read_again, engine_is_away])
async def test_any_change_drops_all_pages(
    app: Outer, visitor: httpx.AsyncClient, house: House, change: Callable[[House], None]
) -> None:
    await visitor.get("/bewaard")
    await visitor.get("/bewaard?q=x")
    change(house)
    await visitor.get("/bewaard")
    assert (len(made), len(app.kept)) == (3, 1)


async def test_a_page_is_not_kept_beyond_its_day(visitor: httpx.AsyncClient) -> None:
    for moment, times in ((NOON, 1), (JUST_BEFORE_MIDNIGHT, 1), (MIDNIGHT, 2)):
        with clock.stopped_at(moment):
            await visitor.get("/bewaard")
        assert len(made) == times


@pytest.mark.parametrize("headers", [{"cookie": "sessie=1"}, {"authorization": "Bearer x"}])
async def test_whoever_is_known_gets_a_page_of_their_own(
    app: Outer, visitor: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    for _ in range(2):
        await visitor.get("/bewaard", headers=headers)
    assert (len(made), len(app.kept)) == (2, 0)


@pytest.mark.parametrize("address", ["/bewaard/weg", "/niet-bewaard", "/weg", "/healthz", "/gestroomd", "/fout/500"])
async def test_problems_and_pages_that_do_not_want_it_are_not_kept(
    app: Outer, visitor: httpx.AsyncClient, address: str
) -> None:
    for _ in range(2):
        await visitor.get(address)
    assert len(app.kept) == 0


async def test_a_form_is_never_answered_from_what_was_kept(visitor: httpx.AsyncClient) -> None:
    await visitor.get("/bewaard")
    assert (await visitor.post("/bewaard", headers=FROM_HERE)).status_code == 405


async def test_a_page_asked_for_with_head_serves_a_get(visitor: httpx.AsyncClient) -> None:
    await visitor.head("/bewaard")
    assert "woorden" in (await visitor.get("/bewaard")).text
    assert len(made) == 1


def a_key(number: int) -> Key:
    return Key("r", "nl", f"/{number}", (), False, "")


def a_page(size: int) -> KeptPage:
    return KeptPage([], b"x" * size, b'W/"1"', "route")


STATE = State(1, clock.day_of(0), False, regions_of())


def test_the_longest_unasked_page_goes_first() -> None:
    kept = KeptPages(most_pages=2)
    kept.get(a_key(0), STATE)
    for number in (1, 2):
        kept.put(a_key(number), a_page(10), STATE, STATE)
    kept.get(a_key(1), STATE)
    kept.put(a_key(3), a_page(10), STATE, STATE)
    assert [bool(kept.get(a_key(number), STATE)) for number in (1, 2, 3)] == [True, False, True]


def test_pages_never_take_more_than_their_share_of_memory() -> None:
    kept = KeptPages(most_bytes=1000)
    kept.get(a_key(0), STATE)
    for number in range(50):
        kept.put(a_key(number % 20), a_page(90 + number), STATE, STATE)
        assert kept.bytes <= 1000
    kept.put(a_key(99), a_page(500_000), STATE, STATE)
    assert kept.get(a_key(99), STATE) is None
    kept.get(a_key(0), STATE._replace(index_version=2))
    assert (kept.bytes, len(kept)) == (0, 0)


@pytest.mark.parametrize(
    "later",
    [
        STATE._replace(index_version=2),
        STATE._replace(limited=True),
        STATE._replace(today=clock.day_of(1)),
        STATE._replace(regions=replace(STATE.regions)),
    ],
)
def test_a_page_during_which_something_changed_is_not_kept(later: State) -> None:
    kept = KeptPages()
    kept.get(a_key(0), STATE)
    kept.put(a_key(1), a_page(10), STATE, later)
    kept.get(a_key(0), later)
    kept.put(a_key(1), a_page(10), STATE, later)
    assert len(kept) == 0
