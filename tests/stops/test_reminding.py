"""Before a provider's stop ends, who manages it is asked what then."""

from datetime import datetime, time, timedelta

from portal import clock
from portal.stops.reminding import remind_of_ends
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.mailbox import last_link, letters
from tests.staff import signed_in
from tests.stops.conftest import People
from tests.stops.deciding import OWN, imposes, places, told


def at(days: int, hour: int = 9) -> datetime:
    return datetime.combine(clock.today() + timedelta(days=days), time(hour), clock.LOCAL)


async def reminds(house: House, when: datetime) -> int:
    with clock.stopped_at(when):
        return await remind_of_ends(house.database, house.settings, house.regions)


async def test_it_is_told_once_in_time_and_not_at_night(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser)  # until the 41st day
    async with signed_in(app, people["noor"]) as browser:
        await imposes(browser, tot="2030-01-01", waarvoor="aanbod:w-wonen")
    moments = [at(26), at(27, 6), at(27), at(27, 10), at(28), at(41), at(42)]
    assert [await reminds(house, moment) for moment in moments] == [0, 0, 1, 0, 0, 0, 0]
    assert await told(house, "stop_ends_soon") == ["mieke"]
    assert "loopt af op" in (await letters(house, "stop_ends_soon"))[0].content.subject
    assert await last_link(house, "stop_ends_soon") == OWN


async def test_what_was_placed_today_is_not_asked_about_today(house: House, app: Outer, people: People) -> None:
    now = at(0, 12)
    with clock.stopped_at(now):
        async with signed_in(app, people["mieke"]) as browser:
            await places(browser, tot=(clock.today() + timedelta(days=5)).isoformat())
    assert [await reminds(house, now), await reminds(house, at(1))] == [0, 1]


async def test_a_clock_that_was_ahead_for_a_moment_keeps_nobody_waiting(
    house: House, app: Outer, people: People
) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser)
    assert [await reminds(house, moment) for moment in (at(400), at(30), at(31))] == [0, 1, 0]
