"""The pages of stops: of a provider, and of a region."""

from litestar import Router

from portal.stops.pages.imposing import impose_page, imposed
from portal.stops.pages.of_provider import ended, lengthened, own_page, own_sent
from portal.stops.pages.of_region import ended_by_region, lengthened_by_region, region_file, region_page

routes = Router(
    path="/",
    route_handlers=[
        ended,
        ended_by_region,
        impose_page,
        imposed,
        lengthened,
        lengthened_by_region,
        own_page,
        own_sent,
        region_file,
        region_page,
    ],
)
