"""Routes that only tests have: a page that may be kept, a form, and things that go wrong."""

import sqlite3
from typing import Any

from litestar import MediaType, Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from litestar.response import Stream
from pydantic import BaseModel, Field, field_validator
from sqlalchemy.exc import OperationalError

from portal.access import Permission
from portal.web.errors import TooMany, Unavailable
from portal.web.form import read_form
from portal.web.language import N_
from portal.web.page import page
from portal.web.visit import Visit
from search_index import EngineAway

SEE = {"permission": Permission.SEE_CATALOGUE}
made: list[str] = []  # every time that a page was really made

Asking = Request[Any, Any, Any]


@get("/bewaard", name="test.kept", opt={**SEE, "kept": ("q", "soort")})
async def may_be_kept(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    made.append(str(request.url))
    shown = f"<p>{visit.language} {visit.region.key} {request.scope['query_string']!r} {visit.query}</p>"
    return Response(shown + "<p>woorden</p>" * 100, media_type=MediaType.HTML, headers={"vary": "HX-Request"})


@get("/bewaard/{name:str}", name="test.kept_one", opt={**SEE, "kept": ()})
async def one_may_be_kept(name: FromPath[str]) -> Response[str]:
    made.append(name)
    return Response("x" * 1000, media_type=MediaType.HTML, status_code=404 if name == "weg" else 200)


@get("/niet-bewaard", name="test.not_kept", opt={**SEE, "kept": ()})
async def says_no(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    made.append("no")
    context = {"status": 200, "title": "x", "sentence": "y", "request_id": "", "can_search": False}
    return page(request, visit, "layout/problem.html", keep=False, **context)


@get("/gestroomd", name="test.stream", opt=SEE)
async def a_stream() -> Stream:
    return Stream(iter([b"een", b"twee"]), media_type="text/plain")


@get("/zonder", name="test.undeclared")
async def undeclared() -> str:
    return "nobody may see this"


@get("/fout/{what:str}", name="test.wrong", opt=SEE)
async def goes_wrong(what: FromPath[str]) -> None:
    problems: dict[str, Exception] = {
        "400": HTTPException(status_code=400),
        "403": HTTPException(status_code=403),
        "429": TooMany(),
        "503": Unavailable(),
        "500": RuntimeError("geheim zoekwoord 8011AB"),
        "slot": OperationalError("SELECT geheim", {"q": "zoekwoord"}, sqlite3.OperationalError("database is locked")),
        "motor": EngineAway("no answer"),
    }
    raise problems[what]


class TryForm(BaseModel):
    about: str = Field(min_length=3, max_length=10)
    choices: list[str] = Field(default=[], max_length=2)
    number: int | None = None

    @field_validator("about")
    @classmethod
    def no_shouting(cls, about: str) -> str:
        if about.isupper():
            raise ValueError(N_("Choose one of the possibilities."))
        return about


@post("/formulier", name="test.form", opt={"permission": Permission.REPORT_MISTAKE}, status_code=200)
async def a_form(request: Asking, visit: NamedDependency[Visit]) -> dict[str, Any]:
    filled = await read_form(request, TryForm, visit)
    return {"valid": filled.valid and filled.valid.model_dump(), "typed": filled.typed, "errors": filled.errors}


pages_to_try = Router(
    path="/", route_handlers=[may_be_kept, one_may_be_kept, says_no, a_stream, undeclared, goes_wrong, a_form]
)
