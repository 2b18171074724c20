"""What really happened, from the region's own monitoring: when help was allocated, began and ended. No persons."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class MonitorRow(SQLModel, table=True):
    """One allocation in the region's monitor extract: source 002, bijlage 1. Nothing in it identifies a child."""

    __table_args__ = (Index("ix_monitorrow_of_provider", "region_id", "provider_id", "started_on"),)

    id: int | None = Field(default=None, primary_key=True)
    print: str = Field(unique=True, max_length=64)  # of the row and its place among equals: read twice, kept once
    region_id: int = Field(foreign_key="region.id")
    provider_id: int = Field(foreign_key="provider.id")
    municipality: str = Field(default="", max_length=4)
    product: str = Field(max_length=80)
    help_kind: str = Field(default="", max_length=80)  # where the extract says it
    referrer: str = Field(default="", max_length=20)
    measure: bool | None = None  # maatregel: in the forced frame; empty: not said
    allocated_on: date
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: str = Field(default="", max_length=4)  # iJw JZ588
    read_at: datetime


HELP_KIND, FORM, PRODUCT = "help_kind", "form", "product"  # kinds of subject of a measured wait


class MeasuredWait(SQLModel, table=True):
    """Days from allocation or notice to the first real help, per provider and kind of help, over the time that
    `since` and `until` say. Fewer than the region's smallest group: no row."""

    __table_args__ = (UniqueConstraint("region_id", "provider_id", "subject_type", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    region_id: int = Field(foreign_key="region.id")
    provider_id: int = Field(foreign_key="provider.id", index=True)
    subject_type: str = Field(max_length=10)  # HELP_KIND, FORM or PRODUCT
    subject: str = Field(max_length=80)
    number: int
    median_days: int
    low_days: int  # of ten, one began sooner
    high_days: int  # of ten, one began later
    since: date
    until: date
    doubted_at: datetime | None = None  # the provider was asked to look at a stated wait that this contradicts
