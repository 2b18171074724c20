"""What may be asked of the index. Pure: no engine, no records, no web."""

from dataclasses import dataclass, field
from enum import StrEnum


class Collection(StrEnum):
    """Which offers a question is about. Each lives in an index of its own, so that a
    public question cannot reach an offer that is not public."""

    PUBLIC = "public"
    RESTRICTED = "restricted"  # crisis and JeugdzorgPlus: only toegang and GI


class Order(StrEnum):
    RELEVANCE = "relevance"
    DISTANCE = "distance"
    NAME = "name"
    WAIT = "wait"


class Facet(StrEnum):
    """The lists a visitor may tick values of. The value is the document field."""

    HELP_KIND = "help_kind"
    PRODUCT = "products"
    CATEGORY = "categories"
    FORM = "form"
    SECTOR = "sectors"
    TARGET_GROUP = "target_groups"
    MUNICIPALITY = "municipalities"
    LANGUAGE = "languages"
    ROUTE = "direct_referrers"


@dataclass(frozen=True)
class Point:
    """WGS84 degrees."""

    lat: float
    lng: float


@dataclass(frozen=True)
class SearchQuery:
    """One question of one visitor. Ticked values of one facet mean "or", facets among
    each other "and"; the counts of a facet leave out its own ticked values."""

    collection: Collection
    region: str
    today: int  # days since 1970-01-01, in the region's own time
    words: str = ""
    ticked: dict[Facet, tuple[str, ...]] = field(default_factory=dict)
    age: int | None = None  # years
    age_until: int | None = None  # with age: for somebody of some age from that one to this; none: of that age
    max_wait: int | None = None  # weeks
    free_place: bool = False
    with_figures: bool = False
    near: Point | None = None
    radius: float | None = None  # km; only with near
    home_municipalities: tuple[str, ...] = ()  # help that comes to one of these is always within the radius
    order: Order = Order.NAME
    page: int = 1
    page_size: int = 20  # providers a page
    facets: tuple[Facet, ...] = ()

    @property
    def oldest(self) -> int | None:
        return self.age if self.age_until is None else self.age_until
