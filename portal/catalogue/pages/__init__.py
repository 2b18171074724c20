"""The public catalogue: the start, searching, a provider, and comparing."""

from litestar import Router
from litestar.datastructures import State
from litestar.di import Provide

from portal.catalogue.pages.compare import comparing
from portal.catalogue.pages.map import on_a_map
from portal.catalogue.pages.provider import melding, provider
from portal.catalogue.pages.search import search
from portal.catalogue.pages.start import start, suggest
from portal.finding.finder import Finder


def provide_finder(state: State) -> Finder:
    return Finder(state.engines)


routes = Router(
    path="/",
    route_handlers=[start, suggest, search, on_a_map, provider, melding, comparing],
    dependencies={"finder": Provide(provide_finder, sync_to_thread=False)},
)
