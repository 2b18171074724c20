"""The description of the API says what the API does."""

import json
import re
from typing import Any

from litestar.routes import HTTPRoute

from portal.push.api.described import PROBLEMS, described
from portal.push.api.page import codes
from portal.web.outer import Outer
from tests.push.systems import GEZIN, a_new_key, system


def test_every_route_is_described_and_nothing_else(app: Outer) -> None:
    routes = {
        (route.path_format, method.lower())
        for route in app.inner.routes
        if isinstance(route, HTTPRoute) and route.path_format.startswith("/api/v1/")
        for handler in route.route_handlers
        for method in handler.http_methods
        if method != "OPTIONS"
    }
    told = {(path, method) for path, about in described()["paths"].items() for method in about}
    assert told == routes - {("/api/v1/openapi.json", "get")}


def test_every_reference_leads_somewhere() -> None:
    text = json.dumps(described())
    for name in re.findall(r'"#/components/schemas/([^"]+)"', text):
        assert name in described()["components"]["schemas"]


async def test_it_is_served_with_the_address_of_this_portal(app: Outer) -> None:
    async with system(app) as software:
        answer = await software.get("/api/v1/openapi.json")
    assert answer.json()["openapi"] == "3.1.0"
    assert answer.json()["servers"] == [{"url": "https://hulpkeuze.example"}]
    row = answer.json()["components"]["schemas"]["StatedRow"]
    assert row["additionalProperties"] is False
    assert row["properties"]["stand"]["enum"] == ["open", "beperkt", "vol", "stop"]
    assert sorted(row["required"]) == ["aanbod", "stand"]


MANY = {"rijen": [{"aanbod": GEZIN, "stand": "vol"}]}


async def test_answers_have_the_fields_that_are_described(app: Outer) -> None:
    address = f"/api/v1/aanbod/{GEZIN}/beschikbaarheid"
    async with system(app, await a_new_key(app)) as software:
        answers = {
            "Now": await software.get(address),
            "Done": await software.put(address, json={"stand": "open"}),
            "ManyDone": await software.post("/api/v1/beschikbaarheid", json=MANY),
            "OwnOffers": await software.get("/api/v1/aanbod"),
        }
    schemas: dict[str, Any] = described()["components"]["schemas"]
    for name, answer in answers.items():
        assert answer.status_code == 200
        assert set(answer.json()) == set(schemas[name]["properties"]) == set(schemas[name]["required"]), name


async def test_the_page_names_every_code_and_every_code_has_its_place_there(app: Outer) -> None:
    named = [code for code, _, _ in codes()]
    assert len(set(named)) == len(named)
    assert {status for _, status, _ in codes()} <= set(PROBLEMS)
    async with system(app) as software:
        page = await software.get("/api/v1")
        english = await software.get("/en/api/v1")
    assert all(f'id="{code}"' in page.text for code in named)
    assert "https://hulpkeuze.example/api/v1/aanbod" in page.text
    assert english.status_code == 200
    assert page.headers["cache-control"] == "no-store"
