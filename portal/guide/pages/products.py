"""The help that there is: an overview, and a page for each kind of help, form and product."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.guide.queries import explained, explained_keys, product_book, supply_of
from portal.regions import RegionData
from portal.web.errors import NotFound
from portal.web.page import page
from portal.web.visit import Visit

BOOK = "/producten"

Asking = Request[Any, Any, Any]


@get(BOOK, name="guide.products", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def products(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "guide/products.html", book=product_book(visit.region))


async def product_pages(_session: AsyncSession, region: RegionData) -> list[str]:
    return [f"{BOOK}/{key}" for key in explained_keys(region)]


@get(
    f"{BOOK}/{{key:str}}",
    name="guide.product",
    opt={"permission": Permission.SEE_CATALOGUE, "kept": (), "sitemap": product_pages},
)
async def product(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str]:
    found = explained(key, visit.region)
    if found is None:
        raise NotFound
    counted = ("supply", visit.region.key, key)
    supply = None if found.restricted else await visit.house.once(counted, lambda: supply_of(session, found))
    return page(request, visit, "guide/product.html", found=found, supply=supply)
