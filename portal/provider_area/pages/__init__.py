"""The pages on which a provider keeps its own offers."""

from litestar import Router

from portal.provider_area.pages.availability import (
    availability_page,
    availability_sent,
    in_search,
    taken_back,
)
from portal.provider_area.pages.home import home, own_providers

routes = Router(
    path="/", route_handlers=[availability_page, availability_sent, home, in_search, own_providers, taken_back]
)
