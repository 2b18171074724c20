"""The public catalogue: the start, searching, a provider, and comparing."""

from litestar import Router
from litestar.di import Provide

from portal.catalogue.pages.compare import comparing, drawing
from portal.catalogue.pages.map import on_a_map
from portal.catalogue.pages.provider import melding, provider
from portal.catalogue.pages.search import search
from portal.catalogue.pages.start import start, suggest
from portal.finding.finder import finder_of

routes = Router(
    path="/",
    route_handlers=[start, suggest, search, on_a_map, provider, melding, comparing, drawing],
    dependencies={"finder": Provide(finder_of, sync_to_thread=False)},
)
