"""Whose an entry of the audit is: the provider and the region that see it on their pages."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session
from sqlmodel import col, select

from portal.model import Availability, Contract, ContractLine, Offer, Provider, Region

ASKED_AT_ONCE = 5_000  # numbers in one statement: databases take so many

Owner = tuple[int | None, int | None]  # provider, region
NOBODYS: Owner = (None, None)


class Whose:
    """Collects the records of one flush, in order; asks the database once for each kind that does not say it itself."""

    def __init__(self) -> None:
        self._owners: list[Owner | tuple[type[Offer | Contract], int]] = []

    def ask(self, record: Any) -> None:
        if isinstance(record, Availability):
            self.ask_offer(record.offer_id)
        elif isinstance(record, ContractLine):
            self._owners.append((Contract, record.contract_id))
        elif isinstance(record, Provider):
            self._owners.append((record.id, None))
        elif isinstance(record, Region):
            self._owners.append((None, record.id))
        else:
            self._owners.append((getattr(record, "provider_id", None), getattr(record, "region_id", None)))

    def ask_offer(self, offer_id: int) -> None:
        self._owners.append((Offer, offer_id))

    def ask_region(self, region_id: int) -> None:
        self._owners.append((None, region_id))

    def said_in(self, session: Session, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The entries of the same records, in the same order."""
        known = {kind: _owners_of(session, kind, self._asked(kind)) for kind in (Offer, Contract)}
        for entry, owner in zip(entries, self._owners, strict=True):
            kind, number = owner
            found = known[kind].get(number or 0, NOBODYS) if isinstance(kind, type) else (kind, number)
            entry["provider_id"], entry["region_id"] = found
        return entries

    def _asked(self, kind: type[Offer | Contract]) -> set[int]:
        return {number for asked, number in self._owners if asked is kind and number is not None}


def _owners_of(session: Session, kind: type[Offer | Contract], numbers: Iterable[int]) -> dict[int, Owner]:
    asked, found = sorted(numbers), {}
    for start in range(0, len(asked), ASKED_AT_ONCE):
        some = asked[start : start + ASKED_AT_ONCE]
        statement = select(kind.id, kind.provider_id, kind.region_id).where(col(kind.id).in_(some))
        for number, provider_id, region_id in session.execute(statement):
            found[number] = (provider_id, region_id)
    return found
