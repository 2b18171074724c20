"""One class per file of a region's folder, named and filled as the record that it becomes."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from portal.exchange.region_files.cells import (
    Age,
    CbsCode,
    DutchTexts,
    Key,
    Keys,
    PlainDate,
    Postcode,
    Postcodes,
    Source,
    Words,
)
from portal.model.columns import Texts
from portal.model.product import Audience, FormGroup, LivesWith, Unit

Basis = Literal["source", "ours", "inferred"]
State = Literal["in_use", "pilot", "proposal", "ended", "unknown"]
RuleKind = Literal["law", "contract", "advice"]
Referrer = Literal[
    "toegang", "huisarts", "jeugdarts", "medisch-specialist", "gi", "rechter", "aanbieder", "ouder-of-jeugdige"
]
SubjectType = Literal["category", "product", "form", "help_kind"]


class Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    text_columns: ClassVar[dict[str, str]] = {}  # field → what its columns start with: names → name_nl, name_en
    filled_in: ClassVar[frozenset[str]] = frozenset({"position", "texts"})  # not columns of the file

    position: int = 0  # order in the file; the spreadsheet row is one more


class Item(Row):
    """A line of a region's lists; `texts` comes from texts.csv."""

    text_columns: ClassVar[dict[str, str]] = {"names": "name"}

    key: Key
    names: DutchTexts
    texts: dict[str, Texts] = {}
    basis: Basis
    source: Source


class MunicipalityRow(Row):
    code: CbsCode
    key: Key
    name: Words
    toegang_name: str = ""  # empty = unknown, for all four
    toegang_phone: str = ""
    toegang_hours: str = ""
    toegang_url: str = ""
    source: Source

    @property
    def toegang(self) -> dict[str, str]:
        known = {
            "name": self.toegang_name,
            "phone": self.toegang_phone,
            "hours": self.toegang_hours,
            "url": self.toegang_url,
        }
        return {what: value for what, value in known.items() if value}


class PlaceRow(Row):
    name: Words
    municipality: CbsCode
    postcodes: Postcodes = ()
    basis: Literal["stated", "inferred"]  # of place → municipality
    source: Source


class PostcodeRow(Row):
    pc4: Postcode
    place: Words
    lat: Annotated[float, Field(ge=50.5, le=53.8, description="degrees north, in the Netherlands")]
    lng: Annotated[float, Field(ge=3.2, le=7.4, description="degrees east, in the Netherlands")]
    municipality: str = ""  # CBS code where the postcode lies in this region; filled in from places.csv

    filled_in: ClassVar[frozenset[str]] = frozenset({"position", "municipality"})


class CategoryRow(Item):
    pass


class ProductRow(Item):
    category: Key
    unit: Unit
    intensity_scale: str = ""
    intensity_order: Annotated[int, Field(ge=0, le=20, description="1 for the lightest, empty where there is none")] = 0
    tariff_group: str = ""
    ijw_category: Annotated[str, Field(pattern=r"^(\d{2})?$", description="two digits of JZ020, or empty")] = ""
    ijw_basis: Literal["", "inferred", "source"] = ""
    official_code: str = ""
    audience: Audience


class HelpKindRow(Item):
    category: Key
    products: Keys = ()  # empty: the sources name none
    sectors: Keys = ()
    target_groups: Keys = ()
    tariff_groups: Keys = ()
    budgets: Keys = ()
    audience: Audience


class FormRow(Item):
    group: FormGroup
    parent: str = ""
    products: Keys
    group_max: Annotated[int | None, Field(ge=1, le=30, description="a number of children, or empty")] = None
    age_from: Age = None
    age_to: Age = None
    extends_to: Age = None
    lives_with: Annotated[
        LivesWith | None, Field(description="one of network, family_form, group, or empty where the source is silent")
    ] = None
    children_live_here: bool
    audience: Audience


class TargetGroupRow(Item):
    pass


class SectorRow(Item):
    pass


class TariffGroupRow(Item):
    number: Annotated[int, Field(ge=1, le=20, description="a whole number")]
    level: Words
    scale: str = ""


class FunctionRow(Item):
    tariff_group: Key
    basis: Literal["stated", "inferred"]  # type: ignore[assignment]  # of function → tariff group


class BudgetRow(Item):
    text_columns: ClassVar[dict[str, str]] = {"names": "name", "example": "example"}

    number: int | None = None
    purpose: Literal["herstel", "duurzaam", "offerte"]
    amount: Annotated[
        Decimal | None, Field(gt=0, max_digits=9, decimal_places=2, description="euro as in 1500.00, or empty")
    ]
    example: Texts = {}  # also found in texts["example"]


class RouteRow(Row):
    text_columns: ClassVar[dict[str, str]] = {"steps": "steps", "bring": "bring", "terms": "terms"}

    key: Key
    referrer: Referrer
    subject_type: SubjectType
    subject: Key
    answer: Literal["direct", "request", "together", "none", "unknown"]
    basis: RuleKind
    state: State
    valid_from: PlainDate = ""
    budgets: Keys = ()
    steps: DutchTexts
    bring: Texts = {}  # what to have at hand
    terms: Texts = {}  # how long it takes or lasts
    source: Source


class IndicatorRow(Item):
    unit: Literal["share", "mark"]
    lower_is_better: bool


class NormRow(Item):
    subject: Key
    value: Annotated[Decimal, Field(max_digits=9, decimal_places=3, description="a number with a point")]
    unit: Words
    kind: RuleKind
    state: State


class LayWordRow(Row):
    phrase: Words
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$", description="a language, as in: nl")]
    subject_type: Literal["help_kind", "form", "target_group", "product"]
    subject: Key


class SynonymRow(Row):
    word: Words
    also: Words


class StemRow(Row):
    stem: Annotated[str, Field(pattern=r"^[a-zà-ÿ0-9]{2,40}$", description="one word in lower case, 2 to 40 letters")]


class TextRow(Row):
    text_columns: ClassVar[dict[str, str]] = {"texts": ""}
    filled_in: ClassVar[frozenset[str]] = frozenset({"position"})

    subject: Literal[
        "category", "product", "help_kind", "form", "target_group", "sector", "tariff_group", "budget", "indicator",
        "situation", "right", "pathway",
    ]  # fmt: skip
    key: Key
    field: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,29}$", description="a field, as in: for_whom")]
    texts: DutchTexts


class WordingRow(BaseModel):
    """Lay words, synonyms and stems as the one record that holds them."""

    model_config = ConfigDict(frozen=True)

    role: Literal["lay", "synonym", "stem"]
    word: str
    subject_type: str = ""
    target: str = ""
    language: str = "nl"
