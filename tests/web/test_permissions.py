from pathlib import Path

import httpx
import pytest
from litestar import Router, get

from portal.access import ANONYMOUS, Belonging, Permission, Visitor, may
from portal.app import CAPABILITIES
from portal.model import Role
from portal.web.outer import Outer
from tests.web.house import FROM_HERE, a_house, a_region, an_app, every_route, someone

PAGE = "/bewaard"


async def test_every_route_says_what_it_asks_for(tmp_path: Path) -> None:
    async with a_house(tmp_path, a_region()) as house:
        routes = list(every_route(an_app(house)))
    assert len({address for _, address, _ in routes}) >= len(CAPABILITIES) + 5
    undeclared = [
        (method, address)
        for method, address, handler in routes
        if method != "OPTIONS" and not isinstance(handler.opt.get("permission"), Permission)
    ]
    assert undeclared == []


async def test_a_route_that_does_not_say_is_closed_to_everybody(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/zonder")
    assert answer.status_code == 403
    assert "nobody may see this" not in answer.text


async def test_a_word_is_no_permission(tmp_path: Path) -> None:
    @get("/woord", opt={"permission": "see_catalogue"})
    async def word() -> str:
        return "x"

    async with (
        a_house(tmp_path, a_region()) as house,
        someone(an_app(house, Router("/", route_handlers=[word]))) as noor,
    ):
        assert (await noor.get("/woord")).status_code == 403


def test_an_anonymous_visitor_may_do_what_is_public_and_what_is_granted_comes_on_top() -> None:
    assert may(ANONYMOUS, Permission.SEE_CATALOGUE)
    noor = Visitor(account_id=1, belongings=(Belonging(Role.CONTRACT_MANAGER, region_id=1),))
    assert may(noor, Permission.SEE_CATALOGUE)
    assert may(noor, Permission.APPROVE_PROFILE)
    assert not may(ANONYMOUS, Permission.APPROVE_PROFILE)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"sec-fetch-site": "same-origin"}, 405),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": "http://hulpkeuze.example"}, 405),
        ({"origin": "http://hulpkeuze.example:81"}, 403),
        ({"origin": "https://hulpkeuze.example"}, 403),
        ({"origin": "http://elders.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://hulpkeuze.example", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://bovenland.example", "host": "bovenland.example"}, 405),
        ({"origin": "http://elders.example", "host": "elders.example"}, 403),
        ({"origin": "http://elders.example", "host": "bovenland.example"}, 403),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_what_changes_something_comes_from_our_own_pages(
    visitor: httpx.AsyncClient, method: str, headers: dict[str, str], status: int
) -> None:
    """405: let in, and then there is no such form."""
    assert (await visitor.request(method, PAGE, headers=headers)).status_code == status


async def test_looking_may_be_done_from_anywhere(visitor: httpx.AsyncClient) -> None:
    for method in ("GET", "HEAD"):
        assert (await visitor.request(method, PAGE, headers={"sec-fetch-site": "cross-site"})).status_code == 200


async def test_the_other_methods_are_told_what_there_is(app: Outer, visitor: httpx.AsyncClient) -> None:
    assert (await visitor.post(PAGE, headers=FROM_HERE)).headers["allow"] == "GET, HEAD, OPTIONS"
    assert (await visitor.get("/formulier")).headers["allow"] == "OPTIONS, POST"
    assert (await visitor.request("VERZIN", PAGE)).status_code == 405
