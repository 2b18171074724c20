"""A provider of several regions: what it does after its contract with one of them ended that region does not read."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.audit.query import Wanted, entries
from portal.audit.whose import Whose, of_provider, of_provider_in, of_region
from portal.database import Actor, Database
from portal.model import Account, Contract, Location, Membership, Offer, Provider, Region, Role
from tests.staff import FEMKE_HERSELF

LAST = date(2026, 3, 31)
PIET, NOOR, OTHER = (
    Actor("account:piet", Role.PROVIDER_EDITOR.value),
    Actor("account:noor", Role.CONTRACT_MANAGER.value),
    Actor("account:ada", Role.CONTRACT_MANAGER.value),
)
HERE, THERE, PROVIDER = 1, 2, 1


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


AFTER = LAST + timedelta(days=10)


@pytest.fixture
async def database(own_database_url: str) -> AsyncIterator[Database]:
    """Provider 1 worked for both regions until the last day, and works for the other still."""
    database = Database(own_database_url)
    with clock.stopped_at(at(date(2025, 1, 1))):
        async with database.writing(FEMKE_HERSELF) as session:
            session.add_all([Region(id=HERE, key="hier", is_default=True), Region(id=THERE, key="daar")])
            session.add(Provider(id=PROVIDER, key="w", slug="w", name="W"))
            session.add_all([_person("piet"), _person("noor"), _person("ada")])
            await session.flush()
            ids = {one.key: one.id or 0 for one in (await session.exec(select(Account))).all()}
            session.add_all(
                [
                    Contract(key="oud", region_id=HERE, provider_id=PROVIDER, ends=LAST - timedelta(days=365)),
                    Contract(key="hier", region_id=HERE, provider_id=PROVIDER, ends=LAST),
                    Contract(key="daar", region_id=THERE, provider_id=PROVIDER),
                    _works(ids["piet"], Role.PROVIDER_EDITOR, HERE, PROVIDER),
                    _works(ids["noor"], Role.CONTRACT_MANAGER, HERE),
                    _works(ids["ada"], Role.CONTRACT_MANAGER, THERE),
                ]
            )
    yield database
    await database.close()


def _person(name: str) -> Account:
    return Account(key=name, name=name.capitalize(), email_sealed=name, email_print=name, created=clock.now())


def _works(account: int, role: Role, region: int, provider: int | None = None) -> Membership:
    return Membership(
        key=f"m-{account}", account_id=account, role=role, region_id=region, provider_id=provider, since=clock.now()
    )


async def renames(database: Database, name: str, moment: datetime, actor: Actor = PIET) -> None:
    with clock.stopped_at(moment):
        async with database.writing(actor) as session:
            (await session.exec(select(Provider))).one().name = name


async def seen(session: AsyncSession, whose: Whose) -> set[str]:
    """Names that somebody gave it."""
    found = await entries(session, whose, Wanted(kind="Provider"), str)
    return {change.after for one in found.entries for change in one.changes if change.field == "name"} - {"W"}


async def test_a_region_reads_what_happened_until_the_last_day_of_its_contract(database: Database) -> None:
    await renames(database, "eerder", at(LAST - timedelta(days=40)))
    await renames(database, "laatste dag", datetime(2026, 3, 31, 21, 59, tzinfo=UTC))  # here it is summer: 23:59
    await renames(database, "een dag later", datetime(2026, 3, 31, 22, 1, tzinfo=UTC))
    await renames(database, "veel later", at(AFTER))
    before = {"eerder", "laatste dag"}
    with clock.stopped_at(at(AFTER)):
        async with database.reading() as session:
            assert await seen(session, await of_region(session, HERE)) == before
            assert await seen(session, await of_provider_in(session, PROVIDER, [HERE])) == before
            everything = before | {"een dag later", "veel later"}
            assert await seen(session, await of_region(session, THERE)) == everything
            assert await seen(session, await of_provider_in(session, PROVIDER, [HERE, THERE])) == everything
            assert await seen(session, of_provider(PROVIDER)) == everything


async def test_as_long_as_the_contract_runs_or_another_is_to_come_it_reads_all(database: Database) -> None:
    await renames(database, "op de laatste dag", at(LAST))
    with clock.stopped_at(at(LAST)):
        async with database.reading() as session:
            assert await seen(session, await of_region(session, HERE)) == {"op de laatste dag"}
    await renames(database, "ertussen", at(AFTER))
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Contract(key="nieuw", region_id=HERE, provider_id=PROVIDER, starts=AFTER + timedelta(days=90)))
    with clock.stopped_at(at(AFTER)):
        async with database.reading() as session:
            assert await seen(session, await of_region(session, HERE)) == {"op de laatste dag", "ertussen"}


async def test_what_its_own_people_did_it_reads_also_afterwards(database: Database) -> None:
    await renames(database, "door Noor", at(AFTER), NOOR)
    await renames(database, "door Ada van daar", at(AFTER), OTHER)
    await renames(database, "door Noor, die daar niet meer werkte", at(AFTER + timedelta(days=9)), NOOR)
    async with database.writing(FEMKE_HERSELF) as session:
        (
            await session.exec(
                select(Membership).where(Membership.region_id == HERE, col(Membership.provider_id).is_(None))
            )
        ).one().until = at(AFTER + timedelta(days=5))
    with clock.stopped_at(at(AFTER + timedelta(days=30))):
        async with database.reading() as session:
            assert await seen(session, await of_region(session, HERE)) == {"door Noor"}
            assert await seen(session, await of_provider_in(session, PROVIDER, [HERE])) == {"door Noor"}


async def test_what_is_its_own_it_reads_always_but_not_who_works_there_by_then(database: Database) -> None:
    with clock.stopped_at(at(AFTER)):
        async with database.writing(PIET) as session:
            session.add(Offer(key="o", region_id=HERE, provider_id=PROVIDER, help_kind="h"))
            session.add(Location(key="l", provider_id=PROVIDER))
            account = (await session.exec(select(Account).where(Account.key == "ada"))).one().id or 0
            session.add(
                Membership(
                    key="nieuw", account_id=account, role=Role.PROVIDER_EDITOR, region_id=HERE, provider_id=PROVIDER,
                    since=clock.now(),
                )
            )  # fmt: skip
        async with database.reading() as session:
            found = await entries(session, await of_region(session, HERE), Wanted(actor=PIET.name), str)
            assert {one.kind for one in found.entries} == {"Offer"}
            found = await entries(session, await of_region(session, HERE), Wanted(kind="Membership"), str)
            assert len(found.entries) == 2  # of Piet and Noor, from before
