"""What counts as being seen, through the layer that every request passes, and what does not."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from litestar import MediaType, Request, Response, Router, get
from litestar.di import NamedDependency

from portal import clock
from portal.access import Permission
from portal.model import Role, SeenAs
from portal.web.errors import NotFound
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.sights import Sight, is_watched
from portal.web.visit import Visit, asked_of
from tests.staff import a_safe_house, a_token, an_account, browser_of, safe_app
from tests.web.house import an_app, someone

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
PAGE = "/getoond"
HTMX = {"hx-request": "true"}

made: list[str] = []


@get(PAGE, name="test.sight", opt={"permission": Permission.SEE_CATALOGUE, "kept": ("q", "sorteer", "weg")})
async def shows(request: Request[Any, Any, Any], visit: NamedDependency[Visit]) -> Response[str]:
    made.append(str(request.url))
    asked = asked_of(request.scope)
    asked.sight = Sight(visit.region.id, clock.today(), SeenAs.FOUND, "", ("de-wilgenhof",))
    if dict(visit.query).get("weg"):
        raise NotFound
    return Response("<p>woorden</p>" * 100, media_type=MediaType.HTML, headers={"vary": "HX-Request"})


SHOWING = Router("/", route_handlers=[shows])


@pytest.fixture
def app(house: House) -> Outer:
    made.clear()
    return an_app(house, SHOWING)


def times(house: House) -> int:
    return sum(house.sights.take().values())


def samira(app: Outer, **headers: str) -> httpx.AsyncClient:
    return someone(app, headers={"user-agent": FIREFOX, **headers})


async def test_a_page_that_was_kept_counts_each_time_it_is_served(app: Outer, house: House) -> None:
    async with samira(app) as visitor:
        first = await visitor.get(PAGE)
        for _ in range(4):
            await visitor.get(PAGE)
        again = await visitor.get(PAGE, headers={"if-none-match": first.headers["etag"]})
    assert (len(made), again.status_code, times(house)) == (1, 304, 6)


async def test_so_does_one_that_is_made_anew(app: Outer, house: House) -> None:
    async with samira(app, cookie="taal=nl") as visitor:
        for _ in range(3):
            await visitor.get(PAGE)
    assert (len(made), times(house)) == (3, 3)


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(
    ("method", "address", "headers"),
    [
        ("HEAD", PAGE, {}),
        ("GET", PAGE, {"sec-purpose": "prefetch;prerender"}),
        ("GET", PAGE, {"purpose": "prefetch"}),
        ("GET", PAGE, {"user-agent": GOOGLE}),
        ("GET", PAGE, {"user-agent": "curl/8.5.0"}),
        ("GET", PAGE, {"user-agent": ""}),
        ("GET", f"{PAGE}?weg=1", {}),  # an error
        ("POST", PAGE, {}),
        ("GET", f"{PAGE}/", {}),  # sent on to another address
    ],
)
async def test_what_nobody_looked_at_does_not_count(
    app: Outer, house: House, method: str, address: str, headers: Mapping[str, str], kept: bool
) -> None:
    async with samira(app) as visitor:
        if kept:
            await visitor.get(PAGE)
            house.sights.take()
        await visitor.request(method, address, headers=headers)
    assert times(house) == 0


@pytest.mark.parametrize(
    ("before", "counts"),
    [
        ("", 1),  # no browser told where it was
        (f"http://hulpkeuze.example{PAGE}?q=boos", 0),
        (f"http://hulpkeuze.example{PAGE}?q=boos&sorteer=naam", 0),  # another order of the same
        (f"http://hulpkeuze.example{PAGE}?q=boos&utm_source=x", 0),
        (f"http://hulpkeuze.example/en{PAGE}?q=boos", 0),
        (f"http://hulpkeuze.example{PAGE}", 1),
        (f"http://hulpkeuze.example{PAGE}?q=bang", 1),
        ("http://hulpkeuze.example/?q=boos", 1),
        ("http://[", 1),
    ],
)
async def test_a_part_of_a_page_counts_once_per_question(app: Outer, house: House, before: str, counts: int) -> None:
    async with samira(app, **HTMX) as visitor:
        headers = {"hx-current-url": before} if before else {}
        for _ in range(2):
            await visitor.get(f"{PAGE}?q=boos", headers=headers)
    assert times(house) == 2 * counts


@pytest.mark.parametrize(
    ("name", "role", "counts"),
    [
        ("samira", Role.FAMILY, 1),
        ("bram", Role.HUISARTS, 1),
        ("yusuf", Role.TOEGANG, 1),
        ("piet", Role.PROVIDER_EDITOR, 0),
        ("mieke", Role.PROVIDER_MANAGER, 0),
        ("ilse", Role.REGION_EDITOR, 0),
        ("noor", Role.CONTRACT_MANAGER, 0),
        ("femke", Role.ADMINISTRATOR, 0),
    ],
)
async def test_who_is_at_work_for_a_provider_or_a_region_is_not_counted(
    tmp_path_factory: pytest.TempPathFactory, name: str, role: Role, counts: int
) -> None:
    async with a_safe_house(tmp_path_factory.mktemp("work")) as house:
        app = safe_app(house, SHOWING)
        token = await a_token(house, await an_account(house, name, role))
        async with browser_of(app, token, headers={"user-agent": FIREFOX}) as browser:
            assert (await browser.get(PAGE)).status_code == 200
        assert times(house) == counts


@pytest.mark.parametrize(
    ("agent", "watched"),
    [
        (FIREFOX, True),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1", True),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36", True),
        ("Mozilla/5.0 AppleWebKit/537.36 (compatible; GPTBot/1.3; +https://openai.com/gptbot)", False),
        ("Mozilla/5.0 (compatible; YandexBot/3.0)", False),
        ("Mozilla/5.0 (compatible; Baiduspider/2.0)", False),
        ("Mozilla/5.0 (compatible; Archiver)", False),
        ("python-httpx/0.28", False),
        ("x" * 5_000, False),
    ],
)
def test_what_calls_itself_a_bot_is_one(agent: str, watched: bool) -> None:
    assert is_watched("GET", {b"user-agent": agent.encode()}) is watched
