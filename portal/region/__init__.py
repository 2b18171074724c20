"""Where the staff of a region arrive: what needs their attention, and the way to all that is theirs."""

from litestar import Router

from portal.region.pages import region_home

routes = Router(path="/", route_handlers=[region_home])
