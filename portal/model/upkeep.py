"""What the house keeps about itself: audit, index marks, leases, reports of mistakes."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from portal.model.columns import json_map


class AuditEntry(SQLModel, table=True):
    """Append-only: who changed what, as what, when, from what to what. No secrets."""

    __table_args__ = (
        Index("ix_auditentry_subject", "subject_type", "subject_key", "at"),
        Index("ix_auditentry_of_provider", "provider_id", "id"),
        Index("ix_auditentry_of_region", "region_id", "id"),
        Index("ix_auditentry_kind_of_region", "region_id", "subject_type", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    actor: str  # person, key, file or command
    capacity: str  # as what: role, or "command"
    action: str  # added, changed or removed
    subject_type: str
    subject_key: str
    # Whose it is, for the pages on which they see it: no keys of others, for an entry outlives what it tells of.
    provider_id: int | None = None
    region_id: int | None = None
    before: dict[str, Any] = json_map()
    after: dict[str, Any] = json_map()


class IndexMark(SQLModel, table=True):
    """Something changed that the search index shows. Left in the same transaction as the change;
    cleared by the job only if `version` is still what the job read."""

    __table_args__ = (UniqueConstraint("what", "subject_id"),)

    id: int | None = Field(default=None, primary_key=True)
    # offer, provider, region; facility: one of that region's, only to announce; or index: to be built anew, though
    # nothing changed that workers hold
    what: str
    subject_id: int
    version: int = 1
    announced: int = 0  # the version that the followers were told of
    marked_at: datetime


class IndexedChange(SQLModel, table=True):
    """The index version in which a provider's documents last changed; followers read from here."""

    # EVERY_PROVIDER = all, and the region's words; NO_PROVIDER = only what regions show beside the search
    provider_id: int = Field(primary_key=True)
    version: int = Field(index=True)


EVERY_PROVIDER = 0
NO_PROVIDER = -1
NOT_INDEXED = "not_indexed"  # the InstallationFact that says of which providers, by key, and the kind of error
INDEX = "index"  # the counter that followers watch
REBUILT_FOR = ("region", INDEX)  # marks that a rebuild clears


class Counter(SQLModel, table=True):
    """Named versions; "index" rises with every change that visitors can see."""

    name: str = Field(primary_key=True)
    value: int = 0


class Lease(SQLModel, table=True):
    """Who may run the jobs, until when."""

    name: str = Field(primary_key=True)
    holder: str
    until: datetime


class ReportAnswer(StrEnum):
    MENDED = "mended"
    RIGHT = "right"  # it is right as it is
    LOOKING = "looking"  # they are finding out: the report stays open


class MistakeReport(SQLModel, table=True):
    """ "Klopt dit niet?": closed choices only, no free text, nothing about the sender."""

    __table_args__ = (
        Index("ix_mistakereport_provider", "provider_id", "reported_at"),
        Index("ix_mistakereport_open", "provider_id", "region_id", "handled_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region_id: int = Field(foreign_key="region.id", index=True)
    provider_id: int = Field(foreign_key="provider.id")
    offer_key: str = ""
    about: str  # closed list
    reported_at: datetime
    handled_at: datetime | None = None  # open until then
    answer: str = ""  # a ReportAnswer
    answered_by: str = ""  # provider or region
    answered_at: datetime | None = None
    told_at: datetime | None = None  # when the provider was mailed about it
    version: int = 1


class InstallationFact(SQLModel, table=True):
    """What kind of data this installation holds, and other facts of one row."""

    name: str = Field(primary_key=True)
    value: dict[str, Any] = json_map()
