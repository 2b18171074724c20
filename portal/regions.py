"""The regions in memory: small, read by every page, loaded anew when the index version says so."""

import math
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import (
    Audience,
    Budget,
    Facility,
    Form,
    Function,
    GlossaryTerm,
    HelpKind,
    Indicator,
    InstallationFact,
    Municipality,
    Norm,
    Pathway,
    Place,
    PostalArea,
    Product,
    ProductCategory,
    Region,
    Right,
    Route,
    Sector,
    Situation,
    TargetGroup,
    TariffGroup,
    Terms,
    Wording,
)
from portal.model.product import ReferenceItem
from portal.model.routing import RouteBook
from portal.plain_rows import Row, read_plain

Item = TypeVar("Item", bound=ReferenceItem)
More = ParamSpec("More")
Made = TypeVar("Made")

EXAMPLE_DATA = "example_data"  # the InstallationFact that says what kind of providers are loaded


_states = count(1)


@dataclass(frozen=True)
class RegionData:
    """One region as its files say it. Lists in the order they are shown in; keys are ours."""

    id: int
    key: str
    region: Region
    terms: Terms
    municipalities: dict[str, Municipality]  # by CBS code
    places: tuple[Place, ...]
    categories: dict[str, ProductCategory]
    products: dict[str, Product]
    help_kinds: dict[str, HelpKind]
    forms: dict[str, Form]
    target_groups: dict[str, TargetGroup]
    sectors: dict[str, Sector]
    tariff_groups: dict[str, TariffGroup]
    functions: dict[str, Function]
    budgets: dict[str, Budget]
    indicators: dict[str, Indicator]
    norms: dict[str, Norm]
    routes: tuple[Route, ...]
    wordings: tuple[Wording, ...]
    situations: dict[str, Situation]
    rights: dict[str, Right]
    glossary: dict[str, GlossaryTerm]
    pathways: dict[str, Pathway]
    # Some hundreds at most and shown above every search: asking the database at each page would cost more.
    facilities: tuple[Facility, ...]

    @cached_property
    def state(self) -> int:
        """Another one after every change of the region."""
        return next(_states)

    @cached_property
    def made(self) -> dict[Hashable, Any]:
        """What was made of nothing but this state of the region, and is gone with it. See `once_a_state`."""
        return {}

    @cached_property
    def route_book(self) -> RouteBook:
        return RouteBook(self.routes)

    @cached_property
    def lay_words(self) -> dict[tuple[str, str], str]:
        """Phrases, with ; between them, by what they lead to: (help_kind, form, target_group or product; key)."""
        found: dict[tuple[str, str], list[str]] = {}
        for wording in self.wordings:
            if wording.role == "lay":
                found.setdefault((wording.subject_type, wording.target), []).append(wording.word)
        return {subject: ";".join(words) for subject, words in found.items()}

    @cached_property
    def searched_names(self) -> dict[tuple[str, str], str]:
        """Names in all languages, with ; between them, by kind of thing and key as in `lay_words`; of sectors too."""
        things: dict[str, Mapping[str, ReferenceItem]] = {
            "help_kind": self.help_kinds,
            "form": self.forms,
            "product": self.products,
            "target_group": self.target_groups,
            "sector": self.sectors,
        }
        return {(kind, key): ";".join(i.names.values()) for kind, items in things.items() for key, i in items.items()}

    @cached_property
    def category_of_product(self) -> dict[str, str]:
        return {key: product.category for key, product in self.products.items()}

    @cached_property
    def listed_categories(self) -> frozenset[str]:
        """Those with any product or kind of help that is listed to everyone."""
        items: tuple[Product | HelpKind, ...] = (*self.products.values(), *self.help_kinds.values())
        return frozenset(item.category for item in items if item.audience == Audience.PUBLIC)

    @cached_property
    def norm_of_indicator(self) -> dict[str, Norm]:
        """Those in use. Where the region set none, a figure gets no verdict."""
        in_use = {norm.subject: norm for norm in self.norms.values() if norm.state == "in_use"}
        return {key: in_use[key] for key in self.indicators if key in in_use}

    def tells_of(self, category: str, product: str) -> bool:
        """May a figure about it be told to everyone? About a product or category that is not listed it may not."""
        if product:
            return product in self.products and self.products[product].audience == Audience.PUBLIC
        return not category or any(
            item.category == category and item.audience == Audience.PUBLIC for item in self.products.values()
        )

    def lists(self, help_kind: str, form: str, products: Iterable[str]) -> bool:
        """To everyone? Not as soon as anything of an offer is for toegang and GI, or is not known here."""
        things = (self.help_kinds.get(help_kind) or self.forms.get(form), *(self.products.get(key) for key in products))
        return all(thing is not None and thing.audience == Audience.PUBLIC for thing in things)

    def municipality_of_place(self, name: str) -> Municipality | None:
        wanted = name.strip().casefold()
        for place in self.places:
            if place.name.casefold() == wanted:
                return next((m for m in self.municipalities.values() if m.id == place.municipality_id), None)
        return None


