"""A file with availability: what would change, and then saving that."""

import asyncio
from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch import provider_for
from portal.availability import SayRow, say
from portal.exchange.workbook.offer_sheets import AVAILABILITY
from portal.model import Provider, SaidBy
from portal.push import csv_file
from portal.push.api.bodies import Many
from portal.push.api.reading import read
from portal.push.api.refusals import Refusal
from portal.web.address import link
from portal.web.errors import BadRequest
from portal.web.page import page
from portal.web.sent_file import file_in, missing_file
from portal.web.visit import Visit

Asking = Request[Any, Any, Any]

UPLOAD = "/aanbieder/{slug:str}/beschikbaarheid/csv"
SAYING = {"permission": Permission.CHANGE_AVAILABILITY}
LARGEST_BODY = 5_000_000  # bytes
MOST_SHOWN = 200  # rows, of what is wrong or would change
DONE, SAVED = "gedaan", "bewaard"


@get(UPLOAD, name="push.upload", opt=SAYING)
async def upload_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, Permission.CHANGE_AVAILABILITY)
    return _shown(request, visit, provider, saved=dict(visit.query).get(DONE) == SAVED)


@post(UPLOAD, name="push.preview_file", opt=SAYING, status_code=200, request_max_body_size=LARGEST_BODY)
async def file_sent(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, Permission.CHANGE_AVAILABILITY)
    form = await request.form()
    if missing := missing_file(form):
        return _shown(request, visit, provider, lines=[visit.gettext(missing)], status=422)
    said = await asyncio.to_thread(csv_file.read_file, await file_in(form))
    if not said.right:
        return _of_file(request, visit, provider, said)
    async with visit.house.database.writing(visit.visitor.as_actor(Permission.CHANGE_AVAILABILITY)) as writing:
        found = await csv_file.previewed(writing, said, provider.id or 0)
    if isinstance(found, list):
        return _of_file(request, visit, provider, csv_file.Read(wrong=found))
    rows = Many.model_construct(rows=found.rows).model_dump_json(by_alias=True)
    return page(
        request, visit, "push/preview.html", private=True, provider=provider, preview=found, rows=rows, most=MOST_SHOWN
    )


@post(f"{UPLOAD}/bewaren", name="push.save_file", opt=SAYING, status_code=200, request_max_body_size=LARGEST_BODY)
async def file_saved(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str] | Redirect:
    """The rows that the preview showed: what somebody else said since is not written over."""
    provider = await provider_for(session, visit.visitor, slug, Permission.CHANGE_AVAILABILITY)
    try:
        said = read(Many, str((await request.form()).get("rijen", "")).encode())
    except (Refusal, UnicodeEncodeError) as tampered:
        raise BadRequest from tampered
    rows = [SayRow(row.offer, row, row.seen) for row in said.rows]
    async with visit.house.database.writing(visit.visitor.as_actor(Permission.CHANGE_AVAILABILITY)) as writing:
        await provider_for(writing, visit.visitor, slug, Permission.CHANGE_AVAILABILITY)
        outcome = await say(writing, rows, SaidBy.FILE, [provider.id or 0])
    if not outcome.saved:
        wrong = csv_file.wrong_rows(outcome, [0] * len(rows))
        lines = _of_offers(visit, outcome.refused[:MOST_SHOWN], wrong[:MOST_SHOWN])
        return _shown(request, visit, provider, lines=lines, more=len(wrong) - len(lines), status=409)
    return Redirect(link(visit.language, f"/aanbieder/{slug}/beschikbaarheid/csv", [(DONE, SAVED)]), status_code=303)


def _of_file(request: Asking, visit: Visit, provider: Provider, said: csv_file.Read) -> Response[str]:
    language = "nl" if visit.language == "nl" else "en"
    lines = [problem.render(language) for problem in said.problems[:MOST_SHOWN]]
    for one in said.wrong[: MOST_SHOWN - len(lines)]:
        told = visit.gettext(one.message, **one.filled)
        lines.append(visit.gettext("Row %(row)s: %(told)s", row=one.row, told=told) if one.row else told)
    more = len(said.problems) + len(said.wrong) - len(lines)
    return _shown(request, visit, provider, lines=lines, more=more, status=422)


def _of_offers(visit: Visit, rows: Sequence[Any], wrong: Sequence[csv_file.WrongRow]) -> list[str]:
    return [f"{row.offer}: {visit.gettext(one.message, **one.filled)}" for row, one in zip(rows, wrong, strict=True)]


def _shown(
    request: Asking,
    visit: Visit,
    provider: Provider,
    *,
    lines: Sequence[str] = (),
    more: int = 0,
    saved: bool = False,
    status: int = 200,
) -> Response[str]:
    return page(
        request,
        visit,
        "push/upload.html",
        private=True,
        status=status,
        provider=provider,
        columns=AVAILABILITY.columns,
        lines=lines,
        more=more,
        saved=saved,
    )
