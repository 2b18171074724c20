"""Many applications: in order, a page at a time, and those that are going on or over apart."""

import re

import pytest

from portal.model import ApplicationState
from portal.web.house import House
from portal.web.outer import Outer
from tests.screening.conftest import People
from tests.screening.screening import INBOX, day, lies_here
from tests.staff import signed_in

A = ApplicationState


def numbers(page: str) -> list[str]:
    return re.findall(r">Opvoedhulp: (\w+)</a>", page)


async def test_they_stand_by_last_day_over_several_pages(house: House, app: Outer, people: People) -> None:
    for number in range(23):
        ahead = (number * 7) % 23 - 3
        await lies_here(house, day(-10), answer_by=day(ahead), referral={"number": f"N{ahead + 3:02}"})
    async with signed_in(app, people["piet"]) as browser:
        first, second = [(await browser.get(f"{INBOX}?pagina={at}")).text for at in (1, 2)]
        beyond = (await browser.get(f"{INBOX}?pagina=99")).text
    assert numbers(first) == [f"N{number:02}" for number in range(20)]
    assert numbers(second) == numbers(beyond) == ["N20", "N21", "N22"]
    assert first.count("Te laat") == 3
    assert "23 aanmeldingen" in first
    assert "pagina=2" in first


@pytest.mark.parametrize(
    ("show", "states"),
    [
        ("open", {A.ASKED}),
        ("loopt", {A.BUDGET, A.ACCEPTED, A.STARTED}),
        ("klaar", {A.ENDED, A.DECLINED, A.CHOSE_OTHER, A.WITHDRAWN, A.RETURNED}),
        ("iets", {A.ASKED}),
    ],
)
async def test_what_goes_on_and_what_is_over_stand_apart(
    house: House, app: Outer, people: People, show: str, states: set[A]
) -> None:
    for state in A:
        await lies_here(house, state=state, referral={"number": state.value})
    async with signed_in(app, people["piet"]) as browser:
        assert set(numbers((await browser.get(f"{INBOX}?toon={show}")).text)) == {state.value for state in states}
