"""Pages on which a provider sees how it is seen, and answers; and a region what is reported of its providers."""

from litestar import Router

from portal.seen.pages.reports import (
    provider_answered,
    provider_reports,
    region_answered,
    region_reports,
)
from portal.seen.pages.seen import seen_page

routes = Router(
    path="/", route_handlers=[provider_answered, provider_reports, region_answered, region_reports, seen_page]
)
