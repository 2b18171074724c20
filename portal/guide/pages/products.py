"""The help that there is, explained."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.guide.queries import product_book
from portal.web.page import page
from portal.web.visit import Visit


@get("/producten", name="guide.products", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def products(request: Request[Any, Any, Any], visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "guide/products.html", book=product_book(visit.region))
