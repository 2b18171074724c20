"""What a visitor asks of the catalogue, in the words of its address (design, section 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from portal.finding.changed import changed
from portal.model.ages import some_age_fits
from portal.regions import RegionData
from portal.web.address import write_query
from search_index import Collection, Facet, Order, Point, SearchQuery

FACETS = {
    "soort": Facet.HELP_KIND,
    "vorm": Facet.FORM,
    "categorie": Facet.CATEGORY,
    "product": Facet.PRODUCT,
    "doelgroep": Facet.TARGET_GROUP,
    "sector": Facet.SECTOR,
    "taal": Facet.LANGUAGE,
    "route": Facet.ROUTE,
}


class Sort(StrEnum):
    """As in the address."""

    RELEVANCE = "relevantie"
    DISTANCE = "afstand"
    NAME = "naam"
    WAIT = "wachttijd"


_ORDERS = {
    Sort.RELEVANCE: Order.RELEVANCE,
    Sort.DISTANCE: Order.DISTANCE,
    Sort.NAME: Order.NAME,
    Sort.WAIT: Order.WAIT,
}


class Reason(StrEnum):
    """Why a value was dropped; the page says it in the visitor's language."""

    UNKNOWN = "unknown"  # no such value in this region
    RESTRICTED = "restricted"  # explained to everyone, but not listed
    NUMBER = "number"  # a whole number within bounds was expected
    POSTCODE = "postcode"  # no such postcode or place
    OUTSIDE = "outside"  # a place that is known, but of no municipality of this region
    NO_PLACE = "no_place"  # needs a place to count from
    NO_WORDS = "no_words"  # needs words to be relevant to
    ONE_ONLY = "one_only"  # a second value where one can be asked
    TOO_LONG = "too_long"  # shortened, not dropped
    NO_PAGE = "no_page"  # beyond the last page


@dataclass(frozen=True)
class Dropped:
    name: str  # of the query parameter
    value: str
    reason: Reason
    lowest: int = 0
    highest: int = 0
    place: str = ""  # what the postcode is of, where it is outside


@dataclass(frozen=True)
class AskedPlace:
    value: str  # as in the address: four digits, or the name of a place
    name: str
    municipality: str  # CBS code; empty outside the region
    point: Point


