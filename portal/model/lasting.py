"""What goes on, of a record and as a condition of a question to the database. Without an end it goes on."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from portal.model.account import Membership
from portal.model.contract import Contract, ContractLine, IntakeStop


def not_over(last_day: date | None, today: date) -> bool:
    """Of what has been read already; as `lasts` asks it of the database."""
    return last_day is None or last_day >= today


def lasts(kind: type[Contract | ContractLine | IntakeStop], today: date) -> ColumnElement[bool]:
    """Its last day is not over; whether it has begun is another question."""
    ends = col(kind.ends)
    return or_(ends.is_(None), ends >= today)


def works_for(provider: Any, region: Any, today: date) -> ColumnElement[bool]:
    """It has a contract with that region that runs, or is to come. Columns or values."""
    contract = select(Contract.id).where(Contract.provider_id == provider, Contract.region_id == region)
    return contract.where(lasts(Contract, today)).exists()


def holds(now: datetime) -> ColumnElement[bool]:
    """A membership that was not ended."""
    until = col(Membership.until)
    return or_(until.is_(None), until > now)
