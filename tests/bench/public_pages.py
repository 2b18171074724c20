"""Every public page, as the application's own routes have it: a new one is measured without being named here."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from litestar.handlers import HTTPRouteHandler
from litestar.routes import BaseRoute, HTTPRoute

from portal.access import Permission
from portal.web import plain_routes
from search_index import OfferDocument
from tests.bench.line import NotMeasured
from tests.bench.questions import Question
from tests.bench.stage import Stage

DIFFERENT = 60  # addresses of one page, at most: as many as it is asked


@dataclass(frozen=True)
class PublicPage:
    name: str
    paths: Sequence[str]  # each a question of its own, where the page depends on one


class Examples:
    """What a page with a question or a parameter is measured with: the heaviest there is, and questions of visitors."""

    def __init__(self, documents: Sequence[OfferDocument], questions: Iterable[Question], searched: Sequence[str]):
        offered = [document for document in documents if document.counted]
        self.largest = _most([document.slug for document in offered])  # slugs, those with most offers first
        self.kinds = _most([document.help_kind or "" for document in offered])
        self.products = _most([product for document in offered for product in document.products])
        self.offers = [document.id for document in offered]  # keys
        self.searched = searched  # addresses of searches
        self.children = list(islice(dict.fromkeys((one.town, one.age) for one in questions), DIFFERENT))

    def of_children(self, path: str, *more: tuple[str, str]) -> list[str]:
        """The same page for another child each time: where it lives and how old it is."""
        asked = ([("gemeente", town), ("leeftijd", str(age)), *more] for town, age in self.children)
        return [f"{path}?{urlencode(pairs)}" for pairs in asked]


def _most(values: Sequence[str]) -> list[str]:
    counted = Counter(value for value in values if value)
    return sorted(counted, key=lambda value: (-counted[value], value))


# By route name. Of a route that is not here its path is measured, and one whose path has a parameter must be here.
EXAMPLES: dict[str, Callable[[Examples], list[PublicPage]]] = {
    "catalogue.search": lambda known: [
        PublicPage("/aanbod", ["/aanbod"]),
        PublicPage("/aanbod?…", known.searched),
        PublicPage("/aanbod, nothing found", known.of_children("/aanbod", ("q", "zwijgpakhuis"), ("plek", "1"))),
    ],
    "catalogue.map": lambda known: [
        PublicPage("/aanbod/kaart", ["/aanbod/kaart"]),
        PublicPage("/aanbod/kaart?…", [path.replace("/aanbod?", "/aanbod/kaart?") for path in known.searched]),
    ],
    "catalogue.suggestions": lambda known: [PublicPage("/suggesties?…", ["/suggesties?q=ang"])],
    "catalogue.provider": lambda known: [
        PublicPage("provider with most offers", [f"/aanbieders/{known.largest[0]}"]),
        PublicPage("the same for a child", known.of_children(f"/aanbieders/{known.largest[0]}")),
        PublicPage("a provider amid", [f"/aanbieders/{known.largest[len(known.largest) // 2]}"]),
    ],
    "catalogue.compare": lambda known: [
        PublicPage("/vergelijk", ["/vergelijk"]),
        PublicPage("/vergelijk of three", known.of_children("/vergelijk", *(("a", s) for s in known.largest[:3]))),
    ],
    "guide.product": lambda known: [
        PublicPage("help that most offer", [f"/producten/{known.kinds[0]}"]),
        PublicPage("product that most offer", [f"/producten/{known.products[0]}"]),
    ],
    "guide.referring": lambda known: [
        PublicPage("/wegwijzer", ["/wegwijzer"]),
        PublicPage("/wegwijzer of a referrer", ["/wegwijzer?wie=huisarts"]),
        PublicPage("/wegwijzer for a product", [f"/wegwijzer?wie=huisarts&wat={key}" for key in known.products]),
    ],
    "referrer_area.public_letter": lambda known: [
        PublicPage("/verwijsbrief", [f"/verwijsbrief?aanbod={known.offers[0]}"])
    ],
    "guide.facilities": lambda known: [
        PublicPage("/voorzieningen", ["/voorzieningen"]),
        PublicPage(
            "/voorzieningen?…",
            [f"/voorzieningen?gemeente={town}" for town in dict.fromkeys(town for town, _ in known.children)],
        ),
    ],
}


def examples(stage: Stage) -> Examples:
    return Examples(stage.documents[0], stage.questions, stage.supply.next(DIFFERENT))


def public_pages(routes: Iterable[BaseRoute], stage: Stage) -> list[PublicPage]:
    known = examples(stage)
    found = []
    for name, path in sorted(_routes(routes), key=lambda route: route[1]):
        if name in EXAMPLES:
            found += EXAMPLES[name](known)
        elif "{" in path:
            raise NotMeasured(f"tests/bench/public_pages.py has no example of {path}")
        else:
            found.append(PublicPage(path, [path]))
    return found


def _routes(routes: Iterable[BaseRoute]) -> Iterable[tuple[str, str]]:
    """Name and path of what everybody may see, and a browser shows."""
    # Health, robots, files; what a program reads; a picture.
    no_pages = {handler.name for _, handler in _handlers(plain_routes.routes.routes)}
    no_pages |= {"push.openapi", "profile.picture"}
    for path, handler in _handlers(routes):
        # What stands at the door and behind links of a mail is for few, and never kept.
        if handler.opt["permission"] == Permission.SEE_CATALOGUE and handler.name not in no_pages:
            yield handler.name or "", path


def _handlers(routes: Iterable[BaseRoute]) -> Iterable[tuple[str, HTTPRouteHandler]]:
    for route in routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            if "GET" in handler.http_methods:
                yield route.path_format, handler
