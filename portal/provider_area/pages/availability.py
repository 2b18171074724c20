"""The room and the waits of all offers of a provider, on one screen."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access.fetch import provider_for, whether_may
from portal.availability import Happened, Undone
from portal.model import Provider
from portal.provider_area.actions import CHANGE, say_availability, undo_last_save
from portal.provider_area.forms import SentRow, Wish, asked_of_rows, read_sheet
from portal.provider_area.pages.home import LOOKING, SEE
from portal.provider_area.queries import grid_of, reminded_how
from portal.provider_area.shown import Typed, sheet_of
from portal.web.address import link, number_in
from portal.web.entrance import PROVIDER_AREA
from portal.web.errors import BadRequest
from portal.web.page import page
from portal.web.visit import Visit

Asking = Request[Any, Any, Any]

CHANGING = {"permission": CHANGE}
AVAILABILITY = f"{PROVIDER_AREA}/{{slug:str}}/beschikbaarheid"
LARGEST_SHEET = 2_000_000  # bytes: thousands of rows
DONE, HOW_MANY, ROUND = "gedaan", "aantal", "ronde"
SAVED, NOTHING_NEW = "opgeslagen", "niets"
LAST_ROUND = 20  # looks at whether it is in the search results; then by hand


@get(AVAILABILITY, name="provider_area.availability", opt=LOOKING)
async def availability_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, SEE, here=visit.region.id)
    asked = dict(visit.query)
    return await _grid(request, visit, session, provider, done=(asked.get(DONE, ""), _number(asked, HOW_MANY)))


@get(f"{AVAILABILITY}/zoekresultaten", name="provider_area.in_search", opt=LOOKING)
async def in_search(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    """The part that htmx asks for again and again until it is there, or has been asked for long enough."""
    provider = await provider_for(session, visit.visitor, slug, SEE, here=visit.region.id)
    grid = await grid_of(session, provider, visit.region, visit.visitor.as_actor(SEE).name)
    return page(
        request,
        visit,
        "provider_area/_in_search.html",
        private=True,
        provider=provider,
        sheet=sheet_of(grid, visit, Typed()),
        round=min(_number(dict(visit.query), ROUND) + 1, LAST_ROUND),
        last_round=LAST_ROUND,
        swapped=True,
    )


@post(
    AVAILABILITY,
    name="provider_area.say_availability",
    opt=CHANGING,
    status_code=200,
    request_max_body_size=LARGEST_SHEET,
)
async def availability_sent(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str] | Redirect:
    provider = await provider_for(session, visit.visitor, slug, CHANGE)
    wish, sent = await _read(request)
    asked = asked_of_rows(wish, sent, visit)
    if asked.errors:
        return await _grid(request, visit, session, provider, Typed(sent, asked), status=422)
    outcome = await say_availability(visit.house, visit.visitor, slug, asked.rows)
    typed = Typed(sent, asked, outcome)
    if not outcome.saved:
        return await _grid(request, visit, session, provider, typed, status=409)
    many = outcome.count(Happened.CHANGED) + outcome.count(Happened.CONFIRMED)
    done = SAVED if many else NOTHING_NEW
    if typed.waiting:  # what was typed elsewhere in the grid is not lost for that
        return await _grid(request, visit, session, provider, typed, done=(done, many))
    return _back(visit, provider, done, many, _anchor(wish, sent))


@post(f"{AVAILABILITY}/terug", name="provider_area.undo", opt=CHANGING)
async def taken_back(
    visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Redirect:
    provider = await provider_for(session, visit.visitor, slug, CHANGE)
    undone, many = await undo_last_save(visit.house, visit.visitor, slug)
    return _back(visit, provider, {Undone.DONE: "terug"}.get(undone, "niet-terug"), many)


async def _read(request: Asking) -> tuple[Wish, list[SentRow]]:
    try:
        form = await request.form()
    except (LookupError, ValueError) as unreadable:
        raise BadRequest from unreadable
    return read_sheet(form.multi_items())


async def _grid(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    provider: Provider,
    typed: Typed | None = None,
    *,
    status: int = 200,
    done: tuple[str, int] = ("", 0),
) -> Response[str]:
    """`done`: what has just been done, and with how many offers."""
    await session.commit()  # what was written since it began to read is read too
    grid = await grid_of(session, provider, visit.region, visit.visitor.as_actor(SEE).name)
    typed = typed or Typed()
    may_change, second_step = await whether_may(session, visit.visitor, provider, CHANGE)
    return page(
        request,
        visit,
        "provider_area/availability.html",
        private=True,
        status=status,
        provider=provider,
        sheet=sheet_of(grid, visit, typed),
        waiting=typed.waiting,
        done=done[0],
        many=done[1],
        may_change=may_change,
        second_step=second_step,
        reminded=await reminded_how(session, provider, visit.visitor.account_id) if may_change else None,
        round=0,
        last_round=LAST_ROUND,
        swapped=False,
    )


def _back(visit: Visit, provider: Provider, done: str, many: int, anchor: str = "") -> Redirect:
    path = AVAILABILITY.replace("{slug:str}", provider.slug)
    return Redirect(link(visit.language, path, [(DONE, done), (HOW_MANY, str(many))]) + anchor, status_code=303)


def _anchor(wish: Wish, sent: list[SentRow]) -> str:
    """After one row back to that row, else to what is told above the grid."""
    return next((f"#aanbod-{row.offer}" for row in sent if row.asked), "") if wish is Wish.ONE else ""


def _number(asked: dict[str, str], name: str) -> int:
    return number_in(asked.get(name)) or 0
