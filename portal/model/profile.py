"""What a provider tells about itself, as versions that the region looks at before visitors see them; and pictures."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from portal.model.columns import Texts, json_list, json_map, one_of, stable_key


class QualityAspect(StrEnum):
    """What a provider can say of the climate in which children grow up there: source 004, "Kernaspecten van kwaliteit".
    A claim of the provider, not a measurement."""

    TRAUMA_AWARE = "trauma-aware"  # traumasensitief werken
    CULTURE_SENSITIVE = "culture-sensitive"  # cultuursensitief werken
    SMALL_TEAMS = "small-teams"  # kleine, stabiele teams
    NO_RESTRAINT = "no-restraint"  # geen vrijheidsbeperkende maatregelen
    EDUCATION = "education"  # volledig dagprogramma incl. onderwijs
    PEER_EXPERTS = "peer-experts"  # inzet van ervaringsdeskundigen


class ProfileState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"  # with remarks; the provider goes on with it
    APPROVED = "approved"  # what visitors see
    WITHDRAWN = "withdrawn"  # thrown away by the provider
    REPLACED = "replaced"  # approved once, and another was since


OPEN = frozenset({ProfileState.DRAFT, ProfileState.SENT, ProfileState.RETURNED})
EDITABLE = frozenset({ProfileState.DRAFT, ProfileState.RETURNED})


class ProfileVersion(SQLModel, table=True):
    """One proposal of a provider. `content` and `base` hold a value per field, by the names of
    portal/profile/content.py."""

    __table_args__ = (
        UniqueConstraint("provider_id", "number"),
        Index("ix_profileversion_inbox", "region_id", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    provider_id: int = Field(foreign_key="provider.id")
    region_id: int = Field(foreign_key="region.id")  # whose offers it is about, and who approves it
    number: int  # from 1, per provider
    state: ProfileState = one_of(ProfileState, ProfileState.DRAFT)
    # The provider again as long as it is open: the database allows one at a time.
    open_for: int | None = Field(default=None, unique=True)
    content: dict[str, Any] = json_map()
    base: dict[str, Any] = json_map()  # what stood when each field was last looked at
    remarks: dict[str, str] = json_map()  # of the region, by field; "" is about the whole
    left_out: list[str] = json_list()  # fields that were not there any more when it was approved
    restored_from: int | None = None  # number of another version
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    changed_by: int = Field(foreign_key="account.id")
    changed_at: datetime
    sent_by: int | None = Field(default=None, foreign_key="account.id")
    sent_at: datetime | None = None
    due: date | None = None  # the region answers on this day at the latest
    late_told: bool = False
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def can_be_edited(self) -> bool:
        return self.state in EDITABLE

    def becomes(self, state: ProfileState) -> None:
        self.state = state
        self.open_for = self.provider_id if state in OPEN else None


class Picture(SQLModel, table=True):
    """Of a provider. What it looks like stands in PictureFile, so that no list ever reads it."""

    __table_args__ = (Index("ix_picture_of_provider", "provider_id", "shown"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    provider_id: int = Field(foreign_key="provider.id")
    shown: bool = False  # to visitors: the region approved it
    position: int = 0
    alt: Texts = json_map()
    width: int  # of the large one, in pixels
    height: int
    added_by: int = Field(foreign_key="account.id")
    added_at: datetime
    version: int = 1


class PictureFile(SQLModel, table=True):
    """The bytes of a picture at one width, as we made them: WebP without anything but the picture."""

    picture_id: int = Field(foreign_key="picture.id", primary_key=True)
    width: int = Field(primary_key=True)
    content: bytes
