"""Reminding the people of a provider before what they said fades: how often they want it, and how far it has come."""

from datetime import date
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from portal.model.columns import one_of


class Rhythm(StrEnum):
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    NEVER = "never"


MONDAY = 0


class ReminderWish(SQLModel, table=True):
    """How often somebody wants to be reminded of the offers of a provider. Who said nothing: weekly, on Monday."""

    __table_args__ = (UniqueConstraint("account_id", "provider_id"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    provider_id: int = Field(foreign_key="provider.id", index=True)
    rhythm: Rhythm = one_of(Rhythm, Rhythm.WEEKLY)
    weekday: int = MONDAY
    version: int = 1


class ReminderTurn(SQLModel, table=True):
    """The day that was the last one of somebody's rhythm, and when the mail went: later, where nobody works then."""

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    provider_id: int = Field(foreign_key="provider.id", primary_key=True)
    day: date
    sent_on: date


class OfferReminder(SQLModel, table=True):
    """Who was told, and when, that nobody looks at an offer. It counts for what stood of it then, and is void as soon
    as something else does."""

    offer_id: int = Field(foreign_key="offer.id", primary_key=True)
    about: int  # the version of the availability; 0: nothing was ever said
    reminded_on: date
    managers_on: date | None = None
    region_on: date | None = None
