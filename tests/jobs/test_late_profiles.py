"""A proposal that nobody answers in time."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from portal import clock
from portal.jobs.late_profiles import tell_of_late_profiles
from portal.model import AuditEntry, Mail, ProfileState, ProfileVersion, Role
from portal.working_days import working_day_after
from tests.staff import FEMKE_HERSELF, a_safe_house, an_account

FRIDAY = date(2026, 11, 20)


async def test_the_contract_manager_is_told_once_the_day_after(tmp_path: Path) -> None:
    async with a_safe_house(tmp_path) as house:
        piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
        await an_account(house, "noor", Role.CONTRACT_MANAGER)
        await an_account(house, "ilse", Role.REGION_EDITOR)
        now = clock.now()
        by = {"made_by": piet.id, "changed_by": piet.id, "made_at": now, "changed_at": now, "sent_at": now}
        async with house.database.writing(FEMKE_HERSELF) as session:
            for number, state in ((1, ProfileState.SENT), (2, ProfileState.RETURNED)):
                version = ProfileVersion(
                    key=f"v-{number}", provider_id=number, region_id=1, number=1, due=clock.today(), **by
                )
                version.becomes(state)
                session.add(version)
        told = [await tell_of_late_profiles(house.database, house.settings, house.regions)]
        with clock.stopped_at(now + timedelta(days=1)):
            told += [await tell_of_late_profiles(house.database, house.settings, house.regions) for _ in range(2)]
        assert told == [0, 1, 0]
        async with house.database.reading() as session:
            assert (await session.exec(select(Mail.kind))).all() == ["profile_overdue"]
            assert "system" in (await session.exec(select(AuditEntry.actor))).all()


@pytest.mark.parametrize(
    ("days", "due"),
    [(0, FRIDAY), (1, date(2026, 11, 23)), (5, date(2026, 11, 27)), (6, date(2026, 11, 30)), (10, date(2026, 12, 4))],
)
def test_an_answer_is_due_after_working_days(days: int, due: date) -> None:
    assert working_day_after(FRIDAY, days) == due


def test_what_is_sent_in_a_weekend_counts_from_monday() -> None:
    assert working_day_after(date(2026, 11, 21), 1) == date(2026, 11, 23)
