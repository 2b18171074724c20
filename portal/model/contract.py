"""What a region and a provider agreed, and when taking in new children pauses."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from portal.model.columns import Texts, json_map, stable_key


class Contract(SQLModel, table=True):
    """Contract of a provider with a region. Without dates the contract itself is not known."""

    __table_args__ = (UniqueConstraint("region_id", "provider_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    region_id: int = Field(foreign_key="region.id")
    provider_id: int = Field(foreign_key="provider.id", index=True)
    known: bool = True  # False: the source names the provider but no contract ("contract onbekend")
    starts: date | None = None
    ends: date | None = None  # last day
    source: str = ""
    version: int = 1


class ContractLine(SQLModel, table=True):
    """Inschrijving: enrolled on a product means delivering it (source 001, section 2)."""

    __table_args__ = (UniqueConstraint("contract_id", "product"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    contract_id: int = Field(foreign_key="contract.id", index=True)
    product: str  # product key
    starts: date | None = None
    ends: date | None = None
    version: int = 1


class IntakeStop(SQLModel, table=True):
    """Cliëntenstop, on a provider as a whole, one product, or one offer. The ground is never public."""

    __table_args__ = (Index("ix_intakestop_of_provider", "region_id", "provider_id"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    region_id: int = Field(foreign_key="region.id")
    provider_id: int = Field(foreign_key="provider.id", index=True)
    product: str = ""
    offer_id: int | None = Field(default=None, foreign_key="offer.id", index=True)
    imposed: bool = False  # by the region; a provider cannot lift it
    ground: str = ""  # a key of `Ground`, or the words of a workbook
    explanation: str = ""  # by a provider, for the region and the toegangen only
    starts: date
    ends: date | None = None  # last day; of one that was ended earlier, the last day on which it stood
    public_text: Texts = json_map()
    # Who decided on it, and who ended it, as the audit knows them; empty for what came from a file.
    decided_by: str = Field(default="", max_length=60)
    decided_at: datetime | None = None
    ended_by: str = Field(default="", max_length=60)
    ended_at: datetime | None = None
    version: int = 1
