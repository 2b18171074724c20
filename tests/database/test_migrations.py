"""The migrations make the records of this version, whatever a database holds, and can be taken back."""

from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, select

from portal import clock
from portal.database import SYSTEM, Database
from portal.migrating import is_current, migrate
from portal.model import (
    Facility,
    FacilityKind,
    Membership,
    Municipality,
    Provider,
    Referral,
    Region,
    Role,
    Route,
)
from portal.settings import Settings
from portal.web.house import House
from tests.servers.databases import Filling
from tests.small_region import a_region_with_two
from tests.staff import an_account

FIRST = "204d22db5852"  # the records of the foundation
BEFORE_REMINDERS = "c7d1e0a95b42"
_FACILITY = (
    "INSERT INTO facility (key, region_id, kind, names, about, municipalities, phone, hours, url, is_example, source,"
    " version) VALUES ('{key}', 1, '{kind}', '{{}}', '{{}}', '[]', '', '{{}}', '', false, '', 1)"
)
HELD_FIRST = (
    "INSERT INTO region (id, key, names, hosts, is_default, terms, crisis, look, texts, source, files_digest)"
    " VALUES (1, 'oost', '{}', '[]', true, '{}', '{}', '{}', '{}', '', '')",
    "INSERT INTO municipality (region_id, code, key, name, toegang, source)"
    " VALUES (1, '0193', 'zwolle', 'Zwolle', '{}', '')",
    "INSERT INTO route (region_id, key, referrer, subject_type, subject, answer, basis, state, valid_from,"
    " budgets, steps, source)"
    " VALUES (1, 'a', 'gi', 'product', 'b', 'none', 'law', 'in_use', '', '[]', '{\"nl\": \"Bel.\"}', '')",
    _FACILITY.format(key="spreekuur", kind="jgz"),
    _FACILITY.format(key="jongerenwerk", kind="jongerenwerk"),
)


BEFORE_ASKED = "5b69e306f5ff"
_REFERRAL = (
    "INSERT INTO referral (id, key, number, region_id, municipality, role, made_by, made_at, subject_type, subject,"
    " budget, age_band, frame, urgency, runs_already, considered, group_reason, conditions, route, reasons, rule,"
    " state, since, decision, wish, tell_toegang, version)"
    " VALUES ({id}, '{number}', '{number}', 1, '0193', 'gi', 1, '2026-11-26 09:00:00', 'form', 'gezinshuis',"
    " '', '5-11', 'forced', 'usual', false, '[]', '', '[]', 'together', '[]', '', 'asked',"
    " '2026-11-26', '', '{wish}', false, 1)"
)
HELD_REFERRALS = (
    "INSERT INTO region (id, key, names, hosts, is_default, terms, crisis, contacts, look, texts, source, files_digest)"
    " VALUES (1, 'oost', '{}', '[]', true, '{}', '{}', '[]', '{}', '{}', '', '')",
    "INSERT INTO account (id, key, name, email_sealed, email_print, language, password_hash, totp_sealed,"
    " totp_last_step, created, version)"
    " VALUES (1, 'karim', 'Karim', '', 'x', 'nl', '', '', 0, '2026-11-26 09:00:00', 1)",
    _REFERRAL.format(id=1, number="asked", wish="thuis"),
    _REFERRAL.format(id=2, number="sent", wish="gezin"),
    'INSERT INTO referralevent (referral_id, at, what, "by", organisation, actor)'
    " VALUES (1, '2026-11-26 09:00:00', 'requested', 'referrer', '', '')",
)


async def test_migrations_go_up_and_down_and_up(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    await migrate(database)
    assert await is_current(database)
    await migrate(database, "base")
    assert not await is_current(database)
    await migrate(database)
    assert await is_current(database)
    await database.close()


async def test_what_a_database_holds_stays_through_up_and_down(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    await migrate(database, FIRST)
    async with database.engine.execution_options(writes=True).begin() as connection:
        for statement in HELD_FIRST:
            await connection.exec_driver_sql(statement)
    for to in ("head", "-13", "head"):
        await migrate(database, to)
        assert await is_current(database) is (to == "head")
    async with database.reading() as session:
        region = (await session.exec(select(Region))).one()
        facilities = {f.key: f for f in (await session.exec(select(Facility))).all()}
        route = (await session.exec(select(Route))).one()
        town = (await session.exec(select(Municipality))).one()
    await database.close()
    assert (region.key, region.contacts, town.region_id) == ("oost", [], region.id)
    assert (route.steps, route.bring, route.terms) == ({"nl": "Bel."}, {}, {})
    spreekuur, jongerenwerk = facilities["spreekuur"], facilities["jongerenwerk"]
    assert (spreekuur.help_kinds, spreekuur.target_groups, spreekuur.age_from) == ([], [], None)
    assert (spreekuur.kind, jongerenwerk.kind) == (FacilityKind.JGZ, FacilityKind.OTHER)


async def test_a_table_that_others_refer_to_is_made_anew_around_what_it_holds(
    filled_database_url: Callable[[Filling], str],
) -> None:
    database = Database(filled_database_url(a_region_with_two))
    house = House(Settings(), database)
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, since=clock.now())
    for to in (BEFORE_REMINDERS, "head"):
        await migrate(database, to)
    async with database.reading() as session:
        member = (await session.exec(select(Membership))).one()
        names = (await session.exec(select(Provider.name).order_by(Provider.name))).all()
    assert (member.account_id, names) == (piet.id, ["De Wilgenhof", "Praktijk De Es"])
    with pytest.raises(IntegrityError):  # references are looked at again
        async with database.writing(SYSTEM) as session:
            session.add(Membership(key="m", account_id=999, role=Role.FAMILY, since=clock.now()))
    await database.close()


async def test_what_was_asked_of_the_toegang_is_told_apart_from_what_the_family_wants(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    await migrate(database, BEFORE_ASKED)
    async with database.engine.execution_options(writes=True).begin() as connection:
        for statement in HELD_REFERRALS:
            await connection.exec_driver_sql(statement)
    for to in ("head", "-1", "head"):
        await migrate(database, to)
    async with database.reading() as session:
        rows = (await session.exec(select(Referral.number, Referral.asked_offer, Referral.wish))).all()
    await database.close()
    assert sorted(rows) == [("asked", "thuis", ""), ("sent", "", "gezin")]


async def test_the_migrations_make_exactly_the_records(own_database_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))

    database = Database(own_database_url)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()
