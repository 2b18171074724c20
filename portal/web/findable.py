"""How search engines see a page: one address for each page, and the same page in the other languages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from portal.regions import RegionData
from portal.settings import Settings
from portal.web.address import link
from portal.web.language import DEFAULT, LANGUAGES
from portal.web.visit import Visit

# Each combination of filters is an address: without end for a robot.
ENDLESS = ("/aanbod", "/vergelijk")


@dataclass(frozen=True)
class Findable:
    """The addresses of one page. Without a query: what follows the path only chooses from the page or filters it."""

    origin: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]  # language, address

    def absolute(self, address: str) -> str:
        return self.origin + address


def findable(visit: Visit) -> Findable:
    origin = origin_of(visit.house.settings, visit.known_region)
    return Findable(origin, origin + link(visit.language, visit.path), tuple(alternates(origin, visit.path)))


def alternates(origin: str, path: str) -> Iterable[tuple[str, str]]:
    """Every language, the page's own too, and which to show to people of none of them."""
    for language in LANGUAGES:
        yield language, origin + link(language, path)
    yield "x-default", origin + link(DEFAULT, path)


def origin_of(settings: Settings, region: RegionData | None) -> str:
    """Where a region is reached: the base URL, or for another region than the first the host its files name."""
    own = settings.public_url
    if region is None or region.region.is_default or not region.region.hosts:
        return own
    base = urlsplit(own)
    port = f":{base.port}" if base.port else ""
    return f"{base.scheme}://{region.region.hosts[0]}{port}"


def robots_text(origin: str) -> str:
    rules = [f"Disallow: {link(language, path)}?" for path in ENDLESS for language in LANGUAGES]
    return "\n".join(("User-agent: *", *rules, "", f"Sitemap: {origin}/sitemap.xml", ""))


Described = dict[str, object]


def breadcrumbs(trail: Iterable[tuple[str, str]], absolute: Callable[[str], str]) -> Described:
    """For schema.org: the way here, as addresses and texts."""
    items = [
        {"@type": "ListItem", "position": number, "name": str(text), "item": absolute(address)}
        for number, (address, text) in enumerate(trail, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
