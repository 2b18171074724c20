"""Doing what a plan says: one transaction, through records, so that audit and index marks are left."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import Actor, Database
from portal.exchange.workbook.bulk import many_at_once
from portal.exchange.workbook.figure_sheets import SHEETS
from portal.exchange.workbook.footing import ImportOvertaken, ImportRefused, alone, chunks, up_to_date
from portal.exchange.workbook.held import KINDS
from portal.exchange.workbook.plan import ImportPlan
from portal.exchange.workbook.records import TEXTS, Ids, values_of, with_other_languages
from portal.exchange.workbook.rows import AvailabilityRow, OfferRow, ProviderRow, Row
from portal.exchange.workbook.slugs import Slugs
from portal.model import (
    Availability,
    AvailabilityChange,
    ContractLine,
    FormerSlug,
    InstallationFact,
    Offer,
    OfferLine,
    Provider,
    ProviderFunction,
    SaidBy,
)
from portal.regions import EXAMPLE_DATA

FILE = "file"  # the capacity of who imports

Progress = Callable[[int, int], None]  # rows written, rows to write


async def apply_import(
    database: Database, plan: ImportPlan, actor: Actor, progress: Progress | None = None
) -> ImportPlan:
    """The plan as it was carried out. Raises ImportRefused or ImportOvertaken; then nothing was changed."""
    if plan.problems:
        raise ImportRefused(plan)
    if not plan.writes:
        return plan
    try:
        async with database.writing(actor) as session:
            await alone(session)
            plan, records = await up_to_date(session, plan)
            with many_at_once():
                await _Writer(session, plan, actor, records, progress or _silent).write()
    except IntegrityError as problem:  # somebody else added the same key in this very moment
        raise ImportOvertaken from problem
    return plan


def _silent(_done: int, _of: int) -> None:
    pass


class _Writer:
    def __init__(
        self,
        session: AsyncSession,
        plan: ImportPlan,
        actor: Actor,
        records: dict[tuple[str, str], Any],
        progress: Progress,
    ) -> None:
        self.session, self.plan, self.actor, self.records, self.progress = session, plan, actor, records, progress
        self.ids: Ids = {name: dict(ids) for name, ids in plan.held.ids.items()}
        self.done = 0
        self.is_sqlite = session.get_bind().dialect.name == "sqlite"
        self.last_ids: dict[Any, int] = {}

    async def write(self) -> None:
        """In the order in which the sheets refer to each other: ids first."""
        self.slugs = await Slugs.load(self.session)
        await self._state_example()
        for name in SHEETS:
            changes = self.plan.sheets[name]
            for rows in chunks(changes.added):
                await self._add(name, rows)
            for rows in chunks([*changes.changed, *changes.ended]):
                await self._change(name, rows)

    async def _state_example(self) -> None:
        """What kind of data this portal holds is settled by the first import."""
        added = [*self.plan.sheets["Aanbieders"].added, *self.plan.sheets["Voorzieningen"].added]
        if added and await self.session.get(InstallationFact, EXAMPLE_DATA) is None:
            example = bool(getattr(added[0], "is_example", False))
            self.session.add(InstallationFact(name=EXAMPLE_DATA, value={"example": example}))

    async def _add(self, name: str, rows: list[Row]) -> None:
        kind: Any = KINDS[name]
        records: list[Any] = [self._new(name, kind, row) for row in rows]
        await self._put(kind, records)
        belongings: list[SQLModel] = []
        for row, record in zip(rows, records, strict=True):
            self.ids[name][row.key] = record.id
            belongings += self._belongings(row, record)
        if belongings:
            await self._put(type(belongings[0]), belongings)
        await self._told(len(rows))

    async def _put(self, kind: Any, records: list[Any]) -> None:
        """SQLite tells new ids one row at a time, which is most of the time of an import; as we are its
        only writer we can number the rows ourselves."""
        if self.is_sqlite and hasattr(kind, "id"):
            if kind not in self.last_ids:
                self.last_ids[kind] = (await self.session.exec(select(func.max(kind.id)))).one() or 0
            for record in records:
                self.last_ids[kind] += 1
                record.id = self.last_ids[kind]
        self.session.add_all(records)
        await self.session.flush()

    def _new(self, name: str, kind: type[SQLModel], row: Row) -> SQLModel:
        values = values_of(name, row, self.ids, self.plan.region.id)
        if isinstance(row, AvailabilityRow):
            return kind(**values, confirmed_at=clock.now(), said_by=SaidBy.FILE)
        if isinstance(row, ProviderRow):
            values["slug"] = self.slugs.take(row.name, row.key)
        return kind(key=row.key, **values)

    def _belongings(self, row: Row, record: Any) -> list[SQLModel]:
        """What goes with a new record and is no row of its own."""
        if isinstance(row, ProviderRow):
            return self._functions(row, record.id)
        if isinstance(row, OfferRow):
            ids = self.ids["Inschrijvingen"]
            return [OfferLine(offer_id=record.id, contract_line_id=ids[key]) for key in row.lines]
        return [self._said(record)] if isinstance(record, Availability) else []

    async def _change(self, name: str, rows: list[Row]) -> None:
        for row in rows:
            record = self.records[name, row.key]
            before = self.plan.held.rows[name][row.key]
            if isinstance(row, ProviderRow) and isinstance(before, ProviderRow):
                await self._change_provider(row, before, record)
            if isinstance(row, OfferRow) and isinstance(before, OfferRow) and row.lines != before.lines:
                await self._change_lines(row, record)
            for field, value in values_of(name, row, self.ids, self.plan.region.id).items():
                said = with_other_languages(getattr(record, field), value) if field in TEXTS else value
                if getattr(record, field) != said:
                    setattr(record, field, said)
            if isinstance(record, Availability):
                record.confirmed_at, record.said_by = clock.now(), SaidBy.FILE
                self.session.add(self._said(record))
        await self._told(len(rows))

    async def _change_provider(self, row: ProviderRow, before: ProviderRow, record: Provider) -> None:
        """A new name is a new address; the old one keeps leading here."""
        assert record.id is not None
        if row.name != before.name:
            slug = self.slugs.take(row.name, row.key, record.id)
            if slug != record.slug:
                if (own := await self.session.get(FormerSlug, slug)) is not None:
                    await self.session.delete(own)
                self.session.add(FormerSlug(slug=record.slug, provider_id=record.id))
                record.slug = slug
        if row.functions != before.functions:
            asked = select(ProviderFunction).where(ProviderFunction.provider_id == record.id)
            for function in (await self.session.exec(asked)).all():
                await self.session.delete(function)
            self.session.add_all(self._functions(row, record.id))

    async def _change_lines(self, row: OfferRow, record: Offer) -> None:
        await self.session.refresh(record, ["lines"])
        ids = [self.ids["Inschrijvingen"][key] for key in row.lines]
        record.lines = list((await self.session.exec(select(ContractLine).where(col(ContractLine.id).in_(ids)))).all())

    def _functions(self, row: ProviderRow, provider_id: int) -> list[SQLModel]:
        made: list[SQLModel] = []
        for key, people in row.functions:
            function = None if key in self.plan.region.tariff_groups else self.plan.region.functions[key]
            group = function.tariff_group if function else key
            made.append(
                ProviderFunction(
                    provider_id=provider_id,
                    tariff_group=group,
                    function=function.key if function else "",
                    people=people,
                )
            )
        return made

    def _said(self, said: Availability) -> AvailabilityChange:
        return AvailabilityChange(
            offer_id=said.offer_id,
            status=said.status,
            free_places=said.free_places,
            intake_wait=said.intake_wait,
            treatment_wait=said.treatment_wait,
            reference_date=said.reference_date,
            said_at=said.confirmed_at,
            said_by=SaidBy.FILE,
            actor=self.actor.name,
        )

    async def _told(self, rows: int) -> None:
        await self.session.flush()
        self.done += rows
        self.progress(self.done, self.plan.writes)
