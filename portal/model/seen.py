"""How often a provider was seen on public pages: numbers per day, and nothing by which anybody could be known."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from portal.model.columns import one_of


class SeenAs(StrEnum):
    FOUND = "found"  # stood among results, in the list or on the map
    OPENED = "opened"  # its own page
    COMPARED = "compared"  # stood beside others


class SeenCount(SQLModel, table=True):
    """`question`: the one closed choice that was asked with, as "soort:vaktherapie"; empty where there was none. Never
    words, a place, an age."""

    __table_args__ = (
        UniqueConstraint("provider_id", "region_id", "day", "what", "question"),
        Index("ix_seencount_by_age", "region_id", "day"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region_id: int = Field(foreign_key="region.id")
    provider_id: int = Field(foreign_key="provider.id")
    day: date
    what: SeenAs = one_of(SeenAs)
    question: str = ""
    number: int = 0
