"""What a region's files no longer hold while something of a provider still names it.

Such files are refused. Loaded all the same, an offer of a kind that is gone would vanish from the public pages without
a word (what a region does not know is listed to nobody), and an export would hold rows that no import takes. So first
the offers go to another kind, and then the kind goes from the files; a new kind can stand beside it meanwhile.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.exchange.region_files import Problem, RegionFiles
from portal.exchange.region_files.contents import FILES
from portal.model import (
    Contract,
    ContractLine,
    Facility,
    IntakeStop,
    Measurement,
    Municipality,
    Offer,
    Provider,
    ProviderFunction,
)

NAMED = 5  # users, per key

# List of the files → what holds its keys: sheet of the workbook, record, fields. A field may hold one key or a list.
USERS: dict[str, tuple[tuple[str, type[Any], tuple[str, ...]], ...]] = {
    "categories": (("Metingen", Measurement, ("category",)),),
    "products": (
        ("Inschrijvingen", ContractLine, ("product",)),
        ("Metingen", Measurement, ("product",)),
        ("Stops", IntakeStop, ("product",)),
    ),
    "help_kinds": (("Aanbod", Offer, ("help_kind",)),),
    "forms": (("Aanbod", Offer, ("form",)),),
    "target_groups": (("Aanbod", Offer, ("target_groups",)),),
    "sectors": (("Aanbieders", Provider, ("sectors",)),),
    "tariff_groups": (
        ("Aanbod", Offer, ("tariff_groups",)),
        ("Aanbieders", ProviderFunction, ("tariff_group",)),
    ),
    "functions": (("Aanbieders", ProviderFunction, ("function",)),),
    "budgets": (("Aanbod", Offer, ("budgets",)),),
    "indicators": (("Metingen", Measurement, ("indicator",)),),
    "municipalities": (
        ("Aanbod", Offer, ("comes_to", "municipalities")),
        ("Voorzieningen", Facility, ("municipalities",)),
    ),
}


async def still_in_use(
    session: AsyncSession, region_id: int, files: RegionFiles, lists: dict[str, type[Any]]
) -> list[Problem]:
    """`lists` are the records that the files become, by the name of the list."""
    problems: list[Problem] = []
    for name, users in USERS.items():
        record, key = (Municipality, "code") if name == "municipalities" else (lists[name], "key")
        statement = select(getattr(record, key)).where(record.region_id == region_id)
        held = set((await session.exec(statement)).all())
        gone = held - {getattr(row, key) for row in files.rows(name)}
        for sheet, user, fields in users if gone else ():
            for value, keys in sorted((await _users(session, region_id, user, fields, gone)).items()):
                problems.append(
                    Problem(FILES[name].name, None, key, value, f"it to stay: {_named(sheet, keys)} use it")
                )
    return problems


async def _users(
    session: AsyncSession, region_id: int, user: type[Any], fields: tuple[str, ...], gone: set[str]
) -> dict[str, list[str]]:
    """Key that is gone → keys of what names it, each once."""
    owner = Provider if user is ProviderFunction else user
    asked: Any = select(owner.key, *(getattr(user, name) for name in fields))
    if user is ContractLine:
        asked = asked.join(Contract, col(Contract.id) == ContractLine.contract_id).where(
            Contract.region_id == region_id
        )
    elif owner is Provider:  # a provider is of every region that has a contract with it
        here = select(Contract.provider_id).where(Contract.region_id == region_id)
        asked = asked.where(col(Provider.id).in_(here))
        asked = asked.where(Provider.id == user.provider_id) if user is ProviderFunction else asked
    else:
        asked = asked.where(user.region_id == region_id)
    found: dict[str, list[str]] = {}
    for key, *values in (await session.exec(asked.order_by(owner.key))).all():
        for value in sorted(gone.intersection(_keys(values))):
            if key not in found.setdefault(value, []):
                found[value].append(key)
    return found


def _keys(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from [value] if isinstance(value, str) else value or ()


def _named(sheet: str, keys: list[str]) -> str:
    more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
    return f"{sheet} {', '.join(keys[:NAMED])}{more}"
