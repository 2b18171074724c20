"""How it went: indicators, measurements, norms, inspection reports, and free facilities."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from portal.model.columns import Texts, json_list, json_map, one_of, stable_key
from portal.model.product import ReferenceItem


class MeasurementAudience(StrEnum):
    DRAFT = "draft"
    TOEGANG = "toegang"
    REFERRERS = "referrers"
    PUBLIC = "public"


class Indicator(ReferenceItem, table=True):
    """From the harmonised outcome set of NJi and VNG, or the region's own."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    unit: str = "share"  # share (0–1) or mark (1–10)
    lower_is_better: bool = False


class Norm(ReferenceItem, table=True):
    """What a region sets an indicator or term against. No norm set: no verdict."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    subject: str
    value: Decimal = Field(max_digits=9, decimal_places=3)
    unit: str
    kind: str = "contract"  # law, contract or advice
    state: str = "in_use"


class Measurement(SQLModel, table=True):
    """One figure with all that makes it honest. Never only a percentage."""

    __table_args__ = (Index("ix_measurement_provider", "provider_id", "indicator"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    region_id: int = Field(foreign_key="region.id")
    provider_id: int = Field(foreign_key="provider.id")
    indicator: str
    category: str = ""  # product category it is about; empty = the provider as a whole
    product: str = ""
    numerator: int | None = None  # share: how many
    n: int  # share: out of how many; mark: number of answers
    mean: Decimal | None = Field(default=None, max_digits=6, decimal_places=3)
    deviation: Decimal | None = Field(default=None, max_digits=6, decimal_places=3)
    invited: int | None = None
    responded: int | None = None
    period_from: date
    period_to: date
    informant: str = ""  # youth, parent, professional
    frame: str = ""  # voluntary or forced
    instrument: str = ""
    delivered_on: date | None = None
    source: str = ""
    audience: MeasurementAudience = one_of(MeasurementAudience, MeasurementAudience.DRAFT)
    version: int = 1


class InspectionReport(SQLModel, table=True):
    """Supervision by IGJ: what was concluded, with its link and date."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    provider_id: int = Field(foreign_key="provider.id", index=True)
    title: Texts = json_map()
    url: str
    published_on: date
    measure: str = ""
    measure_until: date | None = None


class FacilityKind(StrEnum):
    """Its own words: the Dutch ones of the field, as they stand in the workbook."""

    TOEGANG = "toegang"
    JGZ = "jgz"
    SCHOOL = "school"
    JIM = "jim"
    FAMILY_GROUP_PLAN = "familiegroepsplan"
    PEER_EXPERT = "ervaringsdeskundige"
    RELATION_DESK = "relatieloket"
    JEUGDSTEM = "jeugdstem"
    GP = "huisarts"
    NEIGHBOURHOOD = "buurt"
    OTHER = "overig"


class Facility(SQLModel, table=True):
    """Algemene voorziening: free help that needs no decision."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    region_id: int = Field(foreign_key="region.id", index=True)
    kind: FacilityKind = one_of(FacilityKind)
    names: Texts = json_map()
    about: Texts = json_map()
    municipalities: list[str] = json_list()  # CBS codes; empty = the whole region
    # The questions that it serves; all three empty = any question.
    help_kinds: list[str] = json_list()
    forms: list[str] = json_list()
    target_groups: list[str] = json_list()
    age_from: int | None = None
    age_to: int | None = None  # that age included
    phone: str = ""
    hours: Texts = json_map()
    url: str = ""
    ends: date | None = None  # last day; None: no end is known
    is_example: bool = False
    source: str = ""
    version: int = 1
