"""What the database holds, as the rows of a workbook: for export, and to see what an import would change."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.exchange.workbook.contents import Workbook
from portal.exchange.workbook.figure_sheets import SHEETS
from portal.exchange.workbook.from_records import Keys, rows_of
from portal.exchange.workbook.rows import Row
from portal.model import (
    AuditEntry,
    Availability,
    Contract,
    ContractLine,
    Facility,
    InstallationFact,
    IntakeStop,
    Location,
    Measurement,
    Offer,
    OfferLine,
    Provider,
    ProviderFunction,
)
from portal.regions import EXAMPLE_DATA, RegionData


@dataclass
class Held:
    """Sheet → key → row, in the order of adding. Providers and locations of every region are here."""

    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    ids: dict[str, dict[str, int]] = field(default_factory=dict)
    elsewhere: dict[str, set[str]] = field(default_factory=dict)  # keys that other regions use
    providers_elsewhere: set[str] = field(default_factory=set)  # providers that only other regions know
    forms_elsewhere: dict[str, list[str]] = field(default_factory=dict)  # location → of offers of other regions there
    example: bool | None = None  # None: no kind of data was chosen yet
    versions: dict[str, dict[str, int]] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)  # stops that were ended before they stood for a day
    audit_mark: tuple[int, int] = (0, 0)  # unchanged means that nothing was written since

    def workbook(self) -> Workbook:
        """Without the providers that only other regions know."""
        book = Workbook()
        for name in SHEETS:
            rows = list(self.rows[name].values())
            if name == "Aanbieders":
                rows = [row for row in rows if row.key not in self.providers_elsewhere]
            elif name == "Locaties":
                rows = [row for row in rows if getattr(row, "provider", "") not in self.providers_elsewhere]
            elif name == "Stops":  # in another portal they would stand
                rows = [row for row in rows if row.key not in self.withdrawn]
            book.put(name, rows)
        return book


async def held(session: AsyncSession, region: RegionData) -> Held:
    """Plain rows, not records: 50,000 offers are read in seconds."""
    audit_mark = await latest_audit(session)  # before the rest: what is written meanwhile must be noticed later
    tables: dict[type[SQLModel], list[Any]] = {kind: await _all(session, kind) for kind in TABLES}
    here: dict[type[SQLModel], list[Any]] = {
        kind: [r for r in rows if getattr(r, "region_id", region.id) == region.id] for kind, rows in tables.items()
    }
    keys = Keys(*({r.id: r.key for r in here[kind]} for kind in (Provider, Location, Contract)))
    here[ContractLine] = [r for r in here[ContractLine] if r.contract_id in keys.contracts]
    keys.lines = {r.id: r.key for r in here[ContractLine]}
    keys.offers = {r.id: r.key for r in here[Offer]}
    here[Availability] = [r for r in here[Availability] if r.offer_id in keys.offers]
    found = Held(rows_of(here, keys), _numbers(here, keys, "id"), versions=_numbers(here, keys, "version"))
    for name, kind in KINDS.items():
        found.elsewhere[name] = {getattr(r, "key", "") for r in tables[kind]} - set(found.rows[name])
    found.elsewhere["Beschikbaarheid"] = set()
    known_here = {r.provider_id for kind in (Contract, Offer, Measurement, IntakeStop) for r in here[kind]}
    known = {r.provider_id for kind in (Contract, Offer, Measurement, IntakeStop) for r in tables[kind]}
    found.providers_elsewhere = {keys.providers[id_] for id_ in known - known_here}
    for r in tables[Offer]:
        if r.region_id != region.id and r.location_id is not None:
            found.forms_elsewhere.setdefault(keys.locations[r.location_id], []).append(r.form)
    found.example = await _example(session, tables)
    found.withdrawn = {r.key for r in here[IntakeStop] if r.ended_at and clock.local(r.ended_at).date() <= r.starts}
    found.audit_mark = audit_mark
    return found


async def latest_audit(session: AsyncSession) -> tuple[int, int]:
    """The last entry and how many there are: on PostgreSQL one with a lower number can be committed later."""
    last, number = (await session.exec(select(func.max(AuditEntry.id), func.count(col(AuditEntry.id))))).one()
    return last or 0, number


async def _all(session: AsyncSession, kind: type[SQLModel]) -> list[Any]:
    table = kind.__table__  # type: ignore[attr-defined]
    connection = await session.connection()
    return list((await connection.execute(table.select().order_by(*table.primary_key.columns))).all())


async def _example(session: AsyncSession, tables: dict[type[SQLModel], list[Any]]) -> bool | None:
    fact = (await session.exec(select(InstallationFact).where(col(InstallationFact.name) == EXAMPLE_DATA))).first()
    if fact is not None:
        return bool(fact.value.get("example"))
    marks = {r.is_example for kind in (Provider, Facility) for r in tables[kind]}
    return any(marks) if marks else None


KINDS: dict[str, type[SQLModel]] = {
    "Aanbieders": Provider,
    "Locaties": Location,
    "Contracten": Contract,
    "Inschrijvingen": ContractLine,
    "Aanbod": Offer,
    "Beschikbaarheid": Availability,
    "Metingen": Measurement,
    "Stops": IntakeStop,
    "Voorzieningen": Facility,
}


TABLES: list[type[SQLModel]] = [*KINDS.values(), ProviderFunction, OfferLine]


def _numbers(here: dict[type[SQLModel], list[Any]], keys: Keys, column: str) -> dict[str, dict[str, int]]:
    """Sheet → key → id or version."""
    return {
        name: {keys.offers[r.offer_id] if kind is Availability else r.key: getattr(r, column) for r in here[kind]}
        for name, kind in KINDS.items()
    }
