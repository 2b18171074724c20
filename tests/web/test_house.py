"""What is read once for everybody is read anew as soon as anything changes that visitors can see."""

from dataclasses import replace
from datetime import UTC, datetime

from portal import clock
from portal.web.house import House

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
NEXT_DAY = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


class Records:
    def __init__(self) -> None:
        self.times_read = 0

    async def read(self) -> int:
        self.times_read += 1
        return self.times_read


async def test_what_was_read_once_is_not_read_again(house: House) -> None:
    records = Records()
    assert [await house.once("a", records.read) for _ in range(3)] == [1, 1, 1]
    assert await house.once("b", records.read) == 2
    assert await house.once("a", records.read) == 1


async def test_it_is_read_anew_when_the_index_the_region_or_the_day_is_another(house: House) -> None:
    records = Records()
    with clock.stopped_at(NOON):
        assert await house.once("a", records.read) == 1
        house.index_version += 1
        assert await house.once("a", records.read) == 2
        house.regions = replace(house.regions)
        assert await house.once("a", records.read) == 3
        assert await house.once("a", records.read) == 3
    with clock.stopped_at(NEXT_DAY):
        assert await house.once("a", records.read) == 4


async def test_what_changed_while_it_was_read_is_read_again(house: House) -> None:
    records = Records()

    async def read() -> int:
        house.index_version += 1
        return await records.read()

    assert await house.once("a", read) == 1
    assert await house.once("a", records.read) == 2
    assert await house.once("a", records.read) == 2
