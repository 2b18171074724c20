"""One class per sheet: a row as it is meant, in our own words, whatever the cells looked like.

An empty text, list or None means that nothing was stated. References are stable keys.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from portal.model import FacilityKind, IntakeStatus, MeasurementAudience, Visibility


@dataclass(slots=True, kw_only=True)
class Row:
    key: str = ""
    number: int = field(default=0, compare=False)  # of the row in its sheet; the headers are row 1

    @property
    def label(self) -> str:
        """What a person calls it."""
        return self.key


@dataclass(slots=True, kw_only=True)
class ProviderRow(Row):
    name: str = ""
    other_names: list[str] = field(default_factory=list)
    kvk: str = ""
    agb: str = ""
    about_nl: str = ""
    about_en: str = ""
    approach_nl: str = ""
    approach_en: str = ""
    identity_nl: str = ""
    identity_en: str = ""
    sectors: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    phone: str = ""
    email: str = ""
    website: str = ""
    checked_on: date | None = None
    functions: list[tuple[str, int | None]] = field(default_factory=list)  # function or tariff group → people
    is_example: bool = False
    source: str = ""

    @property
    def label(self) -> str:
        return self.name or self.key


@dataclass(slots=True, kw_only=True)
class LocationRow(Row):
    provider: str = ""
    name: str = ""
    street: str = ""
    postcode: str = ""
    place: str = ""
    municipality: str = ""
    phone: str = ""
    visibility: Visibility = Visibility.PLACE

    @property
    def label(self) -> str:
        return self.name or f"{self.provider}, {self.place}"


@dataclass(slots=True, kw_only=True)
class ContractRow(Row):
    provider: str = ""
    known: bool = True
    starts: date | None = None
    ends: date | None = None
    source: str = ""


@dataclass(slots=True, kw_only=True)
class LineRow(Row):
    contract: str = ""
    product: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(slots=True, kw_only=True)
class OfferRow(Row):
    provider: str = ""
    help_kind: str = ""
    form: str = ""
    lines: list[str] = field(default_factory=list)
    location: str = ""
    comes_to: list[str] = field(default_factory=list)
    municipalities: list[str] = field(default_factory=list)
    age_from: int = 0
    age_to: int = 18
    title_nl: str = ""
    title_en: str = ""
    about_nl: str = ""
    about_en: str = ""
    methods: list[tuple[str, bool]] = field(default_factory=list)  # name, recognised
    target_groups: list[str] = field(default_factory=list)
    settings: list[str] = field(default_factory=list)
    tariff_groups: list[str] = field(default_factory=list)
    budgets: list[str] = field(default_factory=list)
    group_size: int | None = None
    capacity: int | None = None
    published: bool = True
    restricted: bool = False

    @property
    def label(self) -> str:
        return self.title_nl or f"{self.provider}, {self.help_kind or self.form}"


@dataclass(slots=True, kw_only=True)
class AvailabilityRow(Row):
    """`key` is the key of the offer."""

    status: IntakeStatus = IntakeStatus.OPEN
    free_places: int | None = None
    intake_wait: int | None = None
    treatment_wait: int | None = None
    reference_date: date | None = None


@dataclass(slots=True, kw_only=True)
class MeasurementRow(Row):
    provider: str = ""
    indicator: str = ""
    category: str = ""
    product: str = ""
    numerator: int | None = None
    n: int | None = None
    mean: Decimal | None = None
    deviation: Decimal | None = None
    invited: int | None = None
    responded: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    informant: str = ""
    frame: str = ""
    instrument: str = ""
    delivered_on: date | None = None
    source: str = ""
    audience: MeasurementAudience = MeasurementAudience.DRAFT

    @property
    def label(self) -> str:
        return f"{self.provider}, {self.indicator}"


@dataclass(slots=True, kw_only=True)
class StopRow(Row):
    provider: str = ""
    product: str = ""
    offer: str = ""
    imposed: bool = False
    ground: str = ""
    starts: date | None = None
    ends: date | None = None
    text_nl: str = ""
    text_en: str = ""


@dataclass(slots=True, kw_only=True)
class FacilityRow(Row):
    kind: FacilityKind = FacilityKind.OTHER
    name_nl: str = ""
    name_en: str = ""
    about_nl: str = ""
    about_en: str = ""
    municipalities: list[str] = field(default_factory=list)
    help_kinds: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    target_groups: list[str] = field(default_factory=list)
    age_from: int | None = None
    age_to: int | None = None
    phone: str = ""
    hours_nl: str = ""
    hours_en: str = ""
    url: str = ""
    ends: date | None = None
    is_example: bool = False
    source: str = ""

    @property
    def label(self) -> str:
        return self.name_nl or self.key
