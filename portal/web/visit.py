"""One request as a page sees it: who, where, in which language, of which region."""

from collections.abc import Mapping
from dataclasses import dataclass

from litestar.connection import ASGIConnection
from litestar.types import Scope

from portal.access import ANONYMOUS, Permission, Visitor, visitor_of
from portal.access.permissions import Reach
from portal.access.visitor import reaches
from portal.regions import RegionData, Regions
from portal.web.address import Pairs
from portal.web.house import House
from portal.web.language import DEFAULT, translations
from portal.web.sights import Sight


@dataclass(slots=True)
class Asked:
    """What the outer layer read from a request before anything else did."""

    language: str = DEFAULT
    path: str = "/"  # without the language
    query: Pairs = ()  # as the page may see it
    host: str = ""
    fragment: bool = False  # htmx asks for a part of the page
    request_id: str = ""
    keep: bool = True  # a page that must not be kept for others says so here
    private: bool = False  # made for somebody who signed in, or about to: kept nowhere, not even by their browser
    route: str = ""  # for the log
    only_known: bool = False  # the query holds only the names that the route depends on
    sight: Sight | None = None  # which providers the page shows, to be counted
    at_work: bool = False  # for a provider or a region: what they look at is not counted


class NoRegionYet(Exception):
    """Nothing has been loaded: there is no region to show."""


@dataclass(frozen=True)
class Visit:
    house: House
    regions: Regions  # as they were when the request came: one page, one state
    known_region: RegionData | None  # None as long as no region is loaded
    language: str
    path: str  # without the language prefix
    query: Pairs = ()
    visitor: Visitor = ANONYMOUS
    request_id: str = ""

    @property
    def region(self) -> RegionData:
        if self.known_region is None:
            raise NoRegionYet
        return self.known_region

    @property
    def has_provider_area(self) -> bool:
        """Somebody who works for a provider."""
        return any(reach == Reach.OWN_PROVIDER for reach, _ in self.visitor.reach(Permission.SEE_PROVIDER_AREA))

    @property
    def refers(self) -> bool:
        """Somebody who refers in this region."""
        here = self.known_region.id if self.known_region is not None else None
        return any(one.region_id == here for _, one in self.visitor.reach(Permission.REFER))

    @property
    def has_region_area(self) -> bool:
        """Somebody who looks after the providers of this region."""
        if self.known_region is None:
            return False
        return reaches(self.visitor, Permission.SEE_REGION_AREA, region_id=self.known_region.id)

    def absolute(self, address: str) -> str:
        """As others reach this region: the one that answers any host name at the address of the installation,
        another at its own host name."""
        base = self.house.settings.public_url
        region = self.region.region
        if region.hosts and not region.is_default:
            base = f"{base.partition('://')[0]}://{region.hosts[0]}"
        return base + address

    def text(self, texts: Mapping[str, str] | None) -> str:
        """A text of the region in the visitor's language; Dutch where that is not there."""
        if not texts:
            return ""
        return texts.get(self.language) or texts.get(DEFAULT, "")

    def gettext(self, message: str, **values: object) -> str:
        text = translations(self.language).gettext(message)
        return text % values if values else text

    def ngettext(self, one: str, more: str, num: int, **values: object) -> str:
        return translations(self.language).ngettext(one, more, num) % {"num": num, **values}


def asked_of(scope: Scope) -> Asked:
    asked = scope["state"].get("asked")
    return asked if isinstance(asked, Asked) else Asked(path=scope["path"])


def make_visit(house: House, asked: Asked, visitor: Visitor = ANONYMOUS) -> Visit:
    regions = house.regions
    return Visit(
        house=house,
        regions=regions,
        known_region=regions.for_host(asked.host),
        language=asked.language,
        path=asked.path,
        query=asked.query,
        visitor=visitor,
        request_id=asked.request_id,
    )


def visit_of(connection: ASGIConnection) -> Visit:  # type: ignore[type-arg]
    return make_visit(connection.app.state.house, asked_of(connection.scope), visitor_of(connection))