def once_a_state(
    make: Callable[Concatenate[RegionData, More], Made],
) -> Callable[Concatenate[RegionData, More], Made]:
    """Made once for each region as it stands: the next state of a region is another object. What it is called with
    besides has few values, such as a language."""

    @wraps(make)
    def made(region: RegionData, /, *more: More.args, **named: More.kwargs) -> Made:
        asked = (make, *more, *named.items())
        if asked not in region.made:
            region.made[asked] = make(region, *more, **named)
        found: Made = region.made[asked]
        return found

    return made


@dataclass(frozen=True)
class Regions:
    """All regions of this installation, and the ground they share."""

    by_key: dict[str, RegionData] = field(default_factory=dict)
    by_host: dict[str, RegionData] = field(default_factory=dict)
    default: RegionData | None = None
    postcodes: dict[str, PostalArea] = field(default_factory=dict)
    place_centres: dict[str, tuple[float, float]] = field(default_factory=dict)  # casefolded name → lat, lng
    example_data: bool = False

    def for_host(self, host: str) -> RegionData | None:
        return self.by_host.get(host.split(":", maxsplit=1)[0].lower(), self.default)


async def load_regions(session: AsyncSession) -> Regions:
    rows = await read_plain(session, Region, select(Region).order_by(col(Region.id)))
    loaded = [await _load(session, region) for region in rows]
    postcodes = {area.pc4: area for area in await read_plain(session, PostalArea, select(PostalArea))}
    fact = await session.get(InstallationFact, EXAMPLE_DATA)
    return Regions(
        by_key={region.key: region for region in loaded},
        by_host={host.lower(): region for region in loaded for host in region.region.hosts},
        default=next((region for region in loaded if region.region.is_default), loaded[0] if loaded else None),
        postcodes=postcodes,
        place_centres=_centres(postcodes.values()),
        example_data=bool(fact and fact.value.get("example")),
    )


async def _load(session: AsyncSession, region: Region) -> RegionData:
    async def of_region(kind: type[Row], order_by: str) -> list[Row]:
        owner, order = (getattr(kind, name) for name in ("region_id", order_by))
        return await read_plain(session, kind, select(kind).where(owner == region.id).order_by(order))

    async def items(kind: type[Item]) -> dict[str, Item]:
        return {item.key: item for item in await of_region(kind, "position")}

    assert region.id is not None
    towns = await of_region(Municipality, "name")
    in_towns = select(Place).where(col(Place.municipality_id).in_([m.id for m in towns]))
    places = await read_plain(session, Place, in_towns.order_by(col(Place.name)))
    return RegionData(
        id=region.id,
        key=region.key,
        region=region,
        terms=Terms(**region.terms),
        municipalities={town.code: town for town in towns},
        places=tuple(places),
        categories=await items(ProductCategory),
        products=await items(Product),
        help_kinds=await items(HelpKind),
        forms=await items(Form),
        target_groups=await items(TargetGroup),
        sectors=await items(Sector),
        tariff_groups=await items(TariffGroup),
        functions=await items(Function),
        budgets=await items(Budget),
        indicators=await items(Indicator),
        norms=await items(Norm),
        routes=tuple(await of_region(Route, "id")),
        wordings=tuple(await of_region(Wording, "id")),
        situations=await items(Situation),
        rights=await items(Right),
        glossary=await items(GlossaryTerm),
        pathways=await items(Pathway),
        facilities=tuple(await of_region(Facility, "id")),
    )


def _centres(areas: Iterable[PostalArea]) -> dict[str, tuple[float, float]]:
    points: dict[str, list[tuple[float, float]]] = {}
    for area in areas:
        points.setdefault(area.place.casefold(), []).append((area.lat, area.lng))
    return {
        place: (math.fsum(p[0] for p in found) / len(found), math.fsum(p[1] for p in found) / len(found))
        for place, found in points.items()
    }
