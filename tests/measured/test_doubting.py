"""A provider whose stated wait differs from what was measured is asked to look again: once, and anew when it has been
right meanwhile."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from portal import clock
from portal.mail.letter import Letter, opened
from portal.measured.doubting import tell_of_doubts
from portal.model import Availability, IntakeStatus, Mail, MeasuredWait, Role
from portal.web.house import House
from tests.catalogue.reading import text_of
from tests.provider_area.offering import GRID, HELP, add_offers
from tests.staff import FEMKE_HERSELF, a_safe_house, an_account, safe_app, signed_in

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """De Wilgenhof states three weeks for its help."""
    with clock.stopped_at(NOON):
        async with a_safe_house(tmp_path) as house:
            await add_offers(house)
            await an_account(house, "piet", Role.PROVIDER_EDITOR)
            yield house


async def measured(house: House, **about: Any) -> None:
    values: dict[str, Any] = {
        "number": 23, "median_days": 63, "low_days": 36, "high_days": 105, "since": date(2026, 6, 1),
        "until": date(2026, 11, 1), "region_id": 1, "provider_id": 1, "subject_type": "help_kind",
        "subject": "opvoedhulp",
    }  # fmt: skip
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(MeasuredWait(**{**values, **about}))


async def says(house: House, **values: Any) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        stands = (await session.exec(select(Availability).where(Availability.offer_id == 1))).one()
        stands.sqlmodel_update(values)


async def told(house: House) -> int:
    return await tell_of_doubts(house.database, house.settings, house.regions)


async def letters(house: House) -> list[Letter]:
    async with house.database.reading() as session:
        mails = (await session.exec(select(Mail).order_by(col(Mail.id)))).all()
    return [opened(mail, house.secrecy) for mail in mails]


async def doubted(house: House) -> datetime | None:
    async with house.database.reading() as session:
        return (await session.exec(select(MeasuredWait.doubted_at))).one()


async def test_it_is_asked_once_what_differs(house: House) -> None:
    await measured(house)
    assert [await told(house), await told(house)] == [1, 0]
    (letter,) = await letters(house)
    assert letter.address == "piet@voorbeeld.example"
    assert "Klopt de wachttijd nog" in letter.content.subject
    assert "Opvoedhulp. Opgegeven, in weken: 3. Gemeten: meestal 9, 8 van de 10 tussen 5 en 15." in letter.content.text
    assert f"https://hulpkeuze.example{GRID}" in letter.content.text
    assert await doubted(house) == NOON


@pytest.mark.parametrize(
    "said",
    [
        {"intake_wait": 4},
        {"intake_wait": 9, "treatment_wait": 2},
        {"intake_wait": None},
        {"status": IntakeStatus.STOP},
        {"reference_date": date(2026, 8, 1)},  # nobody believes it any more
    ],
)
async def test_what_does_not_differ_or_is_not_told_is_not_asked(house: House, said: dict[str, Any]) -> None:
    await measured(house)
    await says(house, **said)
    assert await told(house) == 0
    assert await letters(house) == []


async def test_what_was_right_meanwhile_is_asked_anew(house: House) -> None:
    await measured(house)
    await told(house)
    await says(house, intake_wait=9)
    assert await told(house) == 0
    assert await doubted(house) is None
    with clock.stopped_at(datetime(2026, 12, 3, 12, tzinfo=UTC)):
        await says(house, intake_wait=2)
        assert await told(house) == 1
    assert len(await letters(house)) == 2


async def test_the_grid_tells_it_too(house: House) -> None:
    await measured(house)
    piet = await an_account(house, "pieter", Role.PROVIDER_EDITOR)
    async with signed_in(safe_app(house), piet) as browser:
        html = (await browser.get(GRID)).text
    row = text_of(html[html.index(f'id="aanbod-{HELP}"') :].split("</tr>")[0])
    assert "Gemeten: meestal ongeveer 9 weken. 8 van de 10 wachtten tussen 5 en 15 weken. 23 keer" in row, row
    assert "Anders dan uw opgave: kijk nog eens" in row
