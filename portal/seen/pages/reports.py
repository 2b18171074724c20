""" "Klopt dit niet?" as a provider sees it, and the region: what is open, and answering it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch import provider_for, region_for
from portal.access.visitor import reaches
from portal.model import Provider
from portal.noticed.reports import By, Line, Show, latest_moment, line_now, lines_of
from portal.seen.actions import OF_REGION, OWN, answer_as
from portal.seen.forms import AnswerForm, RegionAnswerForm
from portal.web.address import link, number_in
from portal.web.entrance import AVAILABILITY, DONE, PROFILE, PROVIDER_AREA, REPORTS
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

OF_PROVIDER = f"{PROVIDER_AREA}/{{slug:str}}/{REPORTS}"
IN_REGION = f"/regio/{REPORTS}"
SEE = Permission.SEE_PROVIDER_AREA
SEE_REGION = Permission.SEE_REGION_AREA
SHOW, PAGE = "toon", "pagina"  # query names
ANSWERED = "beantwoord"
MOST_PAGES = 10_000

# Where what is reported is changed; all else in the profile.
CHANGED_AT = {"availability": AVAILABILITY}

Asking = Request[Any, Any, Any]


@dataclass(frozen=True)
class Conflict:
    """What somebody else answered meanwhile, and what was chosen here."""

    stands: Line | None
    chosen: str


@get(OF_PROVIDER, name="seen.reports", opt={"permission": SEE})
async def provider_reports(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, SEE, here=visit.region.id)
    return await _of_provider(request, visit, session, provider)


@post(OF_PROVIDER, name="seen.answer_report", opt={"permission": OWN}, status_code=200)
async def provider_answered(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str] | Redirect:
    provider = await provider_for(session, visit.visitor, slug, OWN)
    filled = await read_form(request, AnswerForm, visit)
    said = filled.valid
    if said is None:
        return await _of_provider(request, visit, session, provider, wrong=True)
    if await answer_as(By.PROVIDER, visit, slug, said):
        address = link(visit.language, f"{PROVIDER_AREA}/{slug}/{REPORTS}", [(DONE, ANSWERED)])
        return Redirect(address, status_code=303)
    async with visit.house.database.reading() as now:  # not as it was when this request began
        stands = await line_now(now, visit.region, provider.id or 0, said.about, said.offer)
        return await _of_provider(request, visit, now, provider, conflict=Conflict(stands, said.answer.value))


@get(IN_REGION, name="seen.region_reports", opt={"permission": SEE_REGION})
async def region_reports(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    region_for(visit.visitor, visit.region.id, SEE_REGION)
    return await _of_region(request, visit, session)


@post(IN_REGION, name="seen.region_answer", opt={"permission": OF_REGION}, status_code=200)
async def region_answered(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    region_for(visit.visitor, visit.region.id, OF_REGION)
    filled = await read_form(request, RegionAnswerForm, visit)
    said = filled.valid
    if said is None:
        return await _of_region(request, visit, session, wrong=True)
    if await answer_as(By.REGION, visit, said.provider, said):
        return Redirect(link(visit.language, IN_REGION, [(DONE, ANSWERED)]), status_code=303)
    async with visit.house.database.reading() as now:  # not as it was when this request began
        provider = await provider_for(now, visit.visitor, said.provider, OF_REGION)
        stands = await line_now(now, visit.region, provider.id or 0, said.about, said.offer)
        return await _of_region(request, visit, now, conflict=Conflict(stands, said.answer.value))


async def _of_provider(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    provider: Provider,
    *,
    wrong: bool = False,
    conflict: Conflict | None = None,
) -> Response[str]:
    number, said = provider.id or 0, dict(visit.query)
    at = _page_in(said)
    may_answer = reaches(visit.visitor, OWN, region_id=visit.region.id, provider_id=number)
    return page(
        request,
        visit,
        "seen/reports.html",
        private=True,
        status=_status(wrong=wrong, conflict=conflict),
        provider=provider,
        found=await lines_of(session, visit.region, number, Show.ALL, at),
        path=f"{PROVIDER_AREA}/{provider.slug}/{REPORTS}",
        may_answer=may_answer,
        changed_at=CHANGED_AT,
        profile=PROFILE,
        **_about(visit, said, at, wrong=wrong, conflict=conflict),
    )


async def _of_region(
    request: Asking, visit: Visit, session: AsyncSession, *, wrong: bool = False, conflict: Conflict | None = None
) -> Response[str]:
    said = dict(visit.query)
    show, at = _shown_in(said), _page_in(said)
    return page(
        request,
        visit,
        "seen/region_reports.html",
        private=True,
        status=_status(wrong=wrong, conflict=conflict),
        found=await lines_of(session, visit.region, None, show, at),
        path=IN_REGION,
        show=show,
        shows=tuple(Show),
        may_answer=reaches(visit.visitor, OF_REGION, region_id=visit.region.id),
        **_about(visit, said, at, wrong=wrong, conflict=conflict),
    )


def _about(visit: Visit, said: Mapping[str, str], at: int, *, wrong: bool, conflict: Conflict | None) -> dict[str, Any]:
    return {
        "at": at,
        "wrong": wrong,
        "conflict": conflict,
        "answered": said.get(DONE) == ANSWERED,
        "days": visit.region.terms.report_answer_days,
        "late_before": latest_moment(visit.region),
    }


def _status(*, wrong: bool, conflict: Conflict | None) -> int:
    if wrong:
        return 422
    return 409 if conflict else 200


def _shown_in(said: Mapping[str, str]) -> Show:
    """What cannot be read is not asked for."""
    wanted = said.get(SHOW, "")
    return Show(wanted) if wanted in list(Show) else Show.OPEN


def _page_in(said: Mapping[str, str]) -> int:
    return number_in(said.get(PAGE), MOST_PAGES) or 1