@dataclass(frozen=True)
class Question:
    """Every value is known to the region; what was not is in `dropped`."""

    region: RegionData = field(compare=False, repr=False)
    words: str = ""
    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # name in the address → keys
    municipalities: tuple[str, ...] = ()  # CBS codes: where the child lives
    place: AskedPlace | None = None
    elsewhere: AskedPlace | None = None  # the child is outside the region: nothing is counted from there
    distance: int | None = None  # km
    age: int | None = None
    age_until: int | None = None  # with age: of some age between the two, as who refers knows a child
    max_wait: int | None = None  # weeks
    free_place: bool = False
    with_figures: bool = False
    sort: Sort | None = None  # None = the default order
    page: int = 1
    municipality_centre: Point | None = field(default=None, compare=False)
    dropped: tuple[Dropped, ...] = field(default=(), compare=False)
    coarsened: str = field(default="", compare=False)  # a full postcode was given: the four digits to answer with

    @property
    def centre(self) -> Point | None:
        if self.elsewhere:
            return None
        return self.place.point if self.place else self.municipality_centre

    @property
    def home(self) -> str | None:
        """The municipality that pays for the help: its toegang is asked, and its free help comes first."""
        if self.municipalities:
            return self.municipalities[0]
        return self.place.municipality if self.place else None

    @property
    def stays_in(self) -> tuple[str, ...]:
        """Where the child is, so where help may come to it: one of these. In foster care another municipality pays."""
        if self.place or self.elsewhere:
            return (self.place.municipality,) if self.place else ()
        return self.municipalities

    @property
    def order(self) -> Sort:
        return self.sort or self.default_order

    @property
    def default_order(self) -> Sort:
        if self.words:
            return Sort.RELEVANCE
        return Sort.DISTANCE if self.place else Sort.NAME

    @property
    def age_asked(self) -> str | None:
        """As in the address: "8", or "5-11" for a band."""
        if self.age is None:
            return None
        return str(self.age) if self.age_until is None else f"{self.age}-{self.age_until}"

    def meets_age(self, youngest: int | None, oldest: int | None) -> bool:
        """What is for these ages is for whom was asked about."""
        last = self.age if self.age_until is None else self.age_until
        return self.age is None or last is None or some_age_fits(self.age, last, youngest, oldest)

    @property
    def narrowing(self) -> tuple[tuple[str, str], ...]:
        """What is asked, without order and page: each can be taken away on its own."""
        idle = ("sorteer", "pagina", "postcode") if self.elsewhere else ("sorteer", "pagina")
        return tuple((name, value) for name, value in self.parameters if name not in idle)

    @cached_property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The one order in which this question is written, so that equal questions have equal addresses."""
        codes = self.region.municipalities
        single = [
            ("postcode", place.value if (place := self.place or self.elsewhere) else None),
            ("afstand", self.distance),
            ("leeftijd", self.age_asked),
            ("wachttijd", self.max_wait),
            ("plek", 1 if self.free_place else None),
            ("cijfers", 1 if self.with_figures else None),
            ("sorteer", self.sort),
            ("pagina", self.page if self.page > 1 else None),
        ]
        return (
            *([("q", self.words)] if self.words else []),
            *((name, value) for name in FACETS for value in sorted(self.ticked.get(name, ()))),
            *(("gemeente", codes[code].key) for code in sorted(self.municipalities)),
            *((name, str(value)) for name, value in single if value is not None),
        )

    @cached_property
    def query(self) -> str:
        """What follows the path in an address: "" or "?…"."""
        return "?" + write_query(self.parameters) if self.parameters else ""

    def without(self, name: str, value: str = "") -> "Question":
        """Asked again without one value, or without the whole parameter."""
        if name in FACETS:
            left = tuple(key for key in self.ticked.get(name, ()) if value and key != value)
            return changed(self, page=1, ticked={**self.ticked, name: left})
        if name == "gemeente":
            kept = [code for code in self.municipalities if value and self.region.municipalities[code].key != value]
            return changed(self, page=1, municipalities=tuple(kept))._still_placed()
        if name == "postcode":
            return changed(self, page=1, place=None, elsewhere=None)._still_placed()
        if name == "q":  # an order by match does not outlive the words; another one does
            return changed(self, page=1, words="", sort=None if self.sort == Sort.RELEVANCE else self.sort)
        return changed(self, page=1, **_NOTHING_ASKED[name])

    def ticking(self, name: str, *values: str) -> "Question":
        """Asked again with these values of one facet, and no others of it."""
        return changed(self, page=1, ticked={**self.ticked, name: values})

    def at_page(self, page: int) -> "Question":
        return changed(self, page=page)

    def telling(self, dropped: Iterable[Dropped]) -> "Question":
        return changed(self, dropped=(*self.dropped, *dropped))

    def _still_placed(self) -> "Question":
        """A distance or an order by distance does not outlive the place it was counted from."""
        placed = self if self.municipalities else changed(self, municipality_centre=None)
        if placed.centre is not None:
            return placed
        return changed(placed, distance=None, sort=None if self.sort == Sort.DISTANCE else self.sort)

    def search_query(self, today: int, facets: tuple[Facet, ...], page_size: int) -> SearchQuery:
        """Always of the public collection: visitors can reach no other from here."""
        ticked = {FACETS[name]: values for name, values in self.ticked.items() if values}
        if asked_forms := ticked.get(Facet.FORM):
            ticked[Facet.FORM] = with_kinds_of(asked_forms, self.region)
        if self.municipalities:
            ticked[Facet.MUNICIPALITY] = self.municipalities
        near = self.centre
        return SearchQuery(
            collection=Collection.PUBLIC,
            region=self.region.key,
            today=today,
            words=self.words,
            ticked=ticked,
            age=self.age,
            age_until=self.age_until,
            max_wait=self.max_wait,
            free_place=self.free_place,
            with_figures=self.with_figures,
            near=near,
            radius=self.distance if near else None,
            home_municipalities=self.stays_in,
            order=_ORDERS[self.order],
            page=self.page,
            page_size=page_size,
            facets=facets,
        )


def with_kinds_of(forms: tuple[str, ...], region: RegionData) -> tuple[str, ...]:
    """Who asks for pleegzorg asks for its four kinds as well."""
    kinds = (key for key, form in region.forms.items() if form.parent in forms)
    return tuple(dict.fromkeys((*forms, *kinds)))


_NOTHING_ASKED: dict[str, dict[str, Any]] = {
    "afstand": {"distance": None},
    "leeftijd": {"age": None, "age_until": None},
    "wachttijd": {"max_wait": None},
    "plek": {"free_place": False},
    "cijfers": {"with_figures": False},
    "sorteer": {"sort": None},
    "pagina": {},
}

# Every name that an address of the catalogue may ask with.
PARAMETERS = ("q", *FACETS, "gemeente", "postcode", *_NOTHING_ASKED)
