"""Aanbod: what a family chooses, and whether there is room."""

from datetime import date, datetime
from enum import StrEnum
from typing import Optional

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, Relationship, SQLModel

from portal.model.columns import Texts, json_list, json_map, one_of, stable_key
from portal.model.contract import ContractLine
from portal.model.product import Audience
from portal.model.provider import Location, Provider

MOST_PLACES = 999
LONGEST_WAIT = 260  # weeks


class IntakeStatus(StrEnum):
    OPEN = "open"
    LIMITED = "limited"
    FULL = "full"
    STOP = "stop"


class SaidBy(StrEnum):
    PERSON = "person"
    KEY = "key"
    FILE = "file"


class OfferLine(SQLModel, table=True):
    """An offer is delivered under one or more contract lines; exactly one for stay."""

    offer_id: int = Field(foreign_key="offer.id", primary_key=True)
    contract_line_id: int = Field(foreign_key="contractline.id", primary_key=True, index=True)


class Offer(SQLModel, table=True):
    """A kind of help or a form of living, of one provider, at a place and/or in an area."""

    __table_args__ = (
        CheckConstraint("(help_kind = '') <> (form = '')", name="kind_or_form"),
        # One index for both: given one on the region alone, SQLite reads the whole region for one provider.
        Index("ix_offer_of_provider", "region_id", "provider_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    region_id: int = Field(foreign_key="region.id")
    provider_id: int = Field(foreign_key="provider.id", index=True)
    location_id: int | None = Field(default=None, foreign_key="location.id", index=True)
    help_kind: str = ""
    form: str = ""
    title: Texts = json_map()  # the provider's own name for it, if any
    about: Texts = json_map()
    methods: list[dict[str, object]] = json_list()  # {"name", "recognised": bool}
    target_groups: list[str] = json_list()
    settings: list[str] = json_list()  # home, school, practice, group, online
    comes_to: list[str] = json_list()  # CBS codes of municipalities where the help comes to the home
    municipalities: list[str] = json_list()  # CBS codes whose children it is for; empty = the whole region
    tariff_groups: list[str] = json_list()
    budgets: list[str] = json_list()
    age_from: int = 0
    age_to: int = 18  # inclusive
    group_size: int | None = None
    capacity: int | None = None  # places in all
    audience: Audience = one_of(Audience, Audience.PUBLIC)
    published: bool = True
    version: int = 1

    provider: Provider = Relationship()
    location: Location | None = Relationship()
    # In an order of our own: PostgreSQL's changes with its plans, and a document would seem to have changed.
    lines: list[ContractLine] = Relationship(
        link_model=OfferLine, sa_relationship_kwargs={"order_by": "ContractLine.key"}
    )
    availability: Optional["Availability"] = Relationship(
        back_populates="offer", sa_relationship_kwargs={"uselist": False, "cascade": "all, delete-orphan"}
    )


class Availability(SQLModel, table=True):
    """The present state of one offer. Waits in whole weeks, as in the NZa's two numbers."""

    id: int | None = Field(default=None, primary_key=True)
    offer_id: int = Field(foreign_key="offer.id", unique=True)
    status: IntakeStatus = one_of(IntakeStatus, IntakeStatus.OPEN)
    free_places: int | None = None
    intake_wait: int | None = None  # aanmeldwachttijd
    treatment_wait: int | None = None  # behandelwachttijd
    reference_date: date  # the day the numbers are true for
    confirmed_at: datetime
    said_by: SaidBy = one_of(SaidBy, SaidBy.FILE)
    version: int = 1

    offer: Offer = Relationship(back_populates="availability")


class AvailabilityChange(SQLModel, table=True):
    """Append-only: every availability ever said."""

    __table_args__ = (Index("ix_availabilitychange_offer", "offer_id", "said_at"),)

    id: int | None = Field(default=None, primary_key=True)
    offer_id: int = Field(foreign_key="offer.id")
    status: IntakeStatus = one_of(IntakeStatus)
    free_places: int | None = None
    intake_wait: int | None = None
    treatment_wait: int | None = None
    reference_date: date
    said_at: datetime
    said_by: SaidBy = one_of(SaidBy)
    actor: str
